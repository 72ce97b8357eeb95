import { z } from 'zod';
import { instant } from './evidence.ts';
import { faultClassIds } from './faultClasses.ts';
import { identifier } from './inventory/schema.ts';
import { localizedText } from './text.ts';

/** What can be seen to wear before it fails. */
export const forecastKinds = ['optical_power', 'ups_battery', 'poe_power', 'restarts', 'frame_errors', 'disk'] as const;
export type ForecastKind = (typeof forecastKinds)[number];

/**
 * When the limit is expected to be reached, as quantiles of its date: 10 % (`early`), 50 % and 90 %. `late` is null where the drift
 * may as well never get there.
 */
export const expectedDate = z.strictObject({ early: instant, middle: instant, late: instant.nullable() });
export type ExpectedDate = z.infer<typeof expectedDate>;

/** A fault that is foreseen and not there: why a preventive order was made. */
export const forecast = z.strictObject({
  kind: z.enum(forecastKinds),
  /** The fault that it becomes when nobody does anything. */
  faultClass: z.enum(faultClassIds),
  /** The element that wears. */
  element: identifier,
  /** What tells several of one element apart, such as a port or a disk; empty where there is only one. */
  part: z.string().max(200),
  /** The party that answers for it; null where the inventory names none. */
  party: identifier.nullable(),
  /** Null where the state itself asks for work, such as a battery that failed its own test. */
  expected: expectedDate.nullable(),
  /** By when the work is to be done. */
  dueAt: instant,
  /** What is measured and where it leads, in a sentence. */
  text: localizedText,
  /** What to look at on site. */
  check: localizedText,
});
export type Forecast = z.infer<typeof forecast>;
