import { z } from 'zod';
import { instant } from './evidence.ts';
import { faultClassIds } from './faultClasses.ts';
import { findableClassIds } from './foundCause.ts';
import { identifier } from './inventory/identifier.ts';
import { localizedText } from './text.ts';

/** A share as counted, with the Wilson score interval of 95 %; `ratio`, `low` and `high` are null where nothing was counted. */
export const proportion = z.strictObject({
  of: z.int().nonnegative(),
  count: z.int().nonnegative(),
  ratio: z.number().min(0).max(1).nullable(),
  low: z.number().min(0).max(1).nullable(),
  high: z.number().min(0).max(1).nullable(),
});
export type Proportion = z.infer<typeof proportion>;

/** What was found, as a column: a class, a cause outside the classes, or nothing. */
export const foundLabels = [...findableClassIds, 'other', 'nothing'] as const;
export type FoundLabel = (typeof foundLabels)[number];

/** How many orders were named one class and found to be another. Pairs that never came are left out. */
export const confusionCell = z.strictObject({
  diagnosed: z.enum(faultClassIds),
  found: z.enum(foundLabels),
  orders: z.int().positive(),
});
export type ConfusionCell = z.infer<typeof confusionCell>;

/** One class: how often it was right where it was named, and how often it was named where it was found. */
export const classAccuracy = z.strictObject({
  faultClass: z.enum(findableClassIds),
  whereNamed: proportion,
  whereFound: proportion,
});

/** The same of a party that was held responsible. */
export const partyAccuracy = z.strictObject({
  party: identifier,
  partyName: localizedText,
  whereNamed: proportion,
  whereFound: proportion,
});
export type PartyAccuracy = z.infer<typeof partyAccuracy>;

/**
 * The verdicts of one moment against what was found. Orders of which nothing was found are in `confusion` alone: nobody knows what
 * they were. An abstention (`undetermined`) counts as a miss, as does a cause outside the classes.
 */
export const verdictAccuracy = z.strictObject({
  orders: z.int().nonnegative(),
  faultClass: proportion,
  faultPoint: proportion,
  party: proportion,
  /** Named with a probability of 0.9 or more, and another class was found. */
  confidentlyWrong: proportion,
  abstentions: proportion,
  confusion: z.array(confusionCell),
  byClass: z.array(classAccuracy),
  byParty: z.array(partyAccuracy),
});
export type VerdictAccuracy = z.infer<typeof verdictAccuracy>;

/**
 * How well the diagnosis did, of closed orders that were opened in [from, to) and had a verdict. `atDispatch`: the verdict with which
 * somebody was first sent; `atEnd`: the last one, after all evidence.
 */
export const diagnosisAccuracy = z.strictObject({
  from: instant,
  to: instant,
  /** With nothing found, or recovered by themselves; not judged. */
  nothingFound: z.int().nonnegative(),
  atDispatch: verdictAccuracy,
  atEnd: verdictAccuracy,
});
export type DiagnosisAccuracy = z.infer<typeof diagnosisAccuracy>;
