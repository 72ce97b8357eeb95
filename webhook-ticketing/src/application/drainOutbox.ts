import { millis, plusSeconds } from '../domain/instant.ts';
import { isRejected } from '../domain/rejection.ts';
import { DeliveryFailed, type DeliveryReceipt } from './delivery.ts';
import { lockOrder, recordFact } from './orderRecording.ts';
import { nowOf, type Service } from './service.ts';
import type { OutboxMessage } from './store.ts';

type ChannelType = OutboxMessage['channel']['type'];
/** Messages under way at a time, by channel: one that hangs fills its own places only. Of e-mails as many as there are connections. */
const mostUnderWay: Readonly<Record<ChannelType, number>> = { webhook: 12, email: 4 };
const channelTypes = Object.keys(mostUnderWay) as ChannelType[];
/** While some are under way others may become due; a channel that hangs must not hold them up. */
const lookAgainMs = 250;
/** A message that nobody speaks of for this long is tried again: its sender has died. Longer than a channel may take. */
const leaseSeconds = 20;
const longestBackOffSeconds = 60;
/** After a day nobody needs it; the order's escalation has told others long ago. */
const abandonAfterSeconds = 86_400;

/** Kinds of messages after which somebody has been informed of the order. */
const informing: ReadonlySet<OutboxMessage['kind']> = new Set(['dispatched', 'escalated']);

/**
 * Delivers what is due, at least once: a message is marked only after its channel took it, and a crash in between delivers it
 * again under the same key. Once `stop` is aborted only what is under way is ended. Answers in how many milliseconds the next
 * one is due.
 */
export async function drainOutbox(service: Service, stop?: AbortSignal): Promise<number | undefined> {
  const { store } = service;
  const underWay = new Map<Promise<void>, ChannelType>();
  for (;;) {
    for (const type of channelTypes) {
      const now = nowOf(service);
      const free = mostUnderWay[type] - [...underWay.values()].filter((each) => each === type).length;
      if (free === 0 || stop?.aborted) continue;
      for (const message of await store.outbox.claim(now, plusSeconds(now, leaseSeconds), free, type)) {
        const sending: Promise<void> = send(service, message).finally(() => underWay.delete(sending));
        underWay.set(sending, type);
      }
    }
    if (underWay.size === 0) break;
    await Promise.race([...underWay.keys(), after(lookAgainMs)]);
  }
  const next = await store.outbox.nextDueAt();
  return next === null ? undefined : Math.max(50, millis(next) - millis(nowOf(service)));
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function send(service: Service, message: OutboxMessage): Promise<void> {
  const log = { work_order_id: message.orderId, contact: message.contact, channel: message.channel.type };
  let receipt: DeliveryReceipt;
  try {
    receipt = await service.deliver(message);
  } catch (error) {
    if (!(error instanceof DeliveryFailed)) throw error;
    await putOff(service, message, error);
    service.logger.warn({ ...log, attempts: message.attempts, err: error }, 'a message was not taken by its channel');
    return;
  }
  await delivered(service, message, receipt);
  service.logger.info({ ...log, kind: message.kind, receipt }, 'message delivered');
}

async function delivered(service: Service, message: OutboxMessage, receipt: DeliveryReceipt): Promise<void> {
  const { store, meter } = service;
  const { id, orderId, contact, channel, fault, kind } = message;
  const at = nowOf(service);
  meter.count('roundsman_outbox_deliveries_total', { channel: channel.type, outcome: 'delivered' });
  if (fault) {
    const seconds = Math.max(0, millis(at) - millis(fault.onsetAt)) / 1000;
    meter.observe('roundsman_fault_to_notify_seconds', seconds, { layer: fault.layer });
  }
  await store.transaction(async (transaction) => {
    const order = await lockOrder(transaction, orderId);
    await transaction.outbox.delivered(id, at, receipt);
    if (!order || !informing.has(kind)) return;
    const facts = { type: 'informed', contact, channel: channel.type, receipt } as const;
    const outcome = await recordFact(transaction, service, order, facts);
    if (isRejected(outcome))
      service.logger.warn({ work_order_id: orderId, detail: outcome.detail }, 'receipt not recorded');
  });
  service.wake('tickClocks');
}

async function putOff(
  service: Service,
  { id, attempts, channel, createdAt }: OutboxMessage,
  error: Error,
): Promise<void> {
  const now = nowOf(service);
  const isOld = millis(now) - millis(createdAt) > abandonAfterSeconds * 1000;
  const outcome = isOld ? 'abandoned' : 'failed';
  service.meter.count('roundsman_outbox_deliveries_total', { channel: channel.type, outcome });
  // Jitter, so that all that failed together does not come back together.
  const wait = Math.min(longestBackOffSeconds, 2 ** Math.min(attempts - 1, 10)) * (0.8 + 0.4 * Math.random());
  const next = isOld ? { abandonedAt: now } : { attemptAt: plusSeconds(now, wait) };
  await service.store.outbox.failed(id, error.message, next);
}
