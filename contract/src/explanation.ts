import { z } from 'zod';
import { diagnosis, instant, observation } from './evidence.ts';
import { identifier } from './inventory/identifier.ts';
import { recordedCase, sha256Text } from './recordedCase.ts';
import { localizedText } from './text.ts';
import { elementKinds } from './vocabulary.ts';

/**
 * How an element stood by what was observed: `dead` is silent, without voltage or without link; `impaired` answers and something
 * of it is bad; `alive` is good in all that was read of it; of an `unknown` one nothing was read.
 */
export const standings = ['dead', 'impaired', 'alive', 'unknown'] as const;
export type Standing = (typeof standings)[number];

const count = z.int().nonnegative();
export const standingCounts = z.strictObject({ dead: count, impaired: count, alive: count, unknown: count });
export type StandingCounts = z.infer<typeof standingCounts>;

/** One element of the part of the graph that the verdict rests on. */
export const explainedElement = z.strictObject({
  id: identifier,
  kind: z.enum(elementKinds),
  name: localizedText,
  standing: z.enum(standings),
  /** The power and the transmission elements directly before it. */
  fedBy: z.array(identifier),
  uplinks: z.array(identifier),
  /** Since when the first of what is bad was so; null where nothing is, or nobody knows. */
  badSince: instant.nullable(),
});
export type ExplainedElement = z.infer<typeof explainedElement>;

/**
 * One row of a path drawn as a tree, each after the row that it hangs on. Elements of one kind that stand alike, and behind which it
 * looks alike, are one row.
 */
export const pathRow = z.strictObject({
  /** Index of the row that it hangs on; null: a source or core. */
  parent: count.nullable(),
  kind: z.enum(elementKinds),
  standing: z.enum(standings),
  count: z.int().positive(),
  /** The first of them. */
  elements: z.array(identifier).min(1).max(20),
  /** Of the element of a candidate: its rank, from 0; null for all others. */
  rank: count.nullable(),
  /** Further elements that it has from before, beside the row that it hangs on. */
  alsoFrom: z.array(identifier),
  /** What hangs on it and is not drawn. */
  behind: standingCounts,
  badSince: instant.nullable(),
});
export type PathRow = z.infer<typeof pathRow>;

/** An observation as a sentence. */
export const explainedReading = observation.extend({ text: localizedText });
export type ExplainedReading = z.infer<typeof explainedReading>;

/** Why this cause and not that one: the verdict with the part of the graph and what was read there. */
export const explanation = z.strictObject({
  id: z.uuid(),
  recordedAt: instant,
  /** The moment of the evidence. */
  judgedAt: instant,
  /** When the first of the affected elements was bad, as far as it is known; what else is bad in the part does not count. */
  firstBadAt: instant.nullable(),
  /** Of the recorded case, as it stands in the record of the orders. */
  sha256: sha256Text,
  parameters: recordedCase.shape.parameters,
  madeBy: recordedCase.shape.madeBy,
  /** Those of its work orders that the asker may see. */
  orders: recordedCase.shape.orders,
  verdict: diagnosis,
  /** Names of the parties of the candidates. */
  parties: z.array(z.strictObject({ id: identifier, name: localizedText })),
  counts: standingCounts,
  elements: z.array(explainedElement),
  power: z.array(pathRow),
  transmission: z.array(pathRow),
  /** Bad ones first, then the newest; the file of the case has all of them. */
  readings: z.array(explainedReading),
  readingsLeftOut: count,
});
export type Explanation = z.infer<typeof explanation>;
