import type { Command, WorkOrder } from '@roundsman/contract/workOrder.ts';
import { isRejected, type Outcome } from '../domain/rejection.ts';
import { decide } from '../domain/workOrderCommands.ts';
import { actorName } from '../domain/workOrderRights.ts';
import { maySee } from './orderAccess.ts';
import type { Order } from './order.ts';
import { appendToOrder, lockOrder } from './orderRecording.ts';
import { orderView } from './orderView.ts';
import { withResponsible } from './responsibleForCause.ts';
import { isUuid } from './readOrders.ts';
import { nowOf, type Service } from './service.ts';
import { storable } from './storableText.ts';
import type { User } from './ticketing.ts';

/**
 * Does what a person asks of an order: judges it, records it, and answers the order as it is then. The same idempotency key again
 * has no second effect, whoever else has changed the order meanwhile.
 */
export async function commandOrder(
  service: Service,
  user: User,
  id: string,
  given: Command,
): Promise<Outcome<WorkOrder>> {
  const unknown = { rejected: 'not_found', detail: `there is no work order ${id}` } as const;
  if (!isUuid(id)) return unknown;
  const command = storable(given);
  const outcome = await service.store.transaction(async (transaction): Promise<Outcome<Order>> => {
    const order = await lockOrder(transaction, id);
    if (!order || !maySee(user, order)) return unknown;
    const usedFor = await transaction.commandKeys.orderOf(command.idempotencyKey);
    if (usedFor === id) return { ok: order };
    if (usedFor !== null) {
      return {
        rejected: 'invalid_request',
        field: 'idempotencyKey',
        detail: 'this key was used for another work order',
      };
    }
    const complete = withResponsible(command, order.state, service.city().topology);
    const events = decide(order.state, complete, user, service.city().inventory, nowOf(service));
    // A refusal leaves no trace: the same key may succeed later.
    if (isRejected(events)) return events;
    await transaction.commandKeys.add(command.idempotencyKey, id, actorName(user), nowOf(service));
    return { ok: await appendToOrder(transaction, service, order, events.ok) };
  });
  if (isRejected(outcome)) return outcome;
  service.logger.info({ work_order_id: id, command: command.command, actor: actorName(user) }, 'command carried out');
  service.wake('drainOutbox');
  service.wake('tickClocks');
  service.wake('verifyRecoveries');
  return { ok: orderView(outcome.ok, user, service) };
}
