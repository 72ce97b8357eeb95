import { z } from 'zod';
import { identifier } from './inventory/schema.ts';
import { faultClassIds } from './faultClasses.ts';
import { pictureFaultIds } from './pictureFaults.ts';
import { localizedText } from './text.ts';
import { observables } from './symptoms.ts';

/** An instant as ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instant = z.iso.datetime();

/** One thing observed of one element, from an alert, a metric or a person. The newest of an element and observable counts. */
export const observation = z.strictObject({
  element: identifier,
  observable: z.enum(observables),
  value: z.boolean(),
  /** When it was so last (a metric's sample, an alert's start). */
  at: instant,
  from: z.enum(['alert', 'metric', 'trap', 'report']),
  /** Of a picture that is bad: what was found in it. */
  fault: z.enum(pictureFaultIds).optional(),
});
export type Observation = z.infer<typeof observation>;

/** What the diagnosis judges by: the same shape in the service, in recorded files and from the scenario generator. */
export const evidence = z.strictObject({ at: instant, observations: z.array(observation) });
export type Evidence = z.infer<typeof evidence>;

/** A piece of evidence in words, with how strongly it speaks (natural logarithm of the likelihood ratio to the runner-up). */
export const argument = z.strictObject({ text: localizedText, element: identifier.optional(), weight: z.number() });
export type Argument = z.infer<typeof argument>;

/** A cause that could explain the symptoms. */
export const candidate = z.strictObject({
  faultClass: z.enum(faultClassIds),
  /** The element at fault. */
  faultPoint: identifier,
  /** The party that answers for it; null where the inventory names none. */
  party: identifier.nullable(),
  probability: z.number().min(0).max(1),
  for: z.array(argument),
  against: z.array(argument),
  /** What to look at on site to tell it from the other candidates. */
  check: localizedText,
});
export type Candidate = z.infer<typeof candidate>;

/** The verdict on one cause: the ranked candidates, best first. */
export const diagnosis = z.strictObject({
  /** The best candidate's class, or `undetermined` where the evidence does not carry it. */
  faultClass: z.enum(faultClassIds),
  faultPoint: identifier,
  party: identifier.nullable(),
  probability: z.number().min(0).max(1),
  candidates: z.array(candidate).min(1),
  /** Elements that this cause takes down or impairs, as observed; symptoms of it. */
  affected: z.array(identifier),
  /** Version of the learnt priors that it goes by; absent: the built-in ones. */
  priors: z.int().positive().optional(),
});
export type Diagnosis = z.infer<typeof diagnosis>;
