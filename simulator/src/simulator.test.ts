import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cityParts } from './city/city.ts';
import { credentialsFile, inventoryFiles } from './city/yamlFiles.ts';
import { controlClient } from './control/client.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';

const run = promisify(execFile);
// Processes start slowly on a machine that is busy with other tests.
jest.setTimeout(30_000);

let folder: string;
let options: SimulatorOptions;
let simulator: Simulator;

/** A port that was free a moment ago: the devices' ports are written in their inventory. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

async function writeCity(into: string): Promise<void> {
  const ports = { snmp: await freePort(), rtsp: await freePort() };
  await mkdir(path.join(into, 'inventory'), { recursive: true });
  for (const [name, text] of inventoryFiles(cityParts({ sites: 3, ports }), 'test'))
    await writeFile(path.join(into, 'inventory', name), text);
  await writeFile(path.join(into, 'credentials.yaml'), credentialsFile('test'));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  await writeCity(folder);
  options = {
    inventory: [path.join(folder, 'inventory')],
    credentials: path.join(folder, 'credentials.yaml'),
    controlPort: 0,
    dataDir: path.join(folder, 'clips'),
    batterySeconds: 900,
    report: (error) => {
      throw error;
    },
  };
  simulator = await startSimulator(options);
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  const client = controlClient(simulator.url);
  for (const { id } of await client.active()) await client.clear(id);
});

const post = (body: string): Promise<Response> =>
  fetch(new URL('/faults', simulator.url), { method: 'POST', body, headers: { 'content-type': 'application/json' } });

describe('the control interface refuses', () => {
  test.each([
    ['what is no JSON', '{', 400, 'JSON'],
    ['an empty body', '{}', 400, 'kind: '],
    ['an unknown fault', '{"kind":"fire","target":"onu-001"}', 400, 'feeder_power_cut'],
    ['an unknown key', '{"kind":"fibre_cut","target":"onu-001","when":1}', 400, 'Unrecognized key: "when"'],
    ['an unknown element', '{"kind":"fibre_cut","target":"onu-999"}', 404, 'no element "onu-999"'],
    ['an element of the wrong kind', '{"kind":"fibre_cut","target":"ups-001"}', 400, '"ups-001" is a ups'],
    ['too long a body', JSON.stringify({ kind: 'x'.repeat(5000) }), 413, 'too large'],
  ])('%s', async (_, body, status, message) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringContaining(message) });
  });

  test('the same fault twice', async () => {
    const body = '{"kind":"camera_hang","target":"camera-001-1"}';
    expect((await post(body)).status).toBe(201);
    expect((await post(body)).status).toBe(409);
  });

  test('to clear what is not active, and paths that it does not have', async () => {
    const unknown = await fetch(new URL('/faults/fault-99', simulator.url), { method: 'DELETE' });
    expect(unknown.status).toBe(404);
    expect((await fetch(new URL('/elsewhere', simulator.url))).status).toBe(404);
  });
});

test('a fault is injected with its onset, shown on the devices, and cleared', async () => {
  const client = controlClient(simulator.url);
  const before = Date.now();
  const fault = await client.inject('breaker_trip', 'breaker-002');
  expect(Date.parse(fault.onset)).toBeGreaterThanOrEqual(before);
  expect(await client.active()).toEqual([fault]);
  const devices = (await (await fetch(new URL('/devices', simulator.url))).json()) as { id: string }[];
  expect(devices).toHaveLength(simulator.devices);
  expect(devices.find(({ id }) => id === 'ups-002')).toMatchObject({
    reachable: true,
    ups: { mains: false, bypassVolts: 228 },
  });
  await client.clear(fault.id);
  expect(await client.active()).toEqual([]);
});

test('a fault of what devices keep a record of is injected with a beginning before now, and nothing else', async () => {
  const client = controlClient(simulator.url);
  const since = new Date(Date.now() - 7_200_000).toISOString();
  const fault = await client.inject('capture_drop', 'camera-001-1', since);
  expect(fault.onset).toBe(since);
  await client.clear(fault.id);
  await expect(client.inject('capture_drop', 'camera-001-1', 'yesterday')).rejects.toThrow('since: ');
  await expect(client.inject('breaker_trip', 'breaker-002', since)).rejects.toThrow('since: no record shows');
});

describe('the simulator does not start', () => {
  test('twice on the same addresses, and says which device found its own taken', async () => {
    await expect(startSimulator(options)).rejects.toThrow(
      /^[a-z]+-001\S* \(127\.\S+\): the address and port are in use/,
    );
  });

  test.each([
    [
      'without the credentials of a device',
      'camera-default:\n  type: rtsp\n  username: a\n  password: b\n',
      'snmp-default',
    ],
    ['with credentials of an unknown type', 'snmp-default: { type: telnet }', 'snmp-default'],
    ['with a credentials file that is no YAML', 'a: [secret-word', 'not valid YAML'],
  ])('%s', async (_, text, message) => {
    const file = path.join(folder, 'bad.yaml');
    await writeFile(file, text);
    const failure: unknown = await startSimulator({ ...options, credentials: file }).catch((error: unknown) => error);
    expect(failure).toHaveProperty('message', expect.stringContaining(message));
    expect(failure).not.toHaveProperty('message', expect.stringContaining('secret-word'));
  });
});

describe('npm run fault', () => {
  const cli = (...args: string[]) =>
    run(process.execPath, [path.join(import.meta.dirname, 'faultCli.ts'), '--url', simulator.url, ...args]);

  test('lists, injects and clears', async () => {
    expect((await cli('inject', 'switch_hang', 'switch-001')).stdout).toMatch(
      /^fault-\d+: switch_hang switch-001 since /,
    );
    const { stdout } = await cli('list');
    expect(stdout).toContain('fibre_cut');
    expect(stdout).toMatch(/active:\nfault-\d+ +switch_hang switch-001/);
    expect((await cli('clear', 'all')).stdout).toMatch(/^cleared fault-\d+\n$/);
  });

  test('makes an agent behave badly and well again', async () => {
    expect((await cli('manners', 'switch-001', 'delayMs=300', 'lossRatio=0.05')).stdout).toMatch(
      /^switch-001: .*"delayMs":300,"lossRatio":0.05/,
    );
    expect((await cli('list')).stdout).toContain('switch-001: {"delayMs":300');
    expect((await cli('mend', 'switch-001')).stdout).toBe('switch-001 behaves well\n');
  });

  test.each([
    [['manners', 'switch-001', 'lossRatio=5'], 'lossRatio: '],
    [['manners', 'switch-001', 'delayMs=soon'], '"delayMs=soon": expected KEY=VALUE'],
    [['manners', 'feeder-001', 'delayMs=1'], 'no device "feeder-001"'],
    [['mend', 'switch-001'], '"switch-001" behaves well'],
    [['inject', 'switch_hang', 'camera-001-1'], 'switch_hang hits switch; "camera-001-1" is a camera'],
    [
      ['inject', 'capture_drop', 'camera-001-1', '--since', '2126-01-01T00:00:00Z'],
      'since: expected a time of the last',
    ],
    [['clear', 'fault-99'], 'no active fault "fault-99"'],
    [['mend'], 'npm run fault -- list'],
    [['list', '--url', 'http://127.0.0.1:9'], 'no simulator answers at http://127.0.0.1:9'],
  ])('%j says what is wrong', async (args, message) => {
    const failure: unknown = await cli(...args).catch((error: unknown) => error);
    expect(failure).toHaveProperty('code', 1);
    expect(failure).toHaveProperty('stderr', expect.stringContaining(message));
  });
});

test('the process says when it is ready and ends cleanly on SIGTERM, sessions or not', async () => {
  const own = path.join(folder, 'own');
  await writeCity(own);
  const child = spawn(process.execPath, [
    ...[path.join(import.meta.dirname, 'main.ts'), '--inventory', path.join(own, 'inventory')],
    ...['--credentials', path.join(own, 'credentials.yaml'), '--control-port', '0', '--data-dir', options.dataDir],
  ]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  expect(JSON.parse(line.toString())).toMatchObject({ msg: 'simulator ready', devices: simulator.devices });
  const { url } = JSON.parse(line.toString()) as { url: string };
  expect((await fetch(new URL('/healthz', url))).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
