import { z } from 'zod';
import { instant } from './evidence.ts';
import { diagnosisAccuracy } from './diagnosisAccuracy.ts';
import { identifier } from './inventory/schema.ts';
import { localizedText } from './text.ts';
import { clockNames } from './workOrder.ts';

/** One clock of one party over the interval. `complianceRatio` = met ÷ (met + breached); open but overdue counts as breached; null where nothing was due. */
export const slaLine = z.strictObject({
  party: identifier.nullable(),
  partyName: localizedText,
  clock: z.enum(clockNames),
  orders: z.int().nonnegative(),
  met: z.int().nonnegative(),
  breached: z.int().nonnegative(),
  running: z.int().nonnegative(),
  excluded: z.int().nonnegative(),
  complianceRatio: z.number().min(0).max(1).nullable(),
  medianSeconds: z.number().nonnegative().nullable(),
  p90Seconds: z.number().nonnegative().nullable(),
});
export type SlaLine = z.infer<typeof slaLine>;

/** Orders opened in [from, to), replayed by the same function that drives the live clocks. */
export const slaReport = z.strictObject({
  from: instant,
  to: instant,
  lines: z.array(slaLine),
  /** How well the diagnosis did; null for whoever may not judge that, and for who is known by a token alone. */
  diagnosis: diagnosisAccuracy.nullable(),
});
export type SlaReport = z.infer<typeof slaReport>;
