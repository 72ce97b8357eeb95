import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { selfSigned } from './certificate.ts';
import { samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { startFullPort } from './fullPort.ts';
import { promtoolFindings } from './promtool.ts';
import { startScriptedCamera } from './scriptedCamera.ts';

jest.setTimeout(60_000);

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stop) => stop()));
});

const deadlineSeconds = 0.6;

async function exporterFor(
  device: Record<string, unknown>,
  address = '127.0.0.1',
  probes: Record<string, unknown> = { reach: { deadlineSeconds } },
): Promise<ExporterUnderTest> {
  const under = await startExporterUnderTest(
    [{ id: 'device-1', kind: 'camera', modules: [], address, credentials: 'camera', ...device }],
    { config: { probes } },
  );
  open.push(() => under.close());
  return under;
}

async function probe(under: ExporterUnderTest): Promise<Record<string, number>> {
  const text = await under.probe('device-1', 'reach');
  expect(promtoolFindings(text)).toBe('');
  return samples(text);
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

const webServer = (answer: RequestListener): Promise<number> => listening(createServer(answer));

async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
  server.close();
  await once(server, 'close');
  return port;
}

describe('the ports of a device', () => {
  const tcpOf = async (ports: number[], address?: string) =>
    probe(await exporterFor({ modules: ['tcp'], tcp: { ports } }, address));

  test('where one refuses, name it and still time the other', async () => {
    const port = await listening(createTcpServer());
    const closed = await closedPort();
    const found = await tcpOf([port, closed]);
    expect(found).toMatchObject({
      probe_success: 0,
      'probe_failure_info{reason="refused"}': 1,
      'reach_success{module="tcp"}': 0,
      'reach_failure_info{module="tcp",reason="refused"}': 1,
      [`reach_tcp_open{port="${port}"}`]: 1,
      [`reach_tcp_open{port="${closed}"}`]: 0,
    });
    expect(found[`reach_tcp_connect_seconds{port="${port}"}`]).toBeLessThan(0.3);
    expect(found[`reach_tcp_connect_seconds{port="${closed}"}`]).toBeUndefined();
  });

  test('that keep silent are a timeout, within the deadline', async () => {
    const full = await startFullPort();
    open.push(() => full.stop());
    const found = await tcpOf([full.port]);
    expect(found['reach_failure_info{module="tcp",reason="timeout"}']).toBe(1);
    expect(found.probe_duration_seconds).toBeLessThan(deadlineSeconds + 0.3);
  });

  test('to which there is no way are unreachable', async () => {
    const found = await tcpOf([80], '255.255.255.255');
    expect(found['reach_failure_info{module="tcp",reason="unreachable"}']).toBe(1);
  });
});

describe('the web server of a device', () => {
  const httpOf = async (http: Record<string, unknown>) => probe(await exporterFor({ modules: ['http'], http }));
  const failures = (found: Record<string, number>) =>
    Object.keys(found).filter((name) => name.startsWith('reach_failure_info'));

  test('that is broken answers, and still fails', async () => {
    const found = await httpOf({ port: await webServer((_request, response) => response.writeHead(503).end('no')) });
    expect(found).toMatchObject({ probe_success: 0, reach_http_status: 503 });
    expect(failures(found)).toEqual(['reach_failure_info{module="http",reason="protocol"}']);
  });

  test.each<[string, string, (socket: Socket) => void]>([
    ['takes the connection and says nothing', 'timeout', () => undefined],
    ['closes without an answer', 'protocol', (socket) => socket.end()],
    ['does not speak HTTP', 'protocol', (socket) => socket.end('SSH-2.0-device\r\n\r\n')],
    ['sends headers without end', 'protocol', (socket) => endlessly(socket, 'HTTP/1.1 200 OK\r\n', 'X-A: aaaaaaa\r\n')],
    [
      'stops in the middle of the body',
      'timeout',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'),
    ],
    ['breaks off', 'protocol', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')],
    [
      'changes the protocol',
      'protocol',
      (socket) => socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    ],
  ])('that %s fails with %s', async (_what, reason, answer) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
    });
    const found = await httpOf({ port: await listening(server) });
    expect(failures(found)).toEqual([`reach_failure_info{module="http",reason="${reason}"}`]);
    expect(found.probe_duration_seconds).toBeLessThan(deadlineSeconds + 0.3);
  });

  test('is not read beyond the limit', async () => {
    const server = createTcpServer((socket) => endlessly(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'a'.repeat(1000)));
    const found = await httpOf({ port: await listening(server) });
    expect(found).toMatchObject({ probe_success: 1, reach_http_body_bytes: 65_536 });
  });

  test('is asked for its path, and its redirects are not followed', async () => {
    const asked: (string | undefined)[] = [];
    const port = await webServer((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { Location: `http://127.0.0.2:1/` }).end();
    });
    const found = await httpOf({ port, path: '/status?all=1' });
    expect(found).toMatchObject({ probe_success: 1, 'reach_success{module="http"}': 1, reach_http_status: 302 });
    expect(asked).toEqual(['/status?all=1']);
  });

  test('over TLS says when its certificate expires, though nobody trusts it', async () => {
    const server = createTlsServer(selfSigned());
    server.on('request', (_request, response) => response.writeHead(401).end());
    const found = await httpOf({ scheme: 'https', port: await listening(server) });
    expect(found).toMatchObject({ probe_success: 1, reach_http_status: 401 });
    const days = ((found.reach_http_certificate_expiry_timestamp_seconds ?? 0) - Date.now() / 1000) / 86_400;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
  });
});

