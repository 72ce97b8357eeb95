import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import { pictureFaults } from '@roundsman/contract/pictureFaults.ts';
import type { CommandName, WorkOrder } from '@roundsman/contract/workOrder.ts';
import React, { memo } from 'react';
import type { Ticketing } from '../../api/client';
import { useText } from '../../i18n/Translated';
import { say } from '../../i18n/translations';
import { Age } from './Age';
import { ClockCell } from './ClockCell';
import { Foreseen } from './Foreseen';
import { boardColumns, narrow } from './layout';
import { RowActions } from './RowActions';
import { StateTag } from './StateTag';
import { TroubleNote } from './TroubleNote';
import type { Attempt } from './useCommand';

interface OrderRowProps {
  order: WorkOrder;
  mayWrite: boolean;
  pictureUrl: Ticketing['pictureUrl'];
  /** The command that is on its way or failed, where it is one of this order's. */
  attempt: Attempt | null;
  start: (order: WorkOrder, command: CommandName) => void;
  retry: () => void;
  dismiss: () => void;
}

/** One work order: a row of the table, a card where the board is narrow. */
export const OrderRow = memo(
  function OrderRow({ order, mayWrite, pictureUrl, attempt, start, retry, dismiss }: OrderRowProps) {
    const styles = useStyles2(getStyles);
    const text = useText();
    const title = text(order.title);
    // Many titles name the site already.
    const site = order.site && !title.includes(text(order.site.name)) ? text(order.site.name) : null;
    return (
      <div role="row" className={styles.row} data-severity={order.severity} aria-label={order.number}>
        <span role="cell" className={styles.clock}>
          <ClockCell clock={order.nextClock} />
        </span>
        <span role="cell" className={styles.order}>
          <span className={styles.title}>{title}</span>
          <span className={styles.meta}>
            <span className={styles.severity}>{say(`severity.${order.severity}`)}</span>
            {order.forecast ? <Foreseen forecast={order.forecast} /> : <Age since={order.onsetAt} />}
            {order.heldFor && (
              <span className={styles.held}>
                {say('order.heldUntil', { until: dateTimeFormat(order.heldFor.until, { format: 'MM-DD HH:mm' }) })}
              </span>
            )}
            {site && <span>{site}</span>}
            <span className={styles.number}>{order.number}</span>
            {order.explanation && (
              <TextLink href={order.explanation.page} external inline variant="bodySmall">
                {say('order.explanation')}
              </TextLink>
            )}
            {order.pictures.map(({ number, fault }) => (
              <TextLink key={number} href={pictureUrl(order.id, number)} external inline variant="bodySmall">
                {say('order.picture', { fault: text(pictureFaults[fault]) })}
              </TextLink>
            ))}
            {order.reports > 0 && <span>{say('order.reports', { count: order.reports })}</span>}
          </span>
          {order.sentBack && (
            <span className={styles.sentBack}>
              <Icon name="history" size="sm" /> {say('order.sentBack', { reason: text(order.sentBack) })}
            </span>
          )}
        </span>
        <span role="cell" className={styles.responsible}>
          <span>{order.party ? text(order.party.name) : say('order.nobody')}</span>
          {order.assignee && <span className={styles.assignee}>{text(order.assignee.name)}</span>}
        </span>
        <span role="cell" className={styles.state}>
          <StateTag state={order.state} />
        </span>
        <span role="cell" className={styles.affected} title={order.affected.join(', ')}>
          {order.affected.length}
          <span className={styles.unit}>{say('order.devices')}</span>
        </span>
        <span role="cell" className={styles.actions}>
          <RowActions order={order} mayWrite={mayWrite} busy={attempt?.error === null} start={start} />
        </span>
        {attempt?.error && (
          <span role="cell" className={styles.trouble}>
            <TroubleNote error={attempt.error} retry={retry} dismiss={dismiss} />
          </span>
        )}
      </div>
    );
  },
  // The functions are new at each render of the board and do the same; the order and its attempt tell a row apart.
  (before, after) =>
    before.order === after.order && before.mayWrite === after.mayWrite && before.attempt === after.attempt,
);

const getStyles = (theme: GrafanaTheme2) => {
  const stripe = (color: string) => ({ borderLeftColor: color });
  const secondary = { color: theme.colors.text.secondary, ...theme.typography.bodySmall };
  return {
    row: css({
      ...boardColumns(theme),
      padding: theme.spacing(1, 1, 1, 1.5),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      borderLeft: '3px solid transparent',
      '&:hover': { background: theme.colors.action.hover },
      '&[data-severity="critical"]': stripe(theme.colors.error.main),
      '&[data-severity="major"]': stripe(theme.colors.warning.main),
      '&[data-severity="minor"]': stripe(theme.colors.info.main),
      '&[data-severity="warning"]': stripe(theme.colors.border.strong),
      [narrow]: {
        gridTemplateColumns: '1fr auto',
        gridTemplateAreas: '"order order" "clock state" "responsible affected" "actions actions" "trouble trouble"',
        rowGap: theme.spacing(1),
        padding: theme.spacing(1.5, 1, 1.5, 1.5),
      },
    }),
    clock: css({ [narrow]: { gridArea: 'clock' } }),
    order: css({
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.25),
      minWidth: 0,
      [narrow]: { gridArea: 'order' },
    }),
    title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
    meta: css({
      ...secondary,
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(1.5),
    }),
    severity: css({
      '[data-severity="critical"] &': { color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium },
      '[data-severity="major"] &': { color: theme.colors.warning.text },
    }),
    number: css({ fontVariantNumeric: 'tabular-nums' }),
    held: css({ color: theme.colors.info.text, fontWeight: theme.typography.fontWeightMedium }),
    sentBack: css({ color: theme.colors.warning.text, ...theme.typography.bodySmall }),
    responsible: css({
      display: 'flex',
      flexDirection: 'column',
      minWidth: 0,
      overflowWrap: 'anywhere',
      [narrow]: { gridArea: 'responsible' },
    }),
    assignee: css(secondary),
    state: css({ [narrow]: { gridArea: 'state', justifySelf: 'end' } }),
    affected: css({
      fontVariantNumeric: 'tabular-nums',
      [narrow]: { gridArea: 'affected', justifySelf: 'end' },
    }),
    unit: css({ display: 'none', [narrow]: { display: 'inline', marginLeft: theme.spacing(0.5), ...secondary } }),
    actions: css({ justifySelf: 'end', [narrow]: { gridArea: 'actions', justifySelf: 'stretch' } }),
    trouble: css({ gridColumn: '1 / -1', marginTop: theme.spacing(1), [narrow]: { gridArea: 'trouble' } }),
  };
};
