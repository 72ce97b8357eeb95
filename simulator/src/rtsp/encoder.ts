import { keyFrameSeconds, picturesPerSecond, type Recipe } from '../picture/recipe.ts';
import type { Clip } from './clip.ts';
import type { ClipLibrary } from './clipLibrary.ts';
import type { Frame } from './packets.ts';
import type { Shutter } from './shutter.ts';

const group = picturesPerSecond * keyFrameSeconds;

/** The encoder of one stream of a camera: shared clips, of which it takes the one that shows how the camera fares now. */
export class Encoder {
  readonly shutter: Shutter;
  readonly #library: ClipLibrary;
  readonly #recipe: () => Recipe;
  #clip: Clip | undefined;

  constructor(shutter: Shutter, library: ClipLibrary, recipe: () => Recipe) {
    this.shutter = shutter;
    this.#library = library;
    this.#recipe = recipe;
  }

  /** What it codes now; where nothing like it is at hand, that takes as long as the clip takes to be made. */
  async clip(): Promise<Clip> {
    const recipe = this.#recipe();
    this.#clip = this.#library.ready(recipe) ?? this.#library.standIn(recipe) ?? (await this.#library.load(recipe));
    return this.#clip;
  }

  /** What is sent for the picture with this number; another clip begins with a key frame, once it is at hand. */
  frame(picture: number): Frame | undefined {
    if (picture % group === 0) this.#clip = this.#library.ready(this.#recipe()) ?? this.#clip;
    return this.#clip?.moments[picture % this.#clip.moments.length];
  }
}
