import { z } from 'zod';
import { faultKindIds } from '../plant/faultKinds.ts';

/** Body of POST /faults; `since` where it began before now. */
export const faultRequest = z.strictObject({
  kind: z.enum(faultKindIds),
  target: z.string().min(1).max(63),
  since: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional(),
});

/** A fault as the control interface shows it; `onset` is ISO 8601 with milliseconds. */
export const shownFault = z.strictObject({
  id: z.string(),
  kind: z.enum(faultKindIds),
  target: z.string(),
  /** The class that a right diagnosis names. */
  faultClass: z.string(),
  onset: z.iso.datetime(),
});
export type ShownFault = z.infer<typeof shownFault>;

/** How a camera is used, as GET /cameras shows it: what it counted itself since the simulator started. */
export const shownCamera = z.strictObject({
  id: z.string(),
  /** Sessions now, the most there were at once, all that were set up, and those that were refused for want of room. */
  sessions: z.int(),
  mostSessions: z.int(),
  openedSessions: z.int(),
  refusedSessions: z.int(),
});
export type ShownCamera = z.infer<typeof shownCamera>;

/** A fault kind with all that it can hit, as GET /faults shows it. */
export const shownKind = z.strictObject({
  kind: z.enum(faultKindIds),
  name: z.strictObject({ en: z.string(), zh: z.string() }),
  targets: z.array(z.string()),
});
export type ShownKind = z.infer<typeof shownKind>;
