import { execFile } from 'node:child_process';
import { access, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import { clipFile, type Recipe } from '../picture/recipe.ts';
import { clipOf, type Clip } from './clip.ts';

const run = promisify(execFile);
const shooting = path.join(import.meta.dirname, '../picture/shootCli.ts');
/** Clips that are made at the same time. */
const atOnce = 2;
/** A clip that could not be made is not tried again sooner. */
const retryMs = 30_000;

/** The clips: each is made by a process of its own when it is first needed, and then kept in the folder. */
export class ClipLibrary {
  readonly #folder: string;
  readonly #report: (error: unknown) => void;
  readonly #clips = new Map<string, Promise<Clip>>();
  readonly #ready = new Map<string, Clip>();
  readonly #files = new Map<string, Promise<string>>();
  readonly #snapshots = new Map<string, Promise<Buffer>>();
  /** Of each codec and stream a clip as it should be. */
  readonly #asItShouldBe = new Map<string, string>();
  readonly #waiting: (() => void)[] = [];
  readonly #end = new AbortController();
  #making = 0;

  /** @param report told why a clip that cameras are to change over to could not be made. */
  constructor(folder: string, report: (error: unknown) => void) {
    this.#folder = folder;
    this.#report = report;
  }

  /** The clip if it is at hand; otherwise it is made, and here a while later. */
  ready(recipe: Recipe): Clip | undefined {
    const clip = this.#ready.get(keyOf(recipe));
    if (!clip && !this.#clips.has(keyOf(recipe))) this.load(recipe).catch(this.#report);
    return clip;
  }

  /** @throws Error saying what to install without ffmpeg. */
  load(recipe: Recipe): Promise<Clip> {
    return remembered(this.#clips, keyOf(recipe), async () => {
      const clip = clipOf(await readFile(await this.#file(recipe)), recipe);
      this.#ready.set(keyOf(recipe), clip);
      if (isAsItShouldBe(recipe)) this.#asItShouldBe.set(streamOf(recipe), keyOf(recipe));
      return clip;
    });
  }

  /**
   * In place of a clip that is still being made, one of another place: nobody waits for so long, and what is measured of a stream
   * is the same. Main streams are never judged by their pictures; of others only one as it should be is stood in for.
   */
  standIn(recipe: Recipe): Clip | undefined {
    return recipe.stream === 'main' || isAsItShouldBe(recipe)
      ? this.#ready.get(this.#asItShouldBe.get(streamOf(recipe)) ?? '')
      : undefined;
  }

  /**
   * Makes these one after another, one of each codec and stream first, so that they are at hand once somebody asks. What fails is reported,
   * and tried again when it is asked for.
   */
  prepare(recipes: readonly Recipe[]): void {
    const firsts = new Map(recipes.map((recipe) => [streamOf(recipe), recipe])).values();
    const wanted = new Map([...firsts, ...recipes].map((recipe) => [keyOf(recipe), recipe]));
    void (async () => {
      for (const recipe of wanted.values()) {
        if (this.#end.signal.aborted) return;
        await this.load(recipe).catch((error: unknown) => {
          if (!this.#end.signal.aborted) this.#report(error);
        });
      }
    })();
  }

  /** What is being made is given up. */
  stop(): void {
    this.#end.abort();
  }

  /** What the clip shows as a JPEG file. */
  snapshot(recipe: Recipe): Promise<Buffer> {
    return remembered(this.#snapshots, keyOf(recipe), async () => {
      const flags = ['-nostdin', '-loglevel', 'error', '-i', await this.#file(recipe), '-frames:v', '1'];
      const jpeg = ['-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '4', '-f', 'image2pipe', 'pipe:1'];
      return (await run('ffmpeg', [...flags, ...jpeg], { encoding: 'buffer', maxBuffer: 4 * 2 ** 20 })).stdout;
    });
  }

  #file(recipe: Recipe): Promise<string> {
    const file = path.join(this.#folder, clipFile(recipe));
    return remembered(this.#files, file, async () => {
      await mkdir(this.#folder, { recursive: true });
      if (!(await exists(file))) await this.#make(recipe, file);
      return file;
    });
  }

  async #make(recipe: Recipe, file: string): Promise<void> {
    if (this.#making >= atOnce) await new Promise<void>((go) => this.#waiting.push(go));
    this.#making += 1;
    try {
      await run(process.execPath, [shooting, JSON.stringify(recipe), file], { signal: this.#end.signal });
    } catch (error) {
      const said = isNativeError(error) && 'stderr' in error ? String(error.stderr).trim() : '';
      throw new Error(said === '' ? `${file} could not be made` : said, { cause: error });
    } finally {
      this.#making -= 1;
      this.#waiting.shift()?.();
    }
  }
}

const streamOf = ({ codec, stream }: Recipe): string => `${codec} ${stream}`;
const isAsItShouldBe = ({ look, coding }: Recipe): boolean => look === 'normal' && coding === 'as_set';
const keyOf = (recipe: Recipe): string => `${recipe.coding} ${clipFile(recipe)}`;

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isNativeError(error) && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Found once and kept; what failed is tried again, but not at once. */
function remembered<T>(kept: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known) return known;
  const found = find();
  kept.set(key, found);
  found.catch(() => setTimeout(() => kept.delete(key), retryMs).unref());
  return found;
}
