import { createHash } from 'node:crypto';
import type { WorkOrder, WorkOrderList } from '@roundsman/contract/workOrder.ts';

const standing = (order: WorkOrder) => [
  order.id,
  order.version,
  order.clocks.map((clock) => clock.state),
  order.nextClock?.name,
  order.actions,
];

/**
 * A weak validator (RFC 9110, 8.8.1) of a list: it changes when an order does or a clock runs out, not with each second that
 * a running clock has gone; that a reader counts by itself from `dueAt`.
 */
export function workOrderListEtag(list: WorkOrderList): string {
  const told = JSON.stringify([list.total, list.workOrders.map(standing)]);
  return `W/"${createHash('sha256').update(told).digest('base64url').slice(0, 27)}"`;
}
