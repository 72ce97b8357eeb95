import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PictureFiles } from './pictureFiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the files of pictures', () => {
  it('removes what a crash left half-written, and keeps the record that was whole', async () => {
    const files = new PictureFiles(folder, { ms: 1000, bytes: 1000 });
    await files.open();
    await files.writeRecord('camera-1', 'whole');
    writeFileSync(path.join(folder, 'camera-1', 'x.new'), 'hal');
    expect(await files.open()).toEqual([['camera-1', 'whole']]);
    expect(() => rmSync(path.join(folder, 'camera-1', 'x.new'))).toThrow(/ENOENT/);
  });
  it('removes the oldest photos of all cameras until the rest has room', async () => {
    const files = new PictureFiles(folder, { ms: 10_000, bytes: 250 });
    await files.open();
    const photo = (at: number) => ({ jpeg: new Uint8Array(100), at });
    await files.writePhoto('camera-1', 'picture', photo(1000));
    await files.writePhoto('camera-2', 'black', photo(2000));
    await files.writePhoto('camera-1', 'snow', photo(3000));
    await files.sweep(4000);
    expect(await files.photo('camera-1', 'picture')).toBeUndefined();
    expect(await files.photo('camera-2', 'black')).toMatchObject({ at: 2000 });
    expect(await files.photo('camera-1', 'snow')).toMatchObject({ at: 3000 });
    await files.sweep(12_500);
    expect(await files.photo('camera-2', 'black')).toBeUndefined();
  });
});
