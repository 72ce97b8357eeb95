import { createHash } from 'node:crypto';
import type { OrderEvent } from '@roundsman/contract/events.ts';
import { instantOf, millis } from './instant.ts';

/** An event with its place in the chain of its order. */
export interface ChainedEvent extends OrderEvent {
  /** From 1. */
  sequence: number;
  previousHash: string;
  hash: string;
}

/** JSON with sorted keys and without blanks (as RFC 8785 for what events hold). Throws for what JSON cannot say. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('a number of an event is not finite');
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`an event cannot hold a ${typeof value}`);
  return text;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What the first event chains to: the order itself, so that no record can be passed off as another order's. */
export const genesisHash = (orderId: string): string => sha256(`order:${orderId}`);

/** SHA-256 over the previous hash and everything of the event but the personal data, which can be erased without a break. */
export function eventHash(previousHash: string, sequence: number, event: OrderEvent): string {
  const { at, recordedAt, actor, facts } = event;
  // A database gives an instant back in its own spelling; the moment counts.
  const moment = (instant: string): string => instantOf(millis(instant));
  return sha256(
    canonicalJson({ previousHash, sequence, at: moment(at), recordedAt: moment(recordedAt), actor, facts }),
  );
}

/** Chains further events to the last one of the order (`null` for a new order). */
export function chain(
  orderId: string,
  last: Pick<ChainedEvent, 'sequence' | 'hash'> | null,
  events: readonly OrderEvent[],
): ChainedEvent[] {
  let { sequence, hash } = last ?? { sequence: 0, hash: genesisHash(orderId) };
  return events.map((event) => {
    const previousHash = hash;
    sequence += 1;
    hash = eventHash(previousHash, sequence, event);
    return { ...event, sequence, previousHash, hash };
  });
}

export type ChainVerdict = { intact: true } | { intact: false; brokenAt: number };

/** Recomputes the whole chain of an order. `brokenAt`: the place (from 1) of the first event that does not fit. */
export function verifyChain(orderId: string, events: readonly ChainedEvent[]): ChainVerdict {
  let previousHash = genesisHash(orderId);
  for (const [index, event] of events.entries()) {
    const fits =
      event.sequence === index + 1 &&
      event.previousHash === previousHash &&
      event.hash === eventHash(previousHash, event.sequence, event);
    if (!fits) return { intact: false, brokenAt: index + 1 };
    previousHash = event.hash;
  }
  return { intact: true };
}
