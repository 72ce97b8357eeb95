import { mkdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { FileError } from '../yamlFile.ts';
import type { Passages } from './passages.ts';

const at = z.number().min(0);
const count = z.number().min(0);
const stored = z.strictObject({
  version: z.literal(1),
  /** Pairs of the beginning of an hour and its passages. */
  hours: z.array(z.tuple([at, count])).max(10_000),
  last: at.optional(),
  counting: z.strictObject({ hour: at, whole: z.boolean(), passages: count, total: count }).optional(),
});

/** A camera's file has a few kilobytes; more often than this it is not written. */
const writtenEveryMs = 300_000;

/** What is remembered of captures on disk: a file for each camera, which is whole at any moment. Without a folder nothing is kept. */
export class CaptureHistory {
  readonly #folder: string | undefined;
  readonly #warn: (message: string) => void;
  readonly #unwritten = new Map<string, Passages>();
  readonly #written = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();

  /** @throws FileError when the folder cannot be made */
  constructor(folder: string | undefined, warn: (message: string) => void) {
    this.#folder = folder;
    this.#warn = warn;
    if (folder === undefined) return;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new FileError([`${folder}: cannot be made: ${String(error)}`]);
    }
  }

  /** Undefined where nothing is kept of a camera. */
  load(id: string): Passages | undefined {
    if (this.#folder === undefined) return undefined;
    const file = fileOf(this.#folder, id);
    try {
      const { hours, last, counting } = stored.parse(JSON.parse(readFileSync(file, 'utf8')));
      return { hours: new Map(hours), last, counting };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.#warn(`${file} cannot be read, so the history of ${id} begins anew: ${String(error)}`);
      return undefined;
    }
  }

  changed(id: string, passages: Passages): void {
    this.#unwritten.set(id, passages);
    if (performance.now() - (this.#written.get(id) ?? -Infinity) >= writtenEveryMs) this.#write(id);
  }

  /** Writes what is not yet on disk. */
  flush(): Promise<void> {
    for (const id of this.#unwritten.keys()) this.#write(id);
    return this.#writing;
  }

  #write(id: string): void {
    const passages = this.#unwritten.get(id);
    this.#unwritten.delete(id);
    this.#written.set(id, performance.now());
    if (this.#folder === undefined || !passages) return;
    const file = fileOf(this.#folder, id);
    const { hours, last, counting } = passages;
    const text = JSON.stringify({ version: 1, hours: [...hours], last, counting } satisfies z.input<typeof stored>);
    this.#writing = this.#writing
      .then(() => replace(file, text))
      .catch((error: unknown) => {
        this.#warn(`${file} cannot be written, so the history of ${id} may be lost: ${String(error)}`);
      });
  }
}

/** Ids of elements are safe in file names. */
const fileOf = (folder: string, id: string): string => path.join(folder, `${id}.json`);

/** Whoever reads the file finds the old text or the new one, also after a power cut. */
async function replace(file: string, text: string): Promise<void> {
  const next = await open(`${file}.new`, 'w', 0o600);
  try {
    await next.writeFile(text);
    await next.sync();
  } finally {
    await next.close();
  }
  await rename(`${file}.new`, file);
}
