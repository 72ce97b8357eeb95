import { pictureFaultIds, type PictureFault, type PictureMode } from '@roundsman/contract/pictureFaults.ts';
import { confirmations, isConfirmed, remember } from './confirmation.ts';
import { innerTiles } from './grid.ts';
import { measure, type Measures } from './measure.ts';
import type { PictureMemory } from './memory.ts';
import type { Observation, PictureVerdict } from './observation.ts';
import { emptyReference, learn, visitsToLearn } from './reference.ts';
import { scoreAgainst, scoreAlone, scoreMonochrome, scoreTogether, thresholds, type Scores } from './scores.ts';

export interface Judgement {
  memory: PictureMemory;
  /** One for each fault, in the order of `pictureFaultIds`. */
  verdicts: PictureVerdict[];
  /** How the camera saw in this visit; absent without a picture. */
  mode?: PictureMode;
}

/** Sun elevations between which it is neither day nor night: light changes faster than can be learnt. */
const twilight = { from: -4, to: 4 };

/** Judge one visit of one camera. Pure: what is remembered of the camera goes in and comes out, and the time is given. */
export function judge(memory: PictureMemory, observation: Observation): Judgement {
  const pictures = observation.pictures.map(({ picture }) => measure(picture));
  const last = pictures.at(-1);
  const mode = last && modeOf(last, observation.sunElevation);
  const scores = { ...scoreVisit(memory, observation, pictures, mode), ...scoreStream(observation) };
  const suspected = (fault: PictureFault): boolean | undefined => {
    const score = scores[fault];
    return score === undefined ? undefined : score >= thresholds[fault];
  };
  const history = remember(memory.history, suspected);
  const lead = pictureFaultIds.find((fault) => isConfirmed(history[fault], confirmations[fault]));
  const verdicts = pictureFaultIds.map((fault): PictureVerdict => {
    const confirmed = history[fault] === undefined ? undefined : fault === lead;
    return { fault, score: scores[fault], threshold: thresholds[fault], suspected: suspected(fault), confirmed };
  });
  const next: PictureMemory = { ...memory, history };
  if (last && mode) {
    next.last = { points: last.points, structure: last.structure };
    // Nothing is learnt of a picture that may be bad, or the fault would become the rule.
    if (!pictureFaultIds.some(suspected) && !isTwilight(mode, observation.sunElevation)) {
      const learnt = learn(memory.references[mode] ?? emptyReference(), last, observation.at);
      next.references = { ...memory.references, [mode]: learnt };
    }
  }
  return { memory: next, verdicts, mode };
}

/** Lost packets and what the decoder could not read show as blocks and smears; a single lost packet now and then does not. */
function scoreStream({ decoderErrors, packetsLost }: Observation): Scores {
  return { mosaic: decoderErrors + packetsLost / 2 };
}

/** What the pictures of a visit say; of several pictures the one that says least counts, since what passes by is soon gone. */
function scoreVisit(
  memory: PictureMemory,
  { sunElevation }: Observation,
  pictures: readonly Measures[],
  mode: PictureMode | undefined,
): Scores {
  if (!mode) return {};
  const reference = memory.references[mode];
  const daylight = memory.references.daylight;
  const known = reference && reference.visits >= visitsToLearn && !isTwilight(mode, sunElevation);
  const each = pictures.map((picture): Scores => ({
    ...scoreAlone(picture),
    ...(known && scoreAgainst(picture, reference, mode, sunElevation)),
    monochrome:
      daylight && daylight.visits >= visitsToLearn ? scoreMonochrome(picture, daylight, sunElevation) : undefined,
  }));
  const alone = least(each);
  const together = scoreTogether(pictures, memory.last);
  // Leaves in the wind flicker, too; snow also adds grain that the view does not have.
  const snow = alone.snow !== undefined && alone.snow > 2 ? Math.max(alone.snow, together.snow ?? 0) : alone.snow;
  return { ...alone, ...together, snow };
}

function least(each: readonly Scores[]): Scores {
  const scores: Scores = {};
  for (const fault of pictureFaultIds) {
    const values = each.map((one) => one[fault]).filter((score) => score !== undefined);
    if (values.length === each.length && values.length) scores[fault] = Math.min(...values);
  }
  return scores;
}

/** No tile of a picture in infrared has any colour. Without the sun's height a coloured picture counts as one by day. */
function modeOf({ cb, cr }: Measures, sun: number | undefined): PictureMode {
  if (innerTiles.every((tile) => Math.hypot(cb[tile] ?? 0, cr[tile] ?? 0) < 1.5)) return 'infrared';
  return sun !== undefined && sun < twilight.from ? 'lamplight' : 'daylight';
}

const isTwilight = (mode: PictureMode, sun: number | undefined): boolean =>
  mode === 'daylight' && sun !== undefined && sun < twilight.to;