describe('the pings of a device', () => {
  const settings = { packets: 2, timeoutSeconds: 0.2 };
  const pinged = (ping: Record<string, unknown>, device: Record<string, unknown> = { modules: ['ping'] }) =>
    exporterFor(device, '127.0.0.1:80', { reach: { deadlineSeconds: 3 }, ping });

  test('show loss and round trips', async () => {
    const found = await probe(await pinged(settings));
    expect(found).toMatchObject({ probe_success: 1, reach_ping_packets: 2, reach_ping_loss_ratio: 0 });
    const { reach_ping_round_trip_min_seconds: min = 0, reach_ping_round_trip_max_seconds: max = 0 } = found;
    expect(min).toBeGreaterThan(0);
    expect(found.reach_ping_round_trip_mean_seconds).toBeGreaterThanOrEqual(min);
    expect(max).toBeLessThan(0.2);
  });

  test.each([
    ['127.0.0.1 : - 0.5', { probe_success: 1, reach_ping_loss_ratio: 0.5 }],
    ['127.0.0.1 : - -', { probe_success: 0, 'reach_failure_info{module="ping",reason="timeout"}': 1 }],
    [
      'ICMP Host Unreachable from 10.0.0.1 for ICMP Echo sent to 127.0.0.1\n127.0.0.1 : - -',
      { probe_success: 0, reach_ping_loss_ratio: 1, 'reach_failure_info{module="ping",reason="unreachable"}': 1 },
    ],
  ])('of which fping says %j are judged by it', async (said, expected) => {
    const program = scriptFile(`cat >/dev/null; printf '${said}\n' >&2; exit 1`);
    expect(await probe(await pinged({ ...settings, command: program }))).toMatchObject(expected);
  });

  test('without fping fail the scrape and judge no device', async () => {
    const under = await pinged({ ...settings, command: '/nowhere/fping' });
    const { status, body } = await under.get('/probe?target=device-1&module=reach');
    expect(status).toBe(503);
    expect(body).toBe(
      'the exporter cannot ask: fping cannot be run (spawn /nowhere/fping ENOENT) and says nothing of 127.0.0.1\n',
    );
  });
});

test('what is asked of one device comes in one scrape, each way with its own success', async () => {
  const camera = await startScriptedCamera();
  open.push(() => camera.stop());
  const device = { modules: ['tcp', 'http', 'reach'], tcp: { ports: [camera.port] } };
  const under = await exporterFor({ ...device, http: { port: await closedPort() } }, `127.0.0.1:${camera.port}`);
  expect(await probe(under)).toMatchObject({
    probe_success: 0,
    'reach_success{module="tcp"}': 1,
    'reach_success{module="http"}': 0,
    'reach_success{module="reach"}': 1,
    rtsp_response_status: 200,
  });
});

function scriptFile(script: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-script-'));
  open.push(async () => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'program');
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return file;
}

function endlessly(socket: Socket, start: string, more: string): void {
  socket.write(start);
  const send = (): void => {
    while (!socket.destroyed && socket.write(more.repeat(20)));
  };
  socket.on('drain', send).on('error', () => undefined);
  send();
}
