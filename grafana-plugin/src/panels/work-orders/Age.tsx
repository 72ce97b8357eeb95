import React from 'react';
import { say } from '../../i18n/translations';
import { age } from './model';
import { useNow } from './useNow';

/** For how long something has been so. */
export function Age({ since }: { since: string }) {
  const { unit, count } = age(since, useNow());
  return (
    <time dateTime={since} title={new Date(since).toLocaleString()}>
      {say(`ago.${unit}`, { count })}
    </time>
  );
}
