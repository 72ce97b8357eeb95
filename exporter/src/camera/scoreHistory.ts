import { pictureFaultIds, type PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { z } from 'zod';
import type { PictureVerdict } from '../picture/observation.ts';

/** A day at one verdict each five minutes. */
const size = 288;
const width = pictureFaultIds.length;

const column = (from: string): Float64Array | undefined => {
  const octets = Uint8Array.from(Buffer.from(from, 'base64'));
  return octets.length % 8 === 0 ? new Float64Array(octets.buffer) : undefined;
};

/** The scores of a camera's last verdicts, the oldest first: 20 kB a camera, however long it runs. */
export class ScoreHistory {
  #times: Float64Array;
  #scores: Float32Array;

  constructor(times: Float64Array = new Float64Array(), scores: Float32Array = new Float32Array()) {
    this.#times = times;
    this.#scores = scores;
  }

  add(at: number, verdicts: readonly PictureVerdict[]): void {
    const scoreOf = new Map(verdicts.map(({ fault, score }) => [fault, score]));
    const count = this.#times.length;
    if (count < size) {
      const [times, scores] = [this.#times, this.#scores];
      this.#times = new Float64Array(count + 1);
      this.#times.set(times);
      this.#scores = new Float32Array((count + 1) * width);
      this.#scores.set(scores);
    } else {
      this.#times.copyWithin(0, 1);
      this.#scores.copyWithin(0, width);
    }
    const newest = Math.min(count, size - 1);
    this.#times[newest] = at;
    pictureFaultIds.forEach((fault, place) => (this.#scores[newest * width + place] = scoreOf.get(fault) ?? NaN));
  }

  /** When (ms since 1970) which score; verdicts that could not tell are left out. */
  of(fault: PictureFault): { at: number; score: number }[] {
    const place = pictureFaultIds.indexOf(fault);
    return [...this.#times].flatMap((at, index) => {
      const score = this.#scores[index * width + place] ?? NaN;
      return Number.isNaN(score) ? [] : [{ at, score }];
    });
  }

  toJSON(): z.input<typeof ScoreHistory.stored> {
    const text = ({ buffer, byteOffset, byteLength }: Float64Array | Float32Array): string =>
      Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    return { faults: [...pictureFaultIds], times: text(this.#times), scores: text(Float64Array.from(this.#scores)) };
  }

  /** As it is written; one of other faults than today's begins anew. */
  static readonly stored = z
    .strictObject({ faults: z.array(z.string()), times: z.base64(), scores: z.base64() })
    .transform(({ faults, times: writtenTimes, scores: writtenScores }, context) => {
      const [times, scores] = [column(writtenTimes), column(writtenScores)];
      if (faults.join() !== pictureFaultIds.join()) return new ScoreHistory();
      if (times && scores && times.length <= size && scores.length === times.length * width)
        return new ScoreHistory(times, Float32Array.from(scores));
      context.addIssue({ code: 'custom', message: 'expected as many scores as times' });
      return z.NEVER;
    });
}
