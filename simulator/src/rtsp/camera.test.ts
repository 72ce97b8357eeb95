import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { city } from '../city/city.ts';
import type { ShownCamera } from '../control/shapes.ts';
import { manners, MannersBook } from '../manners.ts';
import { plant } from '../plant/plant.ts';
import { startCamera } from './camera.ts';
import { ClipLibrary } from './clipLibrary.ts';
import { Shutter } from './shutter.ts';
import { recipeOf } from './streams.ts';

// ffmpeg starts slowly on a machine that is busy with other tests.
jest.setTimeout(30_000);

const run = promisify(execFile);
const account = { username: 'roundsman', password: 'pass word' };
const inventory = city({ sites: 1 });
const district = plant(inventory, { clock: Date.now, batterySeconds: 900 });
const element = inventory.elements.find(({ id }) => id === 'camera-001-1') ?? notInTheCity();
function notInTheCity(): never {
  throw new Error('no camera');
}
let folder: string;
let library: ClipLibrary;
const book = new MannersBook();
let counts: () => ShownCamera;
let url: string;
let port: number;
let stop: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clips-'));
  library = new ClipLibrary(folder, (error) => {
    throw error;
  });
  const camera = await startCamera(element, { host: '127.0.0.1', port: 0 }, account, {
    ...{ library, shutter: new Shutter(0), plant: district, manners: book },
  });
  ({ port, stop, counts } = camera);
  url = `rtsp://127.0.0.1:${port}/stream/sub`;
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  for (const { id } of district.active()) district.clear(id);
  book.mend('camera-001-1');
});

/** A client by hand: sends text, collects octets. */
class Client {
  readonly socket: Socket = connect(port, '127.0.0.1');
  received = Buffer.alloc(0);
  #sequence = 0;
  #wake: () => void = () => undefined;

