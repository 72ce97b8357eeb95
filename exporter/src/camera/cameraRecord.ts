import { pictureFaultIds, pictureModeIds, type PictureMode } from '@roundsman/contract/pictureFaults.ts';
import { z } from 'zod';
import { freshMemory, readMemory, writeMemory, type PictureMemory } from '../picture/memory.ts';
import type { PictureVerdict } from '../picture/observation.ts';
import { ScoreHistory } from './scoreHistory.ts';

/** The newest verdict on a camera. */
export interface CameraVerdict {
  /** When the pictures were taken, ms since 1970. */
  at: number;
  mode?: PictureMode | undefined;
  verdicts: PictureVerdict[];
}

/** What is known of one camera's pictures. */
export interface CameraRecord {
  memory: PictureMemory;
  newest?: CameraVerdict | undefined;
  history: ScoreHistory;
}

export const freshRecord = (): CameraRecord => ({ memory: freshMemory(), history: new ScoreHistory() });

const verdict = z.strictObject({
  fault: z.enum(pictureFaultIds),
  score: z.number().optional(),
  threshold: z.number(),
  suspected: z.boolean().optional(),
  confirmed: z.boolean().optional(),
});
const stored = z.strictObject({
  memory: z.string(),
  newest: z
    .strictObject({ at: z.number(), mode: z.enum(pictureModeIds).optional(), verdicts: z.array(verdict).max(64) })
    .optional(),
  history: ScoreHistory.stored,
});

export const writeRecord = ({ memory, newest, history }: CameraRecord): string =>
  JSON.stringify({ memory: writeMemory(memory), newest, history });

/** @returns undefined for what is no record, or one of another version: the camera is then learnt anew */
export function readRecord(text: string): CameraRecord | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = stored.safeParse(parsed);
  const memory = data && readMemory(data.memory);
  return memory && { memory, newest: data.newest, history: data.history };
}
