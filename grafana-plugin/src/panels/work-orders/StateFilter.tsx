import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import React from 'react';
import { say } from '../../i18n/translations';
import { narrow } from './layout';
import { StateTag } from './StateTag';

interface StateFilterProps {
  counts: Array<{ state: WorkOrderState; count: number }>;
  /** The state that alone is shown; null shows all. */
  only?: WorkOrderState | null;
  /** Absent: the counts are for reading only. */
  choose?: (state: WorkOrderState | null) => void;
  /** How many orders have a clock that has run out, where that is known apart from the orders. */
  overdue?: number;
}

/** How many orders stand in each state; a press shows those of one state alone. */
export function StateFilter({ counts, only = null, choose, overdue }: StateFilterProps) {
  const styles = useStyles2(getStyles);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const pill = (key: string, chosen: boolean, press: () => void, label: React.ReactNode, count: number) => (
    <button key={key} type="button" className={styles.pill} aria-pressed={chosen} disabled={!choose} onClick={press}>
      {label} <span className={styles.count}>{count}</span>
    </button>
  );
  return (
    <div className={styles.filter} role="group" aria-label={say('filter.label')}>
      {pill('all', only === null, () => choose?.(null), say('filter.all'), total)}
      {counts.map(({ state, count }) =>
        pill(state, only === state, () => choose?.(only === state ? null : state), <StateTag state={state} />, count),
      )}
      {overdue !== undefined && <span className={styles.overdue}>{say('filter.overdue', { count: overdue })}</span>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filter: css({
    display: 'flex',
    flexWrap: 'wrap',
    flexShrink: 0,
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: 2,
    [narrow]: { flexWrap: 'nowrap', overflowX: 'auto', scrollbarWidth: 'none' },
  }),
  pill: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    flexShrink: 0,
    minHeight: theme.spacing(4),
    padding: theme.spacing(0, 1.5),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.weak}`,
    background: 'transparent',
    color: theme.colors.text.primary,
    ...theme.typography.bodySmall,
    '&:enabled:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
    '&[aria-pressed="true"]': { background: theme.colors.action.selected, borderColor: theme.colors.border.strong },
  }),
  count: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  overdue: css({ color: theme.colors.error.text, ...theme.typography.bodySmall }),
});
