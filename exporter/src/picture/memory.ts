import { z } from 'zod';
import { pictureFaultIds, pictureModeIds, type PictureMode } from '@roundsman/contract/pictureFaults.ts';
import type { SuspicionHistory } from './confirmation.ts';
import { cellCount, tileCount } from './grid.ts';
import type { Reference } from './reference.ts';
import type { LastPicture } from './scores.ts';

/** What is remembered of one camera's pictures, some 20 kB. */
export interface PictureMemory {
  /** A program of another version learns anew. */
  version: 1;
  /** What is learnt of the view, in each mode that was seen. */
  references: Partial<Record<PictureMode, Reference>>;
  /** What the last visits suspected. */
  history: SuspicionHistory;
  /** Of the last picture. */
  last?: LastPicture;
}

/** The memory of a camera that was never seen, and of one whose reference is reset. */
export const freshMemory = (): PictureMemory => ({ version: 1, references: {}, history: {} });

/** When the reference of each mode last learnt, ms since 1970; absent where nothing is learnt. */
export function referenceTimes({ references }: PictureMemory): Partial<Record<PictureMode, number>> {
  return Object.fromEntries(Object.entries(references).map(([mode, { learntAt }]) => [mode, learntAt]));
}

const bytes = (length: number) =>
  z
    .base64()
    .max(Math.ceil(length / 3) * 4)
    .transform((text) => Uint8Array.from(Buffer.from(text, 'base64')))
    .refine((value) => value.length === length, `expected ${length} bytes`);
const cells = bytes(cellCount).transform((value) => new Int8Array(value.buffer));
const tiles = bytes(4 * tileCount).transform((value) => new Float32Array(value.buffer));
const reference = z.strictObject({
  visits: z.int().positive(),
  learntAt: z.number(),
  structure: z.strictObject({ x: cells, y: cells }),
  ...{ fine: tiles, coarse: tiles, luma: tiles, cb: tiles, cr: tiles },
  ...{ rows: z.number().min(0), columns: z.number().min(0) },
});
const stored = z.strictObject({
  version: z.literal(1),
  references: z.partialRecord(z.enum(pictureModeIds), reference),
  history: z.partialRecord(z.enum(pictureFaultIds), z.array(z.boolean()).max(16)),
  last: z.strictObject({ points: bytes(cellCount), structure: z.strictObject({ x: cells, y: cells }) }).optional(),
});

/** The memory as text for the disk: JSON, arrays in base64. */
export const writeMemory = (memory: PictureMemory): string =>
  JSON.stringify(memory, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
      : value,
  );

/**
 * The memory that was written.
 * @returns undefined where the text is none of this version: the camera is learnt anew.
 */
export function readMemory(text: string): PictureMemory | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return stored.safeParse(parsed).data;
}
