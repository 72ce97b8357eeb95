import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, LoadingBar, useStyles2 } from '@grafana/ui';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { Command, CommandName, WorkOrder } from '@roundsman/contract/workOrder.ts';
import React, { useCallback, useMemo, useState } from 'react';
import type { Ticketing } from '../../api/client';
import { say } from '../../i18n/translations';
import { CommandDialog } from './CommandDialog';
import { makeCommand, needsDialog } from './dialogFields';
import { countByState } from './model';
import { OrderRow } from './OrderRow';
import { boardColumns, narrow } from './layout';
import { StateFilter } from './StateFilter';
import { TroubleNote } from './TroubleNote';
import { useCommand } from './useCommand';
import { Ticking } from './useNow';
import { useWorkOrders } from './useWorkOrders';

/** Rows drawn at once; the rest follow on demand, so that a thousand orders stay quick. */
const rowsAtOnce = 50;

interface BoardProps {
  ticketing: Ticketing;
  everySeconds: number;
  /** Whether Grafana lets this user send commands (role Editor and above). */
  mayWrite: boolean;
}

/** The open work orders: what is broken, whose it is, which clock runs out next, and what can be done about it. */
export function Board({ ticketing, everySeconds, mayWrite }: BoardProps) {
  const styles = useStyles2(getStyles);
  const { board, replied } = useWorkOrders(ticketing, everySeconds);
  const [only, setOnly] = useState<WorkOrderState | null>(null);
  const [rows, setRows] = useState(rowsAtOnce);
  const [dialog, setDialog] = useState<{ order: WorkOrder; command: CommandName } | null>(null);
  const [announcement, setAnnouncement] = useState('');

  const succeeded = useCallback(
    (order: WorkOrder, command: Command) => {
      replied(order);
      setAnnouncement(say('announce.done', { number: order.number, command: say(`command.${command.command}`) }));
    },
    [replied],
  );
  const { attempt, send, retry, dismiss } = useCommand(ticketing, succeeded);

  const start = (order: WorkOrder, name: CommandName) => {
    dismiss();
    const command = needsDialog(name, order) ? null : makeCommand(name);
    if (command) {
      void send(order.id, command);
    } else {
      setDialog({ order, command: name });
    }
  };
  const finishDialog = async (command: Command) => {
    if (dialog && (await send(dialog.order.id, command))) {
      setDialog(null);
    }
  };

  const counts = useMemo(() => countByState(board.orders ?? []), [board.orders]);
  const filter = counts.some(({ state }) => state === only) ? only : null;
  const shown = useMemo(
    () => (board.orders ?? []).filter((order) => filter === null || order.state === filter),
    [board.orders, filter],
  );

  if (board.summary) {
    return (
      <div className={styles.board}>
        <TroubleNote error={board.trouble} note={say('board.countsOnly')} />
        <StateFilter counts={board.summary.byState.filter(({ count }) => count > 0)} overdue={board.summary.overdue} />
      </div>
    );
  }
  if (board.orders === null) {
    return board.trouble ? (
      <TroubleNote error={board.trouble} note={say('board.triesAgain')} />
    ) : (
      <div role="status" aria-label={say('board.loading')}>
        <LoadingBar width={240} />
      </div>
    );
  }
  return (
    <Ticking aheadMs={board.clockAheadMs}>
      <div className={styles.board}>
        {board.trouble && <TroubleNote error={board.trouble} note={say('board.stale')} />}
        {board.orders.length > 0 && <StateFilter counts={counts} only={filter} choose={setOnly} />}
        {board.orders.length === 0 && !board.trouble ? (
          <EmptyState variant="completed" message={say('board.empty')}>
            {say('board.emptyMeans')}
          </EmptyState>
        ) : (
          <div className={styles.scroll}>
            <div role="table" aria-label={say('board.title')} aria-rowcount={shown.length}>
              <div role="row" className={styles.head}>
                <span role="columnheader">{say('column.clock')}</span>
                <span role="columnheader">{say('column.order')}</span>
                <span role="columnheader">{say('column.responsible')}</span>
                <span role="columnheader">{say('column.state')}</span>
                <span role="columnheader">{say('column.affected')}</span>
                <span role="columnheader" className={styles.end}>
                  {say('column.actions')}
                </span>
              </div>
              {shown.slice(0, rows).map((order) => (
                <OrderRow
                  key={order.id}
                  order={order}
                  mayWrite={mayWrite}
                  pictureUrl={ticketing.pictureUrl}
                  attempt={dialog === null && attempt?.orderId === order.id ? attempt : null}
                  start={start}
                  retry={retry}
                  dismiss={dismiss}
                />
              ))}
            </div>
            <Remainder drawn={Math.min(rows, shown.length)} of={shown.length} more={() => setRows(rows + rowsAtOnce)} />
            {board.total > board.listed.length && (
              <p className={styles.note}>{say('board.capped', { listed: board.listed.length, total: board.total })}</p>
            )}
          </div>
        )}
        {dialog && (
          <CommandDialog
            key={`${dialog.order.id} ${dialog.command}`}
            order={dialog.order}
            command={dialog.command}
            ticketing={ticketing}
            attempt={attempt}
            submit={finishDialog}
            cancel={() => (dismiss(), setDialog(null))}
          />
        )}
        <div role="status" aria-live="polite" className={styles.announcement}>
          {announcement}
        </div>
      </div>
    </Ticking>
  );
}

function Remainder({ drawn, of, more }: { drawn: number; of: number; more: () => void }) {
  const styles = useStyles2(getStyles);
  return drawn >= of ? null : (
    <p className={styles.note}>
      {say('board.drawn', { drawn, of })}{' '}
      <Button size="sm" variant="secondary" onClick={more}>
        {say('board.more', { count: Math.min(rowsAtOnce, of - drawn) })}
      </Button>
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  board: css({
    containerType: 'inline-size',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    height: '100%',
    minHeight: 0,
  }),
  scroll: css({ flex: 1, minHeight: 0, overflow: 'auto' }),
  head: css({
    ...boardColumns(theme),
    position: 'sticky',
    top: 0,
    zIndex: 1,
    padding: theme.spacing(0.5, 1, 0.5, 1.5),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.secondary,
    ...theme.typography.bodySmall,
    fontWeight: theme.typography.fontWeightMedium,
    [narrow]: { display: 'none' },
  }),
  end: css({ textAlign: 'right' }),
  note: css({ margin: theme.spacing(1.5), color: theme.colors.text.secondary, textAlign: 'center' }),
  announcement: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
