import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { z } from 'zod';

/** The newest photo of a camera, or the newest that shows a fault. */
export type PhotoName = 'picture' | PictureFault;

export interface Photo {
  jpeg: Buffer;
  /** When it was taken, ms since 1970. */
  at: number;
}

const recordName = 'record.json';

/**
 * What is kept of cameras on the disk, one folder each: its record, and at most one photo of each name. A file is whole or
 * absent: it is written beside its place and then moved there. Only this user may read them.
 */
export class PictureFiles {
  readonly #folder: string;
  readonly #keep: { ms: number; bytes: number };

  /** @param keep for how long photos are kept, and how much of them in all */
  constructor(folder: string, keep: { ms: number; bytes: number }) {
    this.#folder = folder;
    this.#keep = keep;
  }

  /** Makes the folder, and reads all records: camera and text. What a crash left half-written is removed. */
  async open(): Promise<[camera: string, record: string][]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const records: [string, string][] = [];
    for (const camera of await this.#cameras()) {
      for (const name of await readdir(path.join(this.#folder, camera)))
        if (name.endsWith('.new')) await rm(path.join(this.#folder, camera, name));
      const text = await absentIfNone(readFile(path.join(this.#folder, camera, recordName), 'utf8'));
      if (text !== undefined) records.push([camera, text]);
    }
    return records;
  }

  async writeRecord(camera: string, text: string): Promise<void> {
    await this.#write(camera, recordName, text);
  }

  async writePhoto(camera: string, name: PhotoName, { jpeg, at }: { jpeg: Uint8Array; at: number }): Promise<void> {
    await this.#write(camera, `${name}.jpg`, jpeg, at);
  }

  async photo(camera: string, name: PhotoName): Promise<Photo | undefined> {
    const file = path.join(this.#folder, camera, `${name}.jpg`);
    const [jpeg, about] = await Promise.all([absentIfNone(readFile(file)), absentIfNone(stat(file))]);
    return jpeg && about && { jpeg, at: about.mtimeMs };
  }

  /** Remove photos that are too old, then the oldest of what is too much. */
  async sweep(now: number): Promise<void> {
    const photos: { file: string; at: number; bytes: number }[] = [];
    for (const camera of await this.#cameras())
      for (const name of await readdir(path.join(this.#folder, camera))) {
        const file = path.join(this.#folder, camera, name);
        const about = name.endsWith('.jpg') ? await absentIfNone(stat(file)) : undefined;
        if (about) photos.push({ file, at: about.mtimeMs, bytes: about.size });
      }
    let left = this.#keep.bytes;
    for (const { file, at, bytes } of photos.sort((a, b) => b.at - a.at)) {
      left -= bytes;
      if (left < 0 || at < now - this.#keep.ms) await rm(file, { force: true });
    }
  }

  async #cameras(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  async #write(camera: string, name: string, content: string | Uint8Array, at?: number): Promise<void> {
    const folder = path.join(this.#folder, camera);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const beside = path.join(folder, `${randomUUID()}.new`);
    await writeFile(beside, content, { mode: 0o600, flush: true });
    if (at !== undefined) await utimes(beside, at / 1000, at / 1000);
    await rename(beside, path.join(folder, name));
  }
}

const none = z.object({ code: z.literal('ENOENT') });

async function absentIfNone<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (none.safeParse(error).success) return undefined;
    throw error;
  }
}
