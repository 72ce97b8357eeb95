import { z } from 'zod';
import { diagnosis, evidence, instant } from './evidence.ts';
import { learnedPriors } from './priors.ts';
import { cabinet, district, element, party, responsibility, site } from './inventory/schema.ts';

/** More than this of a city is never recorded with one verdict. */
export const mostRecorded = { elements: 20_000, observations: 200_000 };

/**
 * What a diagnosis may judge by of an element. Addresses, credentials, hardware addresses and serial numbers are left out: a
 * recorded case is handed to parties that argue about it.
 */
export const recordedElement = element.pick({
  id: true,
  kind: true,
  name: true,
  cabinet: true,
  site: true,
  fedBy: true,
  uplinks: true,
  responsible: true,
  owner: true,
  vendor: true,
  model: true,
  installed: true,
  warrantyUntil: true,
  modules: true,
  senses: true,
  sensors: true,
  onu: true,
  recording: true,
});
export type RecordedElement = z.infer<typeof recordedElement>;

/** The part of the inventory that a verdict rests on; of the parties who they are, and nothing of their people. */
export const recordedInventory = z.strictObject({
  parties: z.array(party.pick({ id: true, role: true, name: true, areas: true })),
  responsibilities: z.array(responsibility),
  districts: z.array(district),
  sites: z.array(site),
  cabinets: z.array(cabinet),
  elements: z.array(recordedElement).max(mostRecorded.elements),
});
export type RecordedInventory = z.infer<typeof recordedInventory>;

/** SHA-256 as it is written everywhere. */
export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256: 64 of 0-9 and a-f');

/** Names a recorded case in the record of an order; the hash is over its canonical JSON, so that it cannot be exchanged. */
export const caseReference = z.strictObject({ id: z.uuid(), sha256: sha256Text });
export type CaseReference = z.infer<typeof caseReference>;

/** A verdict with everything that it was made from: the same inventory, evidence and parameters give the same verdict again. */
export const recordedCase = z.strictObject({
  format: z.literal('roundsman-recorded-case'),
  version: z.literal(1),
  id: z.uuid(),
  recordedAt: instant,
  /** The work orders that it led to. */
  orders: z.array(z.strictObject({ id: z.uuid(), number: z.string() })).min(1),
  /** Names the numbers that the diagnosis judged by: the start of the SHA-256 over all of them. */
  parameters: z.string().regex(/^[0-9a-f]{16}$/),
  /** The learnt priors that it goes by; absent: the built-in ones. */
  priors: learnedPriors.optional(),
  /** `fallback`: the diagnosis failed on this evidence, and the verdict was made without it. */
  madeBy: z.enum(['diagnosis', 'fallback']),
  inventory: recordedInventory,
  evidence: evidence.extend({ observations: evidence.shape.observations.max(mostRecorded.observations) }),
  verdict: diagnosis,
});
export type RecordedCase = z.infer<typeof recordedCase>;
