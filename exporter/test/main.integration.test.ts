import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { startChild } from './childServer.ts';
import { inventoryText } from './inventoryFixture.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const main = path.join(import.meta.dirname, '../src/main.ts');
let folder: string;
const file = (name: string): string => path.join(folder, name);
const write = (name: string, text: string): void => writeFileSync(file(name), text, { mode: 0o600 });

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-main-'));
  const device = { id: 'switch-1', kind: 'switch', modules: ['snmp_if'], address: '127.0.0.1', credentials: 'agent' };
  write('inventory.yml', inventoryText([device]));
  write('credentials.yml', 'agent: { type: snmp_v2c, community: hidden-word }\n');
  write('empty-token', '\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = { listen: { port: 0 }, inventory: ['inventory.yml'], credentialsFile: 'credentials.yml' };

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', timeout: 20_000 });
}
function runWith(config: unknown, ...args: string[]): ReturnType<typeof run> {
  write('exporter.yml', typeof config === 'string' ? config : stringify(config));
  return run('--config', file('exporter.yml'), ...args);
}

describe('the program', () => {
  test('lists all faults of a broken configuration, each with its line, and ends with 1', () => {
    const { status, stderr } = runWith(
      ['listen:', '  port: 99999', '  colour: red', 'inventory: []', 'allowedNetworks: [10.0.0.0/8, home]'].join('\n'),
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/exporter\.yml:2: listen\.port: /);
    expect(stderr).toMatch(/exporter\.yml:3: listen: unknown key "colour"/);
    expect(stderr).toMatch(/exporter\.yml:4: inventory: /);
    expect(stderr).toMatch(/exporter\.yml:5: allowedNetworks\.1: expected a network such as 10\.0\.0\.0\/8/);
    expect(stderr).toMatch(/credentialsFile: /);
  });

  test.each([
    ['no YAML', 'listen: [', /not valid YAML/],
    ['no file', { ...good, credentialsFile: 'absent.yml' }, /absent\.yml: cannot be read/],
    ['an empty token', { ...good, metricsTokenFile: 'empty-token' }, /empty-token: the file is empty/],
  ])('ends with 1 for %s', (_what, config, message) => {
    const { status, stderr } = runWith(config, '--check-config');
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('never repeats a secret of a broken credentials file', () => {
    write(
      'broken.yml',
      'agent: { type: snmp_v2c, community: [hidden-word] }\ncamera: { type: rtsp, username: u, passwort: hidden-word }\n',
    );
    const { status, stderr } = runWith({ ...good, credentialsFile: 'broken.yml' }, '--check-config');
    expect(status).toBe(1);
    expect(stderr).toMatch(/broken\.yml:1: agent\.community: /);
    expect(stderr).toMatch(/broken\.yml:2: camera\.password: /);
    expect(stderr).not.toContain('hidden-word');
  });

  test('names credentials that the inventory asks for and the file does not have', () => {
    write('other.yml', 'switches: { type: snmp_v2c, community: hidden-word }\n');
    const { status, stderr } = runWith({ ...good, credentialsFile: 'other.yml' }, '--check-config');
    expect(status).toBe(1);
    expect(stderr).toContain('the inventory names "agent", which is not there');
  });

  test('ends with 1 and names the port when it is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = runWith({ ...good, listen: { port } });
    other.close();
    expect(status).toBe(1);
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is in use by another program`);
  });

  test('explains its use without a configuration or with an unknown option', () => {
    for (const args of [[], ['--colour']]) {
      const { status, stderr } = run(...args);
      expect(status).toBe(1);
      expect(stderr).toContain('Use: node exporter/src/main.ts --config FILE');
    }
  });

  test('finds nothing wrong with the example configuration', () => {
    mkdirSync(file('exporter'));
    mkdirSync(file('provisioning/inventory'), { recursive: true });
    cpSync(path.join(import.meta.dirname, '../exporter.example.yml'), file('exporter/exporter.yml'));
    cpSync(file('inventory.yml'), file('provisioning/inventory/all.yml'));
    cpSync(file('credentials.yml'), file('exporter/credentials.yml'));
    expect(run('--config', file('exporter/exporter.yml'), '--check-config')).toMatchObject({
      status: 0,
      stdout: 'good\n',
    });
  });

  test('says in one line that it listens, and stops cleanly when asked', async () => {
    write('exporter.yml', stringify(good));
    const child = startChild(process.execPath, [main, '--config', file('exporter.yml')]);
    const [, port] = await child.line(/"port":(\d+),"devices":1,"msg":"listening"/);
    expect((await fetch(`http://127.0.0.1:${port ?? ''}/healthz`)).status).toBe(200);
    await child.stop();
    expect(child.process.exitCode).toBe(0);
  });
});
