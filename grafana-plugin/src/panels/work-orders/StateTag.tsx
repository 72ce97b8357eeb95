import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import React from 'react';
import { say } from '../../i18n/translations';

/** What a state means for whoever watches: nobody has it, it is asked of somebody, it is being worked on, it is solved, it waits. */
type Stage = 'unowned' | 'asked' | 'inWork' | 'solved' | 'waiting';

const stages: Record<WorkOrderState, Stage> = {
  open: 'unowned',
  reopened: 'unowned',
  dispatched: 'asked',
  accepted: 'inWork',
  en_route: 'inWork',
  on_site: 'inWork',
  fix_claimed: 'inWork',
  verified: 'solved',
  evaluated: 'solved',
  closed: 'solved',
  substituted: 'waiting',
  suspended: 'waiting',
  waiting_spare: 'waiting',
  handed_over: 'asked',
  joined: 'waiting',
  cancelled: 'waiting',
};

/** A state in words, with a dot in the colour of its stage. */
export function StateTag({ state }: { state: WorkOrderState }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.tag} data-stage={stages[state]}>
      {say(`state.${state}`)}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tag: css({
    '--stage': theme.colors.text.disabled,
    '&[data-stage="unowned"]': { '--stage': theme.colors.error.main },
    '&[data-stage="asked"]': { '--stage': theme.colors.warning.main },
    '&[data-stage="inWork"]': { '--stage': theme.colors.primary.main },
    '&[data-stage="solved"]': { '--stage': theme.colors.success.main },
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
    '&::before': {
      content: '""',
      width: 8,
      height: 8,
      borderRadius: theme.shape.radius.circle,
      background: 'var(--stage)',
    },
  }),
});
