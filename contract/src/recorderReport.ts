import { z } from 'zod';

/**
 * What a recorder, or an adapter in front of one, says of itself over HTTP: vendors differ, so this is where they meet.
 * Times become milliseconds since 1970.
 */

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const name = z.string().min(1).max(128);

export const diskStates = ['normal', 'abnormal', 'smart_failed'] as const;

const segment = z
  .strictObject({ from: time, until: time })
  .refine(({ from, until }) => from <= until, { message: 'expected from not after until' });

export const recorderReport = z.strictObject({
  /** The recorder's own time, by which the others are. */
  time,
  disks: z
    .array(z.strictObject({ disk: name, state: z.enum(diskStates) }))
    .max(128)
    .default([]),
  channels: z
    .array(
      z.strictObject({
        channel: name,
        /** Whether it records now. */
        recording: z.boolean(),
        /** The beginning of the oldest footage kept. */
        oldest: time.optional(),
        /** What was recorded of the last 24 hours, in any order; absent: the recorder does not tell. */
        segments: z.array(segment).max(10_000).optional(),
      }),
    )
    .max(512),
});
export type RecorderReport = z.infer<typeof recorderReport>;
