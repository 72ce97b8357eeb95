import { config } from '@grafana/runtime';
import React, { useMemo } from 'react';
import { configuredTicketing } from '../../api/client';
import { toTicketingError } from '../../api/problem';
import { Translated } from '../../i18n/Translated';
import { Board } from './Board';
import { TroubleNote } from './TroubleNote';

/** The board on the configured ticketing service, in the user's language, with the rights of the user's Grafana role. */
export function LiveBoard({ everySeconds }: { everySeconds: number }) {
  const ticketing = useMemo(() => findTicketing(), []);
  const mayWrite = ['Editor', 'Admin'].includes(config.bootData.user.orgRole);
  return (
    <Translated>
      {ticketing.found ? (
        <Board ticketing={ticketing.found} everySeconds={everySeconds} mayWrite={mayWrite} />
      ) : (
        <TroubleNote error={ticketing.trouble} />
      )}
    </Translated>
  );
}

function findTicketing() {
  try {
    return { found: configuredTicketing(), trouble: null };
  } catch (failure) {
    return { found: null, trouble: toTicketingError(failure) };
  }
}
