import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { inventoryText } from './inventoryFixture.ts';
import { startSnmpd, type Snmpd } from './snmpd.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const community = 'hidden-word';
let folder: string;
let snmpd: Snmpd;

beforeAll(async () => {
  snmpd = await startSnmpd(community, []);
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-cli-'));
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  const device = { kind: 'switch', modules: ['snmp_if'], credentials: 'agent' };
  write(
    'inventory.yml',
    inventoryText([
      { ...device, id: 'switch-1', address: `127.0.0.1:${snmpd.port}` },
      // Nobody listens there.
      { ...device, id: 'switch-2', address: '127.0.0.1:1' },
    ]),
  );
  write('credentials.yml', stringify({ agent: { type: 'snmp_v2c', community } }));
  write('exporter.yml', stringify({ inventory: ['inventory.yml'], credentialsFile: 'credentials.yml' }));
});
afterAll(async () => {
  await snmpd?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, '../src/snmpCli.ts'), '--config', path.join(folder, 'exporter.yml'), ...args],
    { encoding: 'utf8', timeout: 30_000 },
  );

test('a device is asked once, and every request, object, value and sample is printed', () => {
  const { status, stdout } = run('switch-1');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^switch-1, snmp: success in [\d.]+ ms$/m);
  expect(stdout).toMatch(
    /ms {2}GETBULK \d+ objects x \d+ from 127\.0\.0\.1:\d+: \d+ values, \d+ octets, 1 sent, [\d.]+ ms$/m,
  );
  expect(stdout).toMatch(
    /snmp_if: IF-MIB::ifOperStatus \(1\.3\.6\.1\.2\.1\.2\.2\.1\.8\): \d+ objects, \d+ requests of [\d.]+ ms → network_port_oper_up$/m,
  );
  expect(stdout).toMatch(/ {4}\.1 = "lo"$/m);
  expect(stdout).toMatch(/^network_port_oper_up\{port="lo",element_id=""\} 1$/m);
  expect(stdout).not.toContain(community);
});

test('a device that does not answer ends it with 1 and the reason', () => {
  const { status, stdout } = run('switch-2');
  expect(status).toBe(1);
  expect(stdout).toMatch(/failed, refused: /);
  expect(stdout).toContain('probe_success 0');
});

test.each([
  ['a device that nobody knows', ['switch-9'], /the inventory has no probed device "switch-9"/],
  ['a group that there is none', ['switch-1', '--module', 'tea'], /--module: expected one of snmp, /],
  ['no device', [], /Use: npm run snmp -- DEVICE/],
  ['an unknown option', ['switch-1', '--colour'], /Use: npm run snmp -- DEVICE/],
])('%s ends it with 1 and what to do', (_what, args, message) => {
  const { status, stdout, stderr } = run(...args);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});
