import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSnmpYml } from '../snmpYml/snmpYml.ts';
import { deviceModules } from './registry.ts';
import { snmpYml } from './snmpYml.ts';

describe('snmp.yml of the device modules', () => {
  test('is as the definitions write it; node exporter/src/modules/writeCli.ts writes it anew', () => {
    const file = path.join(import.meta.dirname, '../../../provisioning/snmp/snmp.yml');
    expect(readFileSync(file, 'utf8')).toBe(snmpYml(deviceModules, 'split'));
  });

  test.each(['split', 'flat'] as const)('is understood in its %s shape', (shape) => {
    const { modules } = parseSnmpYml('snmp.yml', snmpYml(deviceModules, shape), undefined);
    expect([...modules.keys()]).toEqual(deviceModules.map(({ name }) => name));
  });

  test("is understood by Debian's snmp_exporter in its flat shape", () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-snmp-yml-'));
    const file = path.join(folder, 'snmp.yml');
    writeFileSync(file, snmpYml(deviceModules, 'flat'));
    const { status, stderr } = spawnSync('prometheus-snmp-exporter', [`--config.file=${file}`, '--dry-run'], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  });
});
