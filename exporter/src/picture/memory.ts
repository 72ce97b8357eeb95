import { z } from 'zod';
import { pictureFaultIds, type PictureMode } from '@roundsman/contract/pictureFaults.ts';
import type { SuspicionHistory } from './confirmation.ts';

/** What is remembered of one camera's pictures. A new version forgets what an older one learnt. */
export interface PictureMemory {
  version: 1;
  /** What the last visits suspected. */
  history: SuspicionHistory;
}

/** The memory of a camera that was never seen, and of one whose reference is reset. */
export const freshMemory = (): PictureMemory => ({ version: 1, history: {} });

const stored = z.strictObject({
  version: z.literal(1),
  history: z.partialRecord(z.enum(pictureFaultIds), z.array(z.boolean()).max(16)),
});

/** The memory as text for the disk, some kB. */
export const writeMemory = (memory: PictureMemory): string => JSON.stringify(memory);

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

/** When the reference of each mode last learnt, ms since 1970; absent where nothing is learnt. */
export const referenceTimes = (_memory: PictureMemory): Partial<Record<PictureMode, number>> => ({});
