import { z } from 'zod';

const passages = z.int().min(0).max(1e15);
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const hour = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:00:00(?:\.0+)?(?:Z|[+-]\d{2}:\d{2})$/,
    'expected the beginning of an hour, such as 2026-11-26T08:00:00+08:00',
  )
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a date that exists');

/**
 * How many passages (vehicles, faces) a camera captured: by the hours that have begun, or all since it started counting. It is
 * what `capture.http` answers and `POST /captures/<device>` takes. Times become milliseconds since 1970.
 */
export const captureReport = z.union([
  z.strictObject({
    /** Passages by the beginning of their hour, of eight weeks at most; what an hour had is replaced. */
    hours: z
      .record(hour, passages)
      .refine((hours) => Object.keys(hours).length <= 1400, 'expected at most 1400 hours')
      .transform((hours) => new Map(Object.entries(hours).map(([text, count]) => [Date.parse(text), count]))),
    /** When the last passage was. */
    last: time.optional(),
  }),
  z.strictObject({
    /** Passages since the camera began to count; it may begin anew. */
    total: passages,
    last: time.optional(),
  }),
]);
export type CaptureReport = z.infer<typeof captureReport>;
