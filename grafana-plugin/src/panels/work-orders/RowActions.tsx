import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Menu, useStyles2 } from '@grafana/ui';
import type { CommandName, WorkOrder } from '@roundsman/contract/workOrder.ts';
import React from 'react';
import { say } from '../../i18n/translations';
import { narrow } from './layout';
import { arrangeActions } from './model';

interface RowActionsProps {
  order: WorkOrder;
  mayWrite: boolean;
  /** A command of this order is on its way. */
  busy: boolean;
  start: (order: WorkOrder, command: CommandName) => void;
}

/** What may be done to the order: the likeliest on a button, the others in a menu. */
export function RowActions({ order, mayWrite, busy, start }: RowActionsProps) {
  const styles = useStyles2(getStyles);
  const { first, others } = arrangeActions(order, mayWrite);
  if (first === null) {
    return null;
  }
  const menu = (
    <Menu>
      {others.map((command) => (
        <Menu.Item key={command} label={say(`command.${command}`)} onClick={() => start(order, command)} />
      ))}
    </Menu>
  );
  return (
    <div className={styles.actions}>
      <Button
        size="sm"
        variant="secondary"
        className={styles.first}
        disabled={busy}
        aria-busy={busy}
        onClick={() => start(order, first)}
      >
        {say(`command.${first}`)}
      </Button>
      {others.length > 0 && (
        <Dropdown overlay={menu} placement="bottom-end">
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            icon="ellipsis-v"
            disabled={busy}
            aria-label={say('order.moreActions', { number: order.number })}
          />
        </Dropdown>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', gap: theme.spacing(0.5), alignItems: 'center' }),
  first: css({ [narrow]: { flex: 1, justifyContent: 'center', minHeight: theme.spacing(5) } }),
});
