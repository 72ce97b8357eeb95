import { pictureFaultIds, type PictureMode } from '@roundsman/contract/pictureFaults.ts';
import { confirmations, isConfirmed, remember } from './confirmation.ts';
import { measure } from './measure.ts';
import { type PictureMemory } from './memory.ts';
import type { Observation, PictureVerdict } from './observation.ts';
import { scorePicture, thresholds } from './scores.ts';

export interface Judgement {
  memory: PictureMemory;
  /** One for each fault, in the order of `pictureFaultIds`. */
  verdicts: PictureVerdict[];
  /** How the camera saw in this visit; absent without a picture. */
  mode?: PictureMode;
}

/** Judge one visit of one camera. Pure: what is remembered of the camera goes in and comes out, and the time is given. */
export function judge(memory: PictureMemory, observation: Observation): Judgement {
  const measured = observation.pictures.map(({ picture }) => measure(picture));
  const scores = scorePicture(memory, observation, measured);
  const history = remember(memory.history, (fault) => {
    const score = scores[fault];
    return score === undefined ? undefined : score >= thresholds[fault];
  });
  const lead = pictureFaultIds.find((fault) => isConfirmed(history[fault], confirmations[fault]));
  const verdicts = pictureFaultIds.map((fault): PictureVerdict => {
    const [score, threshold] = [scores[fault], thresholds[fault]];
    const confirmed = history[fault] === undefined ? undefined : fault === lead;
    return { fault, score, threshold, suspected: score === undefined ? undefined : score >= threshold, confirmed };
  });
  return { memory: { ...memory, history }, verdicts };
}
