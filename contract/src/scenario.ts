import { z } from 'zod';
import { instant, observation } from './evidence.ts';
import { faultClassIds } from './faultClasses.ts';
import { identifier, inventoryFile } from './inventory/schema.ts';

/** What arrives at one moment of a scenario: an observation, when it reaches the service. Its own `at` may be long before. */
export const arrival = z.strictObject({ arrives: instant, ...observation.shape });
export type Arrival = z.infer<typeof arrival>;

/** What was truly wrong, by the class of the taxonomy that is right, the element, and who answers for it. */
export const trueFault = z.strictObject({
  faultClass: z.enum(faultClassIds),
  /** Row of the taxonomy. */
  row: z.int().min(1).max(44),
  faultPoint: identifier,
  party: identifier.nullable(),
  from: instant,
  /** Elements of which something can be seen to be bad because of it, had all arrived. */
  affected: z.array(identifier),
});
export type TrueFault = z.infer<typeof trueFault>;

/** An edge of which the inventory is not true. */
export const wrongEdge = z.strictObject({
  element: identifier,
  edge: z.enum(['fedBy', 'uplinks']),
  stated: identifier,
  real: identifier,
});
export type WrongEdge = z.infer<typeof wrongEdge>;

/** What was told to be bad although nothing was wrong with it. */
export const falseAlarm = z.strictObject({ element: identifier, observable: observation.shape.observable });
export type FalseAlarm = z.infer<typeof falseAlarm>;

/**
 * A city, what befell it, and what was seen of that, in time: without any device. At an instant the evidence is what has arrived by
 * then, the newest of each element and observable counting.
 */
export const scenario = z.strictObject({
  version: z.literal(1),
  seed: z.int(),
  /** What was done to the evidence: `complete`, `light`, `heavy`, `two`, `three`… */
  condition: z.string().min(1).max(40),
  /** Whether the carrier lets us read its OLTs and SDH nodes. */
  carrierData: z.boolean(),
  inventory: inventoryFile,
  arrivals: z.array(arrival),
  /** When it is worth a diagnosis; ascending. */
  looks: z.array(instant).min(1),
  faults: z.array(trueFault),
  wrongEdges: z.array(wrongEdge),
  falseAlarms: z.array(falseAlarm),
});
export type Scenario = z.infer<typeof scenario>;
