import { createHash } from 'node:crypto';
import { pictureFaultIds, type PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import { millis } from '../domain/instant.ts';
import { isRejected } from '../domain/rejection.ts';
import { DatabaseUnavailable } from './databaseUnavailable.ts';
import { lockOrder, recordFact } from './orderRecording.ts';
import type { FetchedPicture } from './pictureSource.ts';
import { nowOf, type Service } from './service.ts';

/** More pictures tell nobody more. */
const mostOfAnOrder = 6;
/** Of one round, one after the other: an exporter has better things to do than to answer us. */
const mostOfARound = 20;
const firstDelayMs = 2_000;
const longestDelayMs = 300_000;

interface Wanted {
  orderId: string;
  element: string;
  fault: PictureFault;
}

/** What could not be fetched, and when it is tried again. */
export type Postponed = Map<string, { at: number; delayMs: number }>;

/**
 * Fetches the pictures that show what orders are about, and keeps them with the orders while the fault lasts. The order never
 * waits for them: it has long been sent. Answers in how many milliseconds it wants to be called again, if sooner than usual.
 */
export async function keepPictures(service: Service, postponed: Postponed): Promise<number | undefined> {
  const now = millis(nowOf(service));
  const wanted = await picturesWanted(service);
  const names = new Set(wanted.map(nameOf));
  for (const name of postponed.keys()) if (!names.has(name)) postponed.delete(name);
  const due = wanted.filter((each) => (postponed.get(nameOf(each))?.at ?? 0) <= now).slice(0, mostOfARound);
  for (const each of due) {
    const found = await attempt(service, each);
    if (found !== null) {
      await keep(service, each, found);
      postponed.delete(nameOf(each));
      continue;
    }
    const delayMs = Math.min(longestDelayMs, (postponed.get(nameOf(each))?.delayMs ?? firstDelayMs / 2) * 2);
    postponed.set(nameOf(each), { at: millis(nowOf(service)) + delayMs, delayMs });
  }
  const next = Math.min(...[...postponed.values()].map(({ at }) => at)) - millis(nowOf(service));
  return Number.isFinite(next) ? Math.max(250, next) : undefined;
}

const nameOf = ({ orderId, element, fault }: Wanted): string => `${orderId} ${element} ${fault}`;

/** Of each unfinished order the pictures that its firing alerts speak of and that it has not. */
async function picturesWanted({ store, orders: cache }: Service): Promise<Wanted[]> {
  const ofPictures = (await store.alerts.firing()).filter(
    ({ orderId, symptom }) => orderId !== null && symptoms[symptom].layer === 'picture',
  );
  if (ofPictures.length === 0) return [];
  const rows = await store.orders.unfinished();
  const wanted = new Set(ofPictures.map(({ orderId }) => orderId));
  const orders = await cache.load(
    store.orders,
    rows.filter(({ id }) => wanted.has(id)),
  );
  return orders.flatMap(({ id, state }): Wanted[] => {
    const room = Math.max(0, mostOfAnOrder - state.pictures.length);
    const missing = new Map<string, Wanted>();
    for (const { orderId, element, labels } of ofPictures) {
      const fault = pictureFaultIds.find((known) => known === labels['fault']);
      if (orderId !== id || fault === undefined) continue;
      if (state.pictures.some((kept) => kept.element === element && kept.fault === fault)) continue;
      missing.set(`${element} ${fault}`, { orderId: id, element, fault });
    }
    return [...missing.values()].slice(0, room);
  });
}

async function attempt(
  { pictures, logger }: Service,
  { orderId, element, fault }: Wanted,
): Promise<FetchedPicture | null> {
  try {
    return await pictures.fetch(element, fault);
  } catch (error) {
    logger.warn({ err: error, work_order_id: orderId, element, fault }, 'a picture could not be fetched');
    return null;
  }
}

/** Picture and event in one transaction; nothing where the order is over, or another replica was faster. */
async function keep(service: Service, { orderId, element, fault }: Wanted, found: FetchedPicture): Promise<void> {
  const { jpeg, takenAt } = found;
  const sha256 = createHash('sha256').update(jpeg).digest('hex');
  await service.store
    .transaction(async (transaction) => {
      const order = await lockOrder(transaction, orderId);
      if (order === null || order.state.pictures.length >= mostOfAnOrder) return;
      const number = order.state.pictures.length + 1;
      const facts = { type: 'picture_kept', number, element, fault, sha256 } as const;
      const recorded = await recordFact(transaction, service, order, { ...facts, takenAt: takenAt ?? nowOf(service) });
      if (isRejected(recorded) || recorded.ok === order) return;
      await transaction.pictures.insert(orderId, number, jpeg);
    })
    .catch((error: unknown) => {
      if (error instanceof DatabaseUnavailable) throw error;
      service.logger.error({ err: error, work_order_id: orderId }, 'a picture could not be kept');
    });
}
