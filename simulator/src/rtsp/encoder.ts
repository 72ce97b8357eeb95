import type { Clip } from './clip.ts';
import type { Frame } from './packets.ts';

/** Takes a camera's pictures. `timestamp` counts 90 kHz from the start of the encoder. */
export type Viewer = (frame: Frame, timestamp: number) => void;

const rtpClock = 90_000;

/**
 * A live encoder that many cameras share: at each picture's time it hands the picture to whoever watches. It runs only while
 * somebody does, yet its pictures follow the clock as if it always ran.
 */
export class Encoder {
  readonly clip: Clip;
  readonly #viewers = new Set<Viewer>();
  readonly #epoch: number;
  #timer: NodeJS.Timeout | undefined;
  #shown = 0;

  /** @param phase when within the time of a picture its pictures come, 0 to 1: so that not all cameras send at once. */
  constructor(clip: Clip, phase: number) {
    this.clip = clip;
    this.#epoch = performance.now() - (phase * 1000) / clip.framesPerSecond;
  }

  /** The timestamp that the next picture will bear. */
  nextTimestamp(): number {
    return this.#timestampOf(this.#due() + 1);
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
    return Math.floor(((performance.now() - this.#epoch) * this.clip.framesPerSecond) / 1000);
  }

  #timestampOf(picture: number): number {
    return ((picture * rtpClock) / this.clip.framesPerSecond) % 2 ** 32;
  }

  #wait(): void {
    const next = this.#epoch + ((this.#shown + 1) * 1000) / this.clip.framesPerSecond;
    this.#timer = setTimeout(() => this.#show(), Math.max(0, next - performance.now()));
  }

  #show(): void {
    // After a pause of the process the pictures that are late come together, as from a camera behind a slow line.
    const due = this.#due();
    for (let picture = this.#shown + 1; picture <= due; picture++) {
      const frame = this.clip.frames[picture % this.clip.frames.length];
      if (frame) for (const viewer of this.#viewers) viewer(frame, this.#timestampOf(picture));
    }
    this.#shown = due;
    if (this.#viewers.size > 0) this.#wait();
    else this.#timer = undefined;
  }
}

const phases = 8;

/** Deals the cameras out to encoders: every clip in several phases. */
export function encoderBank(clips: readonly [Clip, ...Clip[]]): (camera: number) => Encoder {
  const encoders = Array.from({ length: phases }, (_, phase) =>
    clips.map((clip) => new Encoder(clip, phase / phases)),
  ).flat();
  const [first] = encoders;
  if (!first) throw new RangeError('there is no clip');
  return (camera) => encoders[camera % encoders.length] ?? first;
}
