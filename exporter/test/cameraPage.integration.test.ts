import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PictureBook } from '../src/camera/pictureBook.ts';
import { codedFrame } from '../src/decoding/codedFrame.fixture.ts';
import { plainTarget } from '../src/targets.fixture.ts';
import { startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { promtoolFindings } from './promtool.ts';

/** A red wall left of a bright grey one, with windows. */
const street =
  'color=0xc0c0c0:size=640x360:rate=25,drawbox=w=320:color=0x903030:t=fill,drawgrid=w=80:h=72:t=4:color=0x404040,noise=alls=4';
const bearer = { authorization: 'Bearer s3cret-token' };
const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-pictures-'));
let under: ExporterUnderTest;
let newest: number;

/** What an exporter that ran before has left: three black pictures of one camera, one good one of another. */
async function earlier(): Promise<void> {
  let now = Date.now() - 20 * 60_000;
  const settings = { folder, everyMinutes: 5, keepDays: 30, maxMegabytes: 10, decoders: 1 };
  const unheard = { judged: () => undefined, dropped: () => undefined, decoderFailed: () => undefined };
  const fail = (error: unknown): never => {
    throw error;
  };
  const book = await PictureBook.open(settings, { ...unheard, unreadable: fail, failed: fail }, () => now);
  const camera = plainTarget({ id: 'camera-1', kind: 'camera', modules: ['rtsp'] });
  const black = codedFrame('H264', 'color=black:size=640x360:rate=25');
  for (let visit = 0; visit < 3; visit++) {
    now += 5 * 60_000;
    book.onKeyFrames(camera, [{ ...black, at: now, damaged: false }], 0);
    await book.settled();
  }
  newest = now;
  const watched = plainTarget({ id: 'camera-3', kind: 'camera', modules: ['rtsp'] });
  book.onKeyFrames(watched, [{ ...codedFrame('H264', street), at: now, damaged: false }], 0);
  await book.settled();
  await book.close();
}

beforeAll(async () => {
  await earlier();
  under = await startExporterUnderTest(
    [
      { id: 'camera-1', kind: 'camera', address: '127.0.0.1:1', modules: ['rtsp'], credentials: 'camera' },
      { id: 'camera-2', kind: 'camera', address: '127.0.0.1:1', modules: ['rtsp'], credentials: 'camera' },
      { id: 'camera-3', kind: 'camera', address: '127.0.0.1:1', modules: ['rtsp'], credentials: 'camera' },
      { id: 'switch-2', kind: 'switch', address: '127.0.0.1:1', modules: ['snmp_if'], credentials: 'agent' },
    ],
    { config: { pictures: { folder }, metricsTokenFile: 'token' } },
  );
});
afterAll(async () => {
  await under.close();
  rmSync(folder, { recursive: true });
});

async function look(...args: string[]): Promise<{ status: unknown; out: string; errors: string }> {
  const cli = path.join(import.meta.dirname, '../src/lookCli.ts');
  const child = spawn(process.execPath, [cli, '--config', path.join(under.folder, 'running.yml'), ...args]);
  const [out, errors, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status, out, errors };
}

describe('the page of a camera', () => {
  it.each([
    '/camera/camera-1',
    '/camera/camera-1/picture.jpg',
    '/camera/camera-1/evidence/black.jpg',
    '/camera/camera-3/reference/daylight.svg',
  ])('is for who sends the token only: %s', async (path) => {
    expect((await under.get(path)).status).toBe(401);
    expect((await under.get(path, { authorization: 'Bearer other' })).status).toBe(401);
    expect((await under.get(path, bearer)).status).toBe(200);
  });
  it.each([
    '/camera/camera-9',
    '/camera/switch-2',
    '/camera/camera-2/picture.jpg',
    '/camera/camera-1/evidence/snow.jpg',
    '/camera/camera-1/evidence/picture.jpg',
    '/camera/camera-1/evidence/..%2Frecord.jpg',
    '/camera/..%2Fcamera-1/picture.jpg',
    '/camera/camera-1/reference/daylight.svg',
    '/camera/camera-3/reference/infrared.svg',
    '/camera/camera-3/reference/constructor.svg',
    '/camera/switch-2/reference/daylight.svg',
  ])('is not there: %s', async (path) => {
    expect((await under.get(path, bearer)).status).toBe(404);
  });
  it('shows photos with the time at which they were taken', async () => {
    const { headers } = await under.get('/camera/camera-1/evidence/black.jpg', bearer);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('last-modified')).toBe(new Date(newest).toUTCString());
    expect(headers.get('cache-control')).toContain('private');
  });
  it('says in both languages what is wrong since before the restart', async () => {
    const { body } = await under.get('/camera/camera-1', bearer);
    expect(body).toContain('Black picture 画面全黑');
    expect(body).toContain('confirmed 已确认');
    expect(body).toContain('<polyline points=');
    expect(body).not.toMatch(/<script|127\.0\.0\.1|p@ss/);
    expect((await under.get('/camera/camera-2', bearer)).body).toContain('No picture was judged yet. 尚未判定画面。');
  });
  it('draws the view that was learnt, and says when, and that one visit is not enough to judge by', async () => {
    const { body } = await under.get('/camera/camera-3', bearer);
    expect(body).toContain('<img src="camera-3/reference/daylight.svg"');
    expect(body).toContain(`Last learnt 最近学习 <time>${new Date(newest).toISOString()}</time>`);
    expect(body).toContain('still learning, not judged by yet 学习中,尚未用于判定 (1/12)');
    const drawn = await under.get('/camera/camera-3/reference/daylight.svg', bearer);
    expect(drawn.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(drawn.headers.get('last-modified')).toBe(new Date(newest).toUTCString());
    expect(drawn.headers.get('content-security-policy')).toBe("default-src 'none'");
  });
  it('is linked from the list of devices', async () => {
    expect((await under.get('/', bearer)).body).toContain('<a href="camera/camera-1">camera-1</a>');
  });
  it('shows the verdict at the scrape of a camera that is dead', async () => {
    const exposition = await under.probe('camera-1', 'rtsp', bearer);
    expect(exposition).toContain('probe_success 0\n');
    expect(exposition).toContain('picture_fault{fault="black"} 1\n');
    expect(promtoolFindings(exposition)).toBe('');
    expect((await under.get('/metrics', bearer)).body).toContain('roundsman_exporter_picture_visits_dropped_total 0');
  });
  it('is told in a terminal, in one language or both, the worst first', async () => {
    const { port } = new URL(under.url);
    under.write(
      'running.yml',
      `listen: { port: ${port} }\ninventory: [inventory.yml]\ncredentialsFile: credentials.yml\nmetricsTokenFile: token\n`,
    );
    const chinese = await look('camera-1', '--language', 'zh');
    expect(chinese).toMatchObject({ status: 1, errors: '' });
    expect(chinese.out).toMatch(/^摄像机 camera-1/);
    expect(chinese.out).toMatch(/判定时间.*\n {2}已确认 {2}画面全黑 {2}\d/);
    expect((await look('camera-2')).out).toMatch(/No picture was judged yet[^]*尚未判定画面/);
    expect((await look('camera-3')).out).toMatch(/Learnt view, Daylight: Last learnt .*, Visits learnt from 1\n/);
    expect(await look('camera-9')).toMatchObject({ status: 1, out: '' });
  });
  it('learns the view anew for who asks from here, and not for a page of another site', async () => {
    const reset = (headers: Record<string, string>) =>
      fetch(`${under.url}/camera/camera-1/reference/reset`, { method: 'POST', headers, redirect: 'manual' });
    expect((await reset({})).status).toBe(401);
    expect((await reset({ ...bearer, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await under.get('/camera/camera-1', bearer)).body).toContain('confirmed 已确认');
    const done = await reset(bearer);
    expect(done.status).toBe(303);
    expect(new URL(done.headers.get('location') ?? '', done.url).pathname).toBe('/camera/camera-1');
    expect((await under.get('/camera/camera-1', bearer)).body).not.toContain('confirmed 已确认');
  });
});
