import type { GrafanaTheme2 } from '@grafana/data';

/** Below this width of the board (a phone, a narrow panel) each order is a card. */
export const narrow = '@container (max-width: 719px)';
/** Between a card and the full table the columns draw together. */
export const medium = '@container (max-width: 1039px)';

/** The columns that the head and every row share: clock, order, responsible, state, affected, actions. */
export const boardColumns = (theme: GrafanaTheme2) => ({
  display: 'grid',
  gridTemplateColumns: '132px minmax(240px, 1fr) minmax(120px, 190px) 124px 60px 156px',
  columnGap: theme.spacing(2),
  alignItems: 'center',
  [medium]: {
    gridTemplateColumns: '104px minmax(160px, 1fr) 120px 104px 48px 128px',
    columnGap: theme.spacing(1),
  },
});
