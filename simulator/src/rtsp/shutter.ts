import { picturesPerSecond } from '../picture/recipe.ts';

/** Is called when a picture is due. `timestamp` counts 90 kHz from the start of the shutter. */
export type Viewer = (picture: number, timestamp: number) => void;

const rtpClock = 90_000;

/**
 * The moments of many cameras' pictures: it calls whoever watches when each is due. It runs only while somebody watches, yet the
 * pictures are numbered as if it always ran.
 */
export class Shutter {
  readonly #viewers = new Set<Viewer>();
  readonly #epoch: number;
  #timer: NodeJS.Timeout | undefined;
  #shown = 0;

  /** @param phase when within the time of a picture its pictures come, 0 to 1: so that not all cameras send at once. */
  constructor(phase: number) {
    this.#epoch = performance.now() - (phase * 1000) / picturesPerSecond;
  }

  /** The timestamp that the next picture will bear. */
  nextTimestamp(): number {
    return timestampOf(this.#due() + 1);
  }

  /** Watch from the next picture on; the answer ends it. */
  watch(viewer: Viewer): () => void {
    this.#viewers.add(viewer);
    if (!this.#timer) {
      this.#shown = this.#due();
      this.#wait();
    }
    return () => void this.#viewers.delete(viewer);
  }

  #due(): number {
    return Math.floor(((performance.now() - this.#epoch) * picturesPerSecond) / 1000);
  }

  #wait(): void {
    const next = this.#epoch + ((this.#shown + 1) * 1000) / picturesPerSecond;
    this.#timer = setTimeout(() => this.#show(), Math.max(0, next - performance.now()));
  }

  #show(): void {
    // After a pause of the process the pictures that are late come together, as from a camera behind a slow line.
    const due = this.#due();
    for (let picture = this.#shown + 1; picture <= due; picture++)
      for (const viewer of this.#viewers) viewer(picture, timestampOf(picture));
    this.#shown = due;
    if (this.#viewers.size > 0) this.#wait();
    else this.#timer = undefined;
  }
}

const timestampOf = (picture: number): number => ((picture * rtpClock) / picturesPerSecond) % 2 ** 32;

const phases = 8;

/** Deals the cameras out to shutters in several phases. */
export function shutterBank(): (camera: number) => Shutter {
  const [first, ...others]: [Shutter, ...Shutter[]] = [
    new Shutter(0),
    ...Array.from({ length: phases - 1 }, (_, index) => new Shutter((index + 1) / phases)),
  ];
  return (camera) => others[(camera % phases) - 1] ?? first;
}
