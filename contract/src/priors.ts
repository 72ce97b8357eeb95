import { z } from 'zod';
import { instant } from './evidence.ts';
import { faultClassIds } from './faultClasses.ts';
import { elementKinds } from './vocabulary.ts';

/** Faults per element and year, by class and kind of fault point; what is not in it is as built in. */
export const priorRates = z.partialRecord(
  z.enum(faultClassIds),
  z.partialRecord(z.enum(elementKinds), z.number().positive()),
);
export type PriorRates = z.infer<typeof priorRates>;

/** Priors that were learnt from what was found. Versions count from 1; version 0 stands for the built-in ones. */
export const learnedPriors = z.strictObject({ version: z.int().positive(), perYear: priorRates });
export type LearnedPriors = z.infer<typeof learnedPriors>;

/** What was counted of one class at one kind of element, and what follows. */
export const priorLesson = z.strictObject({
  faultClass: z.enum(faultClassIds),
  kind: z.enum(elementKinds),
  builtIn: z.number().positive(),
  found: z.int().nonnegative(),
  elementYears: z.number().nonnegative(),
  /** Null where too little was found: the built-in one stays. */
  perYear: z.number().positive().nullable(),
});
export type PriorLesson = z.infer<typeof priorLesson>;

/** A proposal of the service: from orders opened in [from, to). It never changes, and is kept. */
export const priorSet = z.strictObject({
  version: z.int().positive(),
  madeAt: instant,
  from: instant,
  to: instant,
  lessons: z.array(priorLesson),
});
export type PriorSet = z.infer<typeof priorSet>;

/** From then on the diagnosis goes by this version. `by`: an actor of the record. */
export const priorActivation = z.strictObject({ version: z.int().nonnegative(), at: instant, by: z.string() });
export type PriorActivation = z.infer<typeof priorActivation>;

/** The newest first. */
export const priorHistory = z.strictObject({
  active: z.int().nonnegative(),
  sets: z.array(priorSet),
  activations: z.array(priorActivation),
});
export type PriorHistory = z.infer<typeof priorHistory>;

/** `version` 0 goes back to the built-in priors. */
export const priorChoice = z.strictObject({ version: z.int().nonnegative() });
