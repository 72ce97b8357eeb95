import { createHash } from 'node:crypto';
import type { Exposition } from '../probe/exposition.ts';
import type { Target } from '../targets.ts';
import type { StreamFigures, StreamName } from './streamFigures.ts';

interface Page {
  figures: Map<StreamName, StreamFigures>;
  /** The turn of the main stream that was taken last. */
  turn: number;
}

/** Figures that are older than this many turns of the main stream are shown no more. */
const shownTurns = 3;

/** Whose turn it is of a camera's two streams, and the newest figures of each. */
export class StreamBook {
  readonly #everyMs: number;
  readonly #now: () => number;
  readonly #pages = new Map<string, Page>();

  /** `mainEverySeconds`: how often the main stream is watched in place of the other. `now`: ms since 1970. */
  constructor(mainEverySeconds: number, now: () => number = Date.now) {
    this.#everyMs = mainEverySeconds * 1000;
    this.#now = now;
  }

  /** A main stream whose turn it is stays due until it was watched: that it fails is then seen at each visit, as with the other one. */
  due({ id, mainStreamPath }: Target): StreamName {
    return mainStreamPath !== undefined && this.#page(id).turn !== this.#turn(id) ? 'main' : 'watched';
  }

  /** `figures`: undefined where nothing was watched, so that nothing is known of the stream any more. */
  visited(id: string, stream: StreamName, figures: StreamFigures | undefined): void {
    const page = this.#page(id);
    if (figures) page.figures.set(stream, figures);
    else page.figures.delete(stream);
    if (figures && stream === 'main') page.turn = this.#turn(id);
  }

  /**
   * It gave no sign of life, or took the request and sent nothing: nothing is known of any of its streams any more, and least of what
   * was seen while it stopped.
   */
  silent(id: string): void {
    this.#page(id).figures.clear();
  }

  show(id: string, exposition: Exposition): void {
    for (const figures of this.#page(id).figures.values())
      if (this.#now() - figures.at < shownTurns * this.#everyMs) figures.add(exposition);
  }

  /** Undefined where the stream was not watched of late. */
  kilobitsPerSecond(id: string, stream: StreamName): number | undefined {
    return this.#pages.get(id)?.figures.get(stream)?.kilobitsPerSecond;
  }

  keepOnly(targets: ReadonlyMap<string, Target>): void {
    for (const id of this.#pages.keys()) if (!targets.has(id)) this.#pages.delete(id);
  }

  /** After a start nobody is due at once: turns come spread over the time between them. */
  #page(id: string): Page {
    const page = this.#pages.get(id) ?? { figures: new Map<StreamName, StreamFigures>(), turn: this.#turn(id) };
    this.#pages.set(id, page);
    return page;
  }

  #turn(id: string): number {
    const share = createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32;
    return Math.floor(this.#now() / this.#everyMs + share);
  }
}
