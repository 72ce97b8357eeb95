import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { codedFrame } from '../decoding/codedFrame.fixture.ts';
import type { CodedFrame } from '../decoding/messages.ts';
import { Exposition } from '../probe/exposition.ts';
import type { KeyFrame } from '../rtsp/keyFrame.ts';
import { plainTarget } from '../targets.fixture.ts';
import { emitVerdicts } from './emitVerdicts.ts';
import { PictureBook, type PictureSettings } from './pictureBook.ts';
import { promtoolFindings } from '../../test/promtool.ts';

const minute = 60_000;
const begun = Date.parse('2026-06-01T04:00:00Z');
const black = codedFrame('H264', 'color=black:size=640x360:rate=25');
const street = codedFrame('H265', 'testsrc2=size=640x360:rate=25');
const camera = plainTarget({ id: 'camera-1', kind: 'camera', modules: ['rtsp'] });

let folder: string;
let now: number;
let told: string[];
let books: PictureBook[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-pictures-'));
  [now, told, books] = [begun, [], []];
});
afterEach(async () => {
  for (const book of books) await book.close();
  rmSync(folder, { recursive: true });
});

async function open(settings: Partial<PictureSettings> = {}): Promise<PictureBook> {
  const observer = {
    judged: () => void told.push('judged'),
    dropped: () => void told.push('dropped'),
    decoderFailed: (reason: string, id: string) => void told.push(`${id}: ${reason}`),
    unreadable: (id: string) => void told.push(`${id}: unreadable`),
    failed: (error: unknown) => void told.push(String(error)),
  };
  const whole = { folder, everyMinutes: 5, keepDays: 30, maxMegabytes: 100, decoders: 1, ...settings };
  const book = await PictureBook.open(whole, observer, () => now);
  books.push(book);
  return book;
}
const frame = ({ codec, data }: CodedFrame): KeyFrame => ({ codec, data, at: now, damaged: false });
async function visit(book: PictureBook, coded: CodedFrame): Promise<void> {
  now += 5 * minute;
  expect(book.wants(camera)).toBe(true);
  book.onKeyFrames(camera, [frame(coded)], 0);
  await book.settled();
}
const verdict = (book: PictureBook, fault: string) =>
  book.record(camera.id)?.newest?.verdicts.find((each) => each.fault === fault);

describe('the picture book', () => {
  it('says nothing of a camera that it has not judged', async () => {
    const book = await open();
    expect(book.record(camera.id)).toBeUndefined();
    expect(await book.photo(camera.id, 'picture')).toBeUndefined();
  });
  it('drops visits where too many wait, and the cameras stay due', async () => {
    const book = await open();
    now += 5 * minute;
    const many = Array.from({ length: 66 }, (_, index) =>
      plainTarget({ id: `camera-${index}`, kind: 'camera', modules: ['rtsp'] }),
    );
    for (const each of many) book.onKeyFrames(each, [frame(black)], 0);
    expect(told).toEqual(['dropped', 'dropped']);
    expect(many.filter((each) => book.wants(each)).map(({ id }) => id)).toEqual(['camera-64', 'camera-65']);
  });
  it('reports a record that cannot be read and learns anew', async () => {
    mkdirSync(path.join(folder, camera.id));
    writeFileSync(path.join(folder, camera.id, 'record.json'), '{"memory":');
    const book = await open();
    expect(told).toEqual(['camera-1: unreadable']);
    await visit(book, street);
    expect(verdict(book, 'black')).toMatchObject({ suspected: false });
  });
  it('judges a frame that is none as a broken picture, and photographs nothing', async () => {
    const book = await open();
    await visit(book, { codec: 'H264', data: new Uint8Array(5000).fill(7) });
    expect(verdict(book, 'black')?.score).toBeUndefined();
    expect(verdict(book, 'mosaic')?.score).toBeGreaterThan(0);
    expect(readdirSync(path.join(folder, camera.id))).toEqual(['record.json']);
  });
  it('confirms a black picture at the third visit, with the photo that shows it', async () => {
    const book = await open();
    await visit(book, black);
    await visit(book, black);
    expect(verdict(book, 'black')).toMatchObject({ suspected: true, confirmed: false });
    await visit(book, black);
    expect(verdict(book, 'black')).toMatchObject({ confirmed: true });
    const photo = await book.photo(camera.id, 'black');
    expect(photo?.at).toBe(now);
    expect(photo?.jpeg.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(await book.photo(camera.id, 'snow')).toBeUndefined();
    expect(statSync(path.join(folder, camera.id, 'black.jpg')).mode & 0o077).toBe(0);
    expect(told).toEqual(['judged', 'judged', 'judged']);
  });
  it('is asked once in each period, at a moment of the camera', async () => {
    const book = await open();
    expect(book.wants(camera)).toBe(false);
    await visit(book, street);
    expect(book.wants(camera)).toBe(false);
  });
  it('goes on after a restart from what it had learnt', async () => {
    const first = await open();
    await visit(first, black);
    await visit(first, black);
    await first.close();
    const second = await open();
    expect(second.record(camera.id)).toEqual(first.record(camera.id));
    await visit(second, black);
    expect(verdict(second, 'black')).toMatchObject({ confirmed: true });
    expect(
      second
        .record(camera.id)
        ?.history.of('black')
        .map(({ at }) => at),
    ).toEqual([1, 2, 3].map((count) => begun + count * 5 * minute));
  });
  it('forgets what was suspected when the reference is reset', async () => {
    const book = await open();
    for (let count = 0; count < 3; count++) await visit(book, black);
    await book.resetReference(camera.id);
    expect(book.record(camera.id)?.newest).toBeUndefined();
    await visit(book, black);
    expect(verdict(book, 'black')).toMatchObject({ confirmed: false });
  });
  it('removes photos that are too old, and keeps what was learnt', async () => {
    await visit(await open(), black);
    now += 31 * 24 * 60 * minute;
    const later = await open();
    expect(await later.photo(camera.id, 'black')).toBeUndefined();
    expect(later.record(camera.id)).toBeDefined();
  });
  it('dates a fault by the newest picture, as soon as it is confirmed', async () => {
    const book = await open();
    const dated = (): string => {
      const record = book.record(camera.id);
      const exposition = new Exposition();
      if (record) emitVerdicts(exposition, record);
      return exposition.samples('picture_fault_timestamp_seconds');
    };
    await visit(book, black);
    expect(dated()).toBe('');
    while (!verdict(book, 'black')?.confirmed) await visit(book, black);
    await visit(book, black);
    expect(dated()).toBe(`picture_fault_timestamp_seconds{fault="black"} ${now / 1000}\n`);
  });
  it('emits what promtool has nothing against', async () => {
    const book = await open();
    await visit(book, black);
    const exposition = new Exposition();
    const record = book.record(camera.id);
    if (!record) throw new Error('nothing was judged');
    emitVerdicts(exposition, record);
    expect(exposition.text()).toContain('picture_fault{fault="black"} 0\n');
    expect(exposition.text()).toContain(`picture_judged_timestamp_seconds ${now / 1000}\n`);
    expect(promtoolFindings(exposition.text())).toBe('');
  });
});
