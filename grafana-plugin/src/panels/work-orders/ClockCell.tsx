import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { SlaClock } from '@roundsman/contract/workOrder.ts';
import React from 'react';
import { say } from '../../i18n/translations';
import { countdown } from './model';
import { useNow } from './useNow';

/** The clock that runs out next, counting down. Colour never speaks alone: a breached clock says so and has a sign. */
export function ClockCell({ clock }: { clock: SlaClock | null }) {
  const styles = useStyles2(getStyles);
  const now = useNow();
  const shown = clock && countdown(clock, now);
  if (!clock || !shown) {
    return <span className={styles.label}>{say('clock.none')}</span>;
  }
  const breached = shown.urgency === 'breached';
  return (
    <span className={styles.cell} data-urgency={shown.urgency}>
      <span className={styles.time} role="timer">
        {breached && <Icon name="exclamation-triangle" size="sm" />}
        {breached ? `+${shown.text}` : shown.text}
      </span>
      <span className={styles.bar} aria-hidden>
        <span className={styles.used} style={{ width: `${shown.usedRatio * 100}%` }} />
      </span>
      <span className={styles.label}>
        {say(breached ? 'clock.overdue' : 'clock.left', { clock: say(`clock.${clock.name}`) })}
      </span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cell: css({
    '--urgency': theme.colors.success.text,
    '--urgency-bar': theme.colors.success.main,
    '&[data-urgency="soon"]': { '--urgency': theme.colors.warning.text, '--urgency-bar': theme.colors.warning.main },
    '&[data-urgency="breached"]': { '--urgency': theme.colors.error.text, '--urgency-bar': theme.colors.error.main },
    display: 'inline-flex',
    flexDirection: 'column',
    width: '100%',
    maxWidth: 160,
  }),
  time: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: 'var(--urgency)',
    fontSize: theme.typography.h4.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 1.2,
  }),
  bar: css({
    height: 3,
    margin: theme.spacing(0.25, 0),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.border.weak,
    overflow: 'hidden',
  }),
  used: css({ display: 'block', height: '100%', background: 'var(--urgency-bar)' }),
  label: css({ color: theme.colors.text.secondary, ...theme.typography.bodySmall }),
});
