import { pictureFaultIds, pictureModeIds, type PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { z } from 'zod';
import type { PictureVerdict } from '../picture/observation.ts';
import type { ProbeOutcome } from '../probe/runner.ts';
import type { Target } from '../targets.ts';
import type { CameraRecord } from './cameraRecord.ts';
import { figuresOf, streamFigures } from './streamFigures.ts';

export const verdictStates = ['confirmed', 'suspected', 'clear', 'unknown'] as const;
export type VerdictState = (typeof verdictStates)[number];

/** `/camera/<id>?format=json`. Times are ms since 1970. */
export const cameraReport = z.strictObject({
  camera: z.string(),
  site: z.string(),
  /** Whether this exporter judges pictures at all. */
  judges: z.boolean(),
  /** How the last visit to the stream ended. */
  visit: z.strictObject({ at: z.number(), outcome: z.string() }).optional(),
  streams: z.array(streamFigures),
  /** The newest pictures. */
  judgedAt: z.number().optional(),
  mode: z.enum(pictureModeIds).optional(),
  verdicts: z.array(
    z.strictObject({
      fault: z.enum(pictureFaultIds),
      state: z.enum(verdictStates),
      score: z.number().optional(),
      threshold: z.number(),
      /** The scores of the last day. */
      history: z.array(z.strictObject({ at: z.number(), score: z.number() })),
    }),
  ),
  /** When the view was last learnt, and from how many visits, by mode. */
  references: z.partialRecord(
    z.enum(pictureModeIds),
    z.strictObject({ learntAt: z.number(), visits: z.int().positive() }),
  ),
});
export type CameraReport = z.infer<typeof cameraReport>;

export function cameraReportOf(
  { id, siteId }: Target,
  visit: ProbeOutcome | undefined,
  known: { judges: boolean; record: CameraRecord | undefined; streams: string },
): CameraReport {
  const { newest, memory, history } = known.record ?? {};
  return {
    camera: id,
    site: siteId,
    judges: known.judges,
    ...(visit && { visit: { at: visit.finished.getTime(), outcome: visit.outcome } }),
    streams: figuresOf(known.streams),
    ...(newest && { judgedAt: newest.at }),
    ...(newest?.mode && { mode: newest.mode }),
    verdicts: (newest?.verdicts ?? []).map((verdict) => ({
      fault: verdict.fault,
      state: stateOf(verdict),
      ...(verdict.score !== undefined && { score: verdict.score }),
      threshold: verdict.threshold,
      history: history?.of(verdict.fault) ?? [],
    })),
    references: Object.fromEntries(
      Object.entries(memory?.references ?? {}).map(([mode, { learntAt, visits }]) => [mode, { learntAt, visits }]),
    ),
  };
}

function stateOf({ confirmed, suspected }: PictureVerdict): VerdictState {
  if (confirmed === true) return 'confirmed';
  if (suspected === true) return 'suspected';
  return confirmed === undefined && suspected === undefined ? 'unknown' : 'clear';
}

/** The faults that there may be a photo of. */
export const shownFaults = ({ verdicts }: CameraReport): PictureFault[] =>
  verdicts.filter(({ state }) => state === 'confirmed' || state === 'suspected').map(({ fault }) => fault);
