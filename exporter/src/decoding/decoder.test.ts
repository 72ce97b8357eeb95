import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { Decoder, decoderLimits } from './decoder.ts';
import { writeReplyHead, type CodedFrame } from './messages.ts';
import { codedFrame, withSize } from './codedFrame.fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-decoder-'));
let decoder = new Decoder();
afterEach(() => {
  decoder.close();
  decoder = new Decoder();
});
afterAll(() => rmSync(folder, { recursive: true }));

const program = (text: string): string => {
  const file = path.join(folder, `${Math.random()}.mjs`);
  writeFileSync(file, text);
  return file;
};
const frames: Readonly<Record<CodedFrame['codec'], CodedFrame>> = {
  H264: codedFrame('H264'),
  H265: codedFrame('H265'),
  JPEG: codedFrame('JPEG'),
};
const all = Object.values(frames);
const mean = (plane: Uint8Array): number => plane.reduce((sum, value) => sum + value, 0) / plane.length;

describe('the decoder', () => {
  it('starts no process any more once it is closed', async () => {
    const asked = decoder.picture(frames.H264);
    decoder.close();
    await expect(asked).rejects.toThrow('the decoder is closed');
    await expect(decoder.photo(frames.H264)).rejects.toThrow('the decoder is closed');
    expect(decoder.pid).toBeUndefined();
  });
  it.each(all)('takes garbage for no picture, as $codec', async ({ codec }) => {
    const data = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 7919 + (index >> 3)) & 255);
    const { picture, errors } = await decoder.picture({ codec, data });
    expect(picture).toBeUndefined();
    expect(errors).toBeGreaterThan(0);
    expect(await decoder.photo({ codec, data: new Uint8Array() })).toBeUndefined();
  });
  it('tells that a frame is cut short or has a hole', async () => {
    const { codec, data } = frames.H264;
    const cut = await decoder.picture({ codec, data: data.subarray(0, data.length >> 1) });
    expect(cut.errors).toBeGreaterThan(0);
    const holed = data.slice();
    holed.fill(0x11, data.length * 0.4, data.length * 0.6);
    expect((await decoder.picture({ codec, data: holed })).errors).toBeGreaterThan(0);
  });
  it('takes no memory for a frame that calls itself 16384 pixels wide', async () => {
    await decoder.picture(frames.H264);
    const { picture } = await decoder.picture({ codec: 'H264', data: withSize(frames.H264.data, 16384, 16384) });
    expect(picture).toBeUndefined();
    const peak = spawnSync('grep', ['VmHWM', `/proc/${decoder.pid}/status`], { encoding: 'utf8' }).stdout;
    expect(Number(/(\d+) kB/.exec(peak)?.[1])).toBeLessThan(400_000);
  });
  it('fails one frame where its process is killed, and decodes the next', async () => {
    await decoder.picture(frames.H264);
    const first = decoder.pid;
    const killed = decoder.picture(frames.H265);
    process.kill(first ?? NaN, 'SIGKILL');
    await expect(killed).rejects.toMatchObject({ reason: 'crash' });
    expect((await decoder.picture(frames.H264)).errors).toBe(0);
    expect(decoder.pid).not.toBe(first);
  });
  it('ends a process that hangs', async () => {
    const hanging = new Decoder(
      { ...decoderLimits, timeoutMs: 300 },
      program('process.stdin.on("data", () => { for (;;); });'),
    );
    await expect(hanging.picture(frames.H264)).rejects.toMatchObject({ reason: 'timeout' });
    expect(hanging.pid).toBeUndefined();
  });
  const replyTo = (number: number, length: number): Buffer =>
    writeReplyHead({ number, errors: 0, residentBytes: 1, length });
  const endless = replyTo(1, 1);
  endless.writeUInt32LE(0xffff_ffff, 16);
  it.each([
    ['is text', Buffer.from('a decoder says nothing like this')],
    ['is to another question', replyTo(2, 0)],
    ['goes on after its end', Buffer.concat([replyTo(1, 4), Buffer.alloc(5)])],
    ['announces more than any picture has', endless],
    ['has no size for its memory', replyTo(1, 0).fill(0xff, 8, 16)],
  ])('takes an answer that %s for a crash', async (_, octets) => {
    const answer = `Buffer.from('${octets.toString('base64')}', 'base64')`;
    const lying = new Decoder(
      decoderLimits,
      program(`process.stdin.on("data", () => process.stdout.write(${answer}));`),
    );
    await expect(lying.picture(frames.H264)).rejects.toMatchObject({ reason: 'crash' });
    expect(lying.pid).toBeUndefined();
  });
  it.each([{ frames: 1 }, { residentBytes: 1 }])('replaces a process that has reached %p', async (limit) => {
    decoder = new Decoder({ ...decoderLimits, ...limit });
    expect((await decoder.picture(frames.H264)).errors).toBe(0);
    expect(decoder.pid).toBeUndefined();
    expect((await decoder.picture(frames.H264)).errors).toBe(0);
  });
  it.each(all)('shows the grey, the blue and the red that ffmpeg put into $codec', async (frame) => {
    const { picture, errors } = await decoder.picture(frame);
    expect(errors).toBe(0);
    if (!picture) throw new Error('there is no picture');
    // The left half is blue, the right half is light grey: see the fixture.
    const row = picture.luma.subarray(90 * 320, 91 * 320);
    expect(mean(row.subarray(10, 150))).toBeCloseTo(29, -1);
    expect(mean(row.subarray(170, 310))).toBeCloseTo(211, -1);
    expect(mean(picture.cb.subarray(45 * 160 + 5, 45 * 160 + 75))).toBeGreaterThan(240);
    expect(mean(picture.cr.subarray(45 * 160 + 85, 45 * 160 + 155))).toBeCloseTo(128, -1);
  });
  it('makes the same JPEG of the frame that it has just shown, which is not sent again, and of none of another', async () => {
    const [sent, other] = [await decoder.photo(frames.H264), await decoder.photo(frames.JPEG)];
    await decoder.picture(frames.H264);
    expect(await decoder.photo(frames.H264)).toEqual(sent);
    expect(await decoder.photo(frames.JPEG)).toEqual(other);
    expect(await decoder.photo(frames.H264)).toEqual(sent);
    await decoder.picture(frames.JPEG);
    process.kill(decoder.pid ?? NaN, 'SIGKILL');
    await expect(decoder.photo(frames.JPEG)).rejects.toMatchObject({ reason: 'crash' });
    expect(await decoder.photo(frames.JPEG)).toEqual(other);
  });
  it.each(all)('makes a small JPEG of $codec', async (frame) => {
    const photo = await decoder.photo(frame);
    const probe = spawnSync(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=codec_name,width,height', '-of', 'csv=p=0', '-'],
      {
        input: photo,
        encoding: 'utf8',
      },
    );
    expect(probe.stdout.trim()).toBe('mjpeg,640,360');
    expect(photo?.length).toBeLessThan(40_000);
  });
});