  constructor() {
    this.socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.#wake();
    });
    this.socket.on('close', () => this.#wake());
  }

  send(method: string, uri = url, headers: Record<string, string> = {}): void {
    this.#sequence += 1;
    const lines = Object.entries({ CSeq: String(this.#sequence), ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    this.socket.write([`${method} ${uri} RTSP/1.0`, ...lines, '', ''].join('\r\n'));
  }

  async until(arrived: () => boolean): Promise<void> {
    while (!arrived()) await new Promise<void>((wake) => (this.#wake = wake));
  }

  async ask(method: string, uri = url, headers: Record<string, string> = {}): Promise<string> {
    this.received = Buffer.alloc(0);
    this.send(method, uri, headers);
    await this.until(() => this.received.includes('\r\n\r\n'));
    return this.received.toString('latin1');
  }

  /** Asks, and again with the answer to the challenge. */
  async authorised(
    method: string,
    headers: Record<string, string> = {},
    algorithm = 'SHA-256',
    uri = url,
  ): Promise<string> {
    const challenge = await this.ask(method, uri, headers);
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
    const realm = /realm="([^"]+)"/.exec(challenge)?.[1] ?? '';
    const hash = (text: string): string =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex');
    const secret = hash(`${account.username}:${realm}:${account.password}`);
    const response = hash(`${secret}:${nonce}:00000001:abc:auth:${hash(`${method}:${uri}`)}`);
    const authorization =
      `Digest username="${account.username}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}, ` +
      `qop=auth, nc=00000001, cnonce="abc", response="${response}"`;
    return this.ask(method, uri, { ...headers, Authorization: authorization });
  }

  async playing(): Promise<void> {
    const setup = await this.authorised('SETUP', { Transport: 'RTP/AVP/TCP;unicast;interleaved=4-5' });
    expect(setup).toContain('interleaved=4-5');
    const session = /Session: ([^;\r]+)/.exec(setup)?.[1] ?? '';
    expect(await this.authorised('PLAY', { Session: session })).toContain('200 OK');
  }
}

async function withClient(use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client();
  await once(client.socket, 'connect');
  try {
    await use(client);
  } finally {
    client.socket.destroy();
  }
}

interface Packet {
  channel: number;
  data: Buffer;
}
function packetsIn(bytes: Buffer): Packet[] {
  const packets: Packet[] = [];
  for (let at = bytes.indexOf('$\x04'); at >= 0 && at + 4 <= bytes.length;) {
    if (bytes[at] !== 0x24) throw new Error('out of step');
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) break;
    packets.push({ channel: bytes[at + 1] ?? 0, data: bytes.subarray(at + 4, end) });
    at = end;
  }
  return packets;
}

describe('ffprobe plays a camera', () => {
  const withAccount = (): string => url.replace('//', `//${account.username}:${encodeURIComponent(account.password)}@`);
  test.each(['tcp', 'udp'])(
    'over %s, every picture whole',
    async (transport) => {
      const { stdout, stderr } = await run('ffprobe', [
        ...['-v', 'warning', '-rtsp_transport', transport, '-read_intervals', '%+2', '-count_frames'],
        ...[
          '-show_entries',
          'stream=codec_name,width,height,r_frame_rate,nb_read_frames',
          '-of',
          'json',
          withAccount(),
        ],
      ]);
      const { streams } = JSON.parse(stdout) as { streams: { nb_read_frames: string }[] };
      expect(streams).toEqual([
        expect.objectContaining({ codec_name: 'h264', width: 640, height: 360, r_frame_rate: '15/1' }),
      ]);
      expect(Number(streams[0]?.nb_read_frames)).toBeGreaterThan(10);
      expect(stderr).not.toMatch(/error|corrupt|missed|conceal/i);
    },
    20_000,
  );

  test('and is refused with a wrong password', async () => {
    await expect(run('ffprobe', ['-v', 'error', url.replace('//', '//roundsman:wrong@')])).rejects.toHaveProperty(
      'stderr',
      expect.stringContaining('401'),
    );
  });
});

describe('a camera answers', () => {
  test('OPTIONS without credentials, 401 with SHA-256 and MD5 to the rest', () =>
    withClient(async (client) => {
      expect(await client.ask('OPTIONS', '*')).toContain('Public: OPTIONS, DESCRIBE');
      const refused = await client.ask('DESCRIBE');
      expect(refused).toContain('RTSP/1.0 401 Unauthorized');
      expect(refused.indexOf('algorithm=SHA-256')).toBeGreaterThan(0);
      expect(refused.indexOf('algorithm=MD5')).toBeGreaterThan(refused.indexOf('algorithm=SHA-256'));
    }));

  test.each(['MD5', 'SHA-256'])('DESCRIBE with %s', (algorithm) =>
    withClient(async (client) =>
      expect(await client.authorised('DESCRIBE', {}, algorithm)).toContain('a=rtpmap:96 H264/90000'),
    ),
  );

  test.each([
    ['another path', 'DESCRIBE', {}, '/elsewhere', 404],
    ['a transport that it does not have', 'SETUP', { Transport: 'RTP/AVP;multicast' }, '', 461],
    ['PLAY without a session', 'PLAY', {}, '', 454],
    ['another method', 'ANNOUNCE', {}, '', 501],
  ] as const)('to %s', (_, method, headers, suffix, status) =>
    withClient(async (client) => {
      const uri = suffix === '' ? url : url.replace('/stream/sub', suffix);
      expect(await client.authorised(method, headers, 'MD5', uri)).toContain(`RTSP/1.0 ${status} `);
    }),
  );

  test.each([
    ['what is no RTSP', 'rubbish\r\n\r\n'],
    ['a head without an end', 'x'.repeat(10_000)],
    ['a body that is too long', 'OPTIONS * RTSP/1.0\r\nContent-Length: 99999\r\n\r\n'],
  ])('%s with 400, and hangs up', (_, rubbish) =>
    withClient(async (client) => {
      client.socket.write(rubbish);
      await once(client.socket, 'close');
      expect(client.received.toString()).toContain('RTSP/1.0 400');
    }),
  );
});

describe('a playing camera', () => {
  test('sends consecutive packets on the channel that was asked for, key frames each second, and reports', () =>
    withClient(async (client) => {
      await client.playing();
      await client.until(() => client.received.length > 150_000);
      const packets = packetsIn(client.received);
      const rtp = packets.filter(({ channel }) => channel === 4).map(({ data }) => data);
      const sequences = rtp.map((data) => data.readUInt16BE(2));
      sequences.slice(1).forEach((sequence, i) => expect(sequence).toBe(((sequences[i] ?? 0) + 1) & 0xffff));
      expect(new Set(rtp.map((data) => data.readUInt32BE(8))).size).toBe(1);
      const starts = rtp.filter((data) => (data[12] ?? 0) % 32 === 28 && (data[13] ?? 0) & 0x80);
      const keyFrames = starts.filter((data) => (data[13] ?? 0) % 32 === 5);
      expect(keyFrames.length).toBeGreaterThanOrEqual(2);
      const [first, second] = keyFrames.map((data) => data.readUInt32BE(4));
      expect(((second ?? 0) - (first ?? 0)) >>> 0).toBe(90_000);
      expect(packets.find(({ channel }) => channel === 5)?.data[1]).toBe(200);
    }));

  test('changes over to another picture while it plays: from a key frame, in the same count of packets and time', () =>
    withClient(async (client) => {
      const black = { ...recipeOf(element, district), look: 'black' } as const;
      await library.load(black);
      await client.playing();
      await client.until(() => client.received.length > 60_000);
      const before = client.received.length;
      district.inject('black_picture', element.id);
      await client.until(() => client.received.length > before + 60_000);
      const rtp = packetsIn(client.received).filter(({ channel }) => channel === 4);
      const numbers = rtp.map(({ data }) => data.readUInt16BE(2));
      numbers.slice(1).forEach((number, i) => expect(number).toBe(((numbers[i] ?? 0) + 1) & 0xffff));
      const times = [...new Set(rtp.map(({ data }) => data.readUInt32BE(4)))];
      times.slice(1).forEach((time, i) => expect((time - (times[i] ?? 0)) >>> 0).toBe(6000));
      const payloads = new Set(
        (await library.load(black)).moments.flatMap((frame) =>
          frame ? [frame.bytes.subarray(16, 60).toString('hex')] : [],
        ),
      );
      const isBlack = rtp.map(({ data }) => payloads.has(data.subarray(12, 56).toString('hex')));
      expect(isBlack[0]).toBe(false);
      expect(isBlack.includes(true)).toBe(true);
    }));

  test('goes silent when its stream stalls, though it still answers', () =>
    withClient(async (client) => {
      district.inject('stream_stall', 'camera-001-1');
      await client.playing();
      expect(await client.ask('OPTIONS')).toContain('200 OK');
      await new Promise((wake) => setTimeout(wake, 200));
      expect(packetsIn(client.received)).toEqual([]);
    }));

  test('goes silent altogether when it hangs, and new clients get a connection and no answer', () =>
    withClient(async (client) => {
      await client.playing();
      district.inject('camera_hang', 'camera-001-1');
      client.received = Buffer.alloc(0);
      const late = new Client();
      await once(late.socket, 'connect');
      late.send('OPTIONS');
      client.send('OPTIONS');
      await new Promise((wake) => setTimeout(wake, 200));
      expect(client.received.length + late.received.length).toBe(0);
      late.socket.destroy();
    }));

  test('refuses its old password once that was changed', () =>
    withClient(async (client) => {
      expect(await client.authorised('DESCRIBE')).toContain('200 OK');
      district.inject('camera_credentials_changed', 'camera-001-1');
      expect(await client.authorised('DESCRIBE')).toContain('401 Unauthorized');
    }));
});

describe('a camera on command', () => {
  const behave = (how: Record<string, unknown>): void => book.set('camera-001-1', manners.parse(how));

  test.each(['DESCRIBE', 'SETUP', 'PLAY'])('falls silent at %s, and goes on to take what comes', (phase) =>
    withClient(async (client) => {
      behave({ hangAt: phase });
      expect(await client.ask('OPTIONS')).toContain('200 OK');
      client.received = Buffer.alloc(0);
      client.send(phase);
      client.send('OPTIONS');
      await client.until(() => client.received.includes('\r\n\r\n'));
      expect(client.received.toString()).toMatch(/^RTSP\/1.0 200 OK\r\nCSeq: 3/);
    }),
  );

  test('hangs up at DESCRIBE', () =>
    withClient(async (client) => {
      behave({ closeAt: 'DESCRIBE' });
      client.send('DESCRIBE');
      await once(client.socket, 'close');
      expect(client.received).toHaveLength(0);
    }));

  test('describes itself at ten megabytes', () =>
    withClient(async (client) => {
      behave({ descriptionOctets: 10_000_000 });
      expect(Number(/Content-Length: (\d+)/.exec(await client.authorised('DESCRIBE'))?.[1])).toBeGreaterThan(1e7);
    }));

  test('allows two sessions, counts them, and has room again when one ends', () =>
    withClient(async (first) => {
      behave({ maxSessions: 2 });
      const before = counts();
      await first.playing();
      await withClient(async (second) => {
        await second.playing();
        expect(counts()).toMatchObject({ sessions: 2, refusedSessions: before.refusedSessions });
        await withClient(async (third) => {
          const wish = { Transport: 'RTP/AVP/TCP;unicast;interleaved=4-5' };
          expect(await third.authorised('SETUP', wish)).toContain('RTSP/1.0 453 ');
        });
      });
      while (counts().sessions > 1) await new Promise((wake) => setTimeout(wake, 5));
      await withClient((again) => again.playing());
      expect(counts()).toMatchObject({ refusedSessions: before.refusedSessions + 1 });
      expect(counts().mostSessions).toBeLessThanOrEqual(2);
    }));

  test.each([
    ['loses packets', { lossRatio: 0.2 }, (gaps: number) => expect(gaps).toBeGreaterThan(0)],
    ['delivers out of order', { reorderRatio: 0.3 }, (gaps: number) => expect(gaps).toBeGreaterThan(0)],
    ['delivers late, yet in order', { jitterMs: 60 }, (gaps: number) => expect(gaps).toBe(0)],
  ])('%s', (_, how, judge) =>
    withClient(async (client) => {
      behave(how);
      await client.playing();
      await client.until(() => client.received.length > 60_000);
      const rtp = packetsIn(client.received).filter(({ channel }) => channel === 4);
      const numbers = rtp.map(({ data }) => data.readUInt16BE(2));
      judge(numbers.slice(1).filter((number, i) => number !== (((numbers[i] ?? 0) + 1) & 0xffff)).length);
    }),
  );

  test('reports its own clock, which drifts with the fault', () =>
    withClient(async (client) => {
      district.inject('clock_drift', 'camera-001-1');
      await client.playing();
      const report = (): Buffer | undefined => packetsIn(client.received).find(({ channel }) => channel === 5)?.data;
      await client.until(() => report() !== undefined);
      const ahead = (report()?.readUInt32BE(8) ?? 0) - 2_208_988_800 - Date.now() / 1000;
      expect(ahead).toBeGreaterThan(12);
      expect(ahead).toBeLessThan(17);
    }));
});
