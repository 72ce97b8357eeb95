import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { codedFrame } from '../src/decoding/codedFrame.fixture.ts';
import { selfSigned } from './certificate.ts';
import { cameraLogin, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { startPageServer, type PageServer } from './pageServer.ts';
import { promtoolFindings } from './promtool.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const { data: picture } = codedFrame('JPEG', 'testsrc=size=640x360:rate=25');

type Page = Parameters<typeof startPageServer>[0];

/** A camera whose picture is this page, at an exporter that judges pictures this often, or not at all. */
async function camera(page: Page, { login = false, everyMinutes = 0, https = false } = {}) {
  let asked = 0;
  const server: PageServer = await startPageServer(
    (request, response) => {
      asked++;
      page(request, response);
    },
    { login, tls: https ? selfSigned() : undefined },
  );
  closing.push(server.close);
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-snapshot-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const under: ExporterUnderTest = await startExporterUnderTest(
    [
      {
        ...{ id: 'camera-1', kind: 'camera', modules: ['snapshot'], address: '127.0.0.1', credentials: 'camera' },
        snapshot: { scheme: https ? 'https' : 'http', port: server.port, path: '/snapshot.jpg' },
      },
    ],
    { config: everyMinutes > 0 ? { pictures: { folder, everyMinutes } } : {} },
  );
  closing.push(under.close);
  return { server, under, asked: () => asked, probed: () => under.probe('camera-1', 'rtsp') };
}

const sends =
  (octets: Uint8Array | string): Page =>
  (_request: IncomingMessage, response: ServerResponse) =>
    void response.end(octets);
const failed = (reason: string): string => `probe_failure_info{reason="${reason}"} 1`;

test('a wrong password is tried once, and is told at every scrape', async () => {
  const { server, probed, under } = await camera((_request, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Digest realm="a", nonce="b"' }).end();
  });
  for (let probes = 0; probes < 3; probes++) expect(await probed()).toContain(failed('unauthorised'));
  expect(server.logins).toHaveLength(1);
  expect(under.logged()).not.toContain(cameraLogin.password);
});

test('the password never goes in clear over http', async () => {
  const { server, probed } = await camera((_request, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="a"' }).end();
  });
  expect(await probed()).toContain(failed('unauthorised'));
  expect(server.logins).toEqual([]);
});

/** A camera that knows no digest, and wants this password. */
const wantsInClear =
  (password: string): Page =>
  (request, response) => {
    const right = `Basic ${Buffer.from(`${cameraLogin.username}:${password}`).toString('base64')}`;
    if (request.headers.authorization === right) response.end(picture);
    else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="a"' }).end();
  };

test('over https a camera may want the password in clear, and its picture is judged', async () => {
  const { server, probed } = await camera(wantsInClear(cameraLogin.password), { https: true, everyMinutes: 0.05 });
  const text = await judged(probed);
  expect(samples(text).probe_success).toBe(1);
  expect(samples(text).picture_judged_timestamp_seconds).toBeGreaterThan(0);
  expect(server.logins.every((login) => login.startsWith('Basic '))).toBe(true);
});

test('a password that is wrong over https is tried once', async () => {
  const { server, probed, under } = await camera(wantsInClear('another'), { https: true });
  for (let probes = 0; probes < 3; probes++) expect(await probed()).toContain(failed('unauthorised'));
  expect(server.logins).toHaveLength(1);
  expect(under.logged()).not.toContain(Buffer.from(server.logins[0]?.slice(6) ?? '', 'base64').toString());
});

test('a camera that never answers is a timeout', async () => {
  const { under } = await camera(() => undefined);
  const text = await under.probe('camera-1', 'rtsp', { 'X-Prometheus-Scrape-Timeout-Seconds': '1.5' });
  expect(text).toContain(failed('timeout'));
});

test('a redirect to another host gets nothing, logged in or not', async () => {
  let strangers = 0;
  const trap = await startPageServer((_request, response) => {
    strangers++;
    response.end();
  });
  closing.push(trap.close);
  const { probed } = await camera(
    (_request, response) => void response.writeHead(302, { Location: `http://localhost:${trap.port}/` }).end(),
    { login: true },
  );
  expect(await probed()).toContain(failed('protocol'));
  expect(strangers).toBe(0);
});

test.each([
  ['ten megabytes', 'protocol', sends(Buffer.alloc(10_000_000, 0xff))],
  ['a page of text', 'no_media', sends('<html>please log in</html>')],
  ['nothing', 'no_media', sends('')],
  ['a page that is not there', 'no_media', ((_request, response) => void response.writeHead(404).end()) as Page],
  ['a picture that is forbidden', 'unauthorised', ((_request, response) => void response.writeHead(403).end()) as Page],
])('%s is told as %s', async (_what, reason, page) => {
  const { probed } = await camera(page);
  expect(await probed()).toContain(failed(reason));
});

/** The first scrape that shows a verdict, where a picture is due every three seconds. */
async function judged(probed: () => Promise<string>): Promise<string> {
  const until = performance.now() + 15_000;
  let text = await probed();
  while (!text.includes('picture_judged_timestamp_seconds') && performance.now() < until) text = await probed();
  return text;
}

test('a picture that breaks off is handed on, and the decoder finds its damage', async () => {
  const { probed } = await camera(sends(picture.subarray(0, 400)), { everyMinutes: 0.05 });
  const text = await judged(probed);
  expect(samples(text).probe_success).toBe(1);
  expect(samples(text)['picture_fault_score{fault="mosaic"}']).toBeGreaterThan(0);
});

test('a picture is fetched by digest and judged', async () => {
  const { server, probed } = await camera(sends(picture), { login: true, everyMinutes: 0.05 });
  const text = await judged(probed);
  expect(samples(text).probe_success).toBe(1);
  expect(samples(text).picture_judged_timestamp_seconds).toBeGreaterThan(0);
  expect(promtoolFindings(text)).toBe('');
  expect(server.logins.join()).not.toContain(cameraLogin.password);
});

test('between two pictures a camera is only asked whether it answers, and told at once when it does not', async () => {
  const { server, asked, probed } = await camera(sends(picture), { login: true, everyMinutes: 60 });
  for (let probes = 0; probes < 4; probes++) expect(samples(await probed()).probe_success).toBe(1);
  // Besides the first one, a picture may become due meanwhile: once an hour, at a moment of the camera's own.
  expect([1, 2]).toContain(server.logins.length);
  expect(asked()).toBe(server.logins.length);
  server.close();
  expect(await probed()).toContain(failed('refused'));
});

test('where no pictures are judged, every scrape fetches it', async () => {
  const { asked, probed } = await camera(sends(picture), { login: true });
  for (let probes = 0; probes < 2; probes++) expect(samples(await probed()).probe_success).toBe(1);
  expect(asked()).toBe(2);
});
