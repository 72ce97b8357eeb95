import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ProbeModule } from '@roundsman/contract/vocabulary.ts';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { until } from './src/until.ts';

jest.setTimeout(60_000);

let district: ReadDistrict;
const injected: string[] = [];

/** Enough sites for a second OLT, which runs EPON. Batteries are soon empty. */
beforeAll(async () => {
  district = await startReadDistrict({ sites: 36, batterySeconds: 4 });
}, 120_000);
afterAll(() => district?.stop());
afterEach(async () => {
  for (const id of injected.splice(0)) await district.simulator.clear(id);
});

/** A metric that only this module makes of what the simulated agents say. */
const evidence: Partial<Record<ProbeModule, string>> = {
  snmp_if: 'network_port_oper_up',
  snmp_ethernet: 'network_port_full_duplex',
  snmp_poe: 'poe_port_state',
  snmp_entity: 'device_temperature_celsius',
  snmp_ups: 'ups_battery_charge_ratio',
  snmp_cabinet: 'cabinet_temperature_celsius',
  snmp_pdu_apc: 'power_outlet_on',
  snmp_olt_huawei: 'onu_registered',
  snmp_sonet: 'sdh_defect',
  snmp_host: 'device_clock_timestamp_seconds',
  snmp_hikvision: 'device_disk_state',
};

test('every device of a simulated city answers, and each of its modules gives series', async () => {
  const devices = district.inventory.elements.filter(({ modules }) => modules.some((each) => each.startsWith('snmp_')));
  const seen = new Set<string>();
  for (const { id, modules } of devices) {
    const lines = await district.probe(id, 'snmp');
    expect([id, lines.find((line) => line.startsWith('probe_success'))]).toEqual([id, 'probe_success 1']);
    const metrics = new Set(lines.map((line) => line.split(/[{ ]/, 1)[0]));
    for (const module of modules) {
      const metric = evidence[module];
      if (metric === undefined) continue;
      expect([id, module, metrics.has(metric)]).toEqual([id, module, true]);
      seen.add(module);
    }
  }
  expect([...seen].sort()).toEqual(Object.keys(evidence).sort());
  // An EPON is known from its logical links.
  expect((await district.probe('olt-002', 'snmp')).join('\n')).toMatch(
    /^optical_signal_detected{port="epon0\/1\/1:0"/m,
  );
});

describe('a fault is read as what it is:', () => {
  test.each([
    ['breaker_trip', 'breaker-001', 'ups-001', 'power_element_energised{element_id="breaker-001"} 0'],
    ['breaker_trip', 'breaker-001', 'ups-001', 'power_element_energised{element_id="meter-001"} 1'],
    ['door_open', 'supply-001', 'ups-001', 'cabinet_door_open{sensor="door"} 1'],
    ['cabinet_flood', 'supply-001', 'ups-001', 'cabinet_water_detected{sensor="floor"} 1'],
    [
      'poe_short',
      'camera-001-1',
      'switch-001',
      'poe_port_state{port="GE0/0/1",element_id="camera-001-1",state="fault"} 1',
    ],
    [
      'onu_failure',
      'onu-001',
      'olt-001',
      'onu_last_down_cause{port="gpon0/1/1:0",element_id="onu-001",cause="loss_of_signal"} 1',
    ],
    [
      'breaker_trip',
      'breaker-004',
      'olt-001',
      'onu_last_down_cause{port="gpon0/1/1:1",element_id="onu-004",cause="dying_gasp"} 1',
    ],
    [
      'breaker_trip',
      'breaker-032',
      'olt-002',
      'onu_last_down_cause{port="epon0/1/1:0",element_id="onu-032",cause="dying_gasp"} 1',
    ],
    [
      'sdh_section_loss',
      'sdh-001',
      'sdh-001',
      'sdh_defect{port="STM-1/1",element_id="",layer="section",defect="los"} 1',
    ],
  ])('%s at %s, by %s', async (kind, target, device, line) => {
    injected.push((await district.simulator.inject(kind, target)).id);
    const lines = await until(
      line,
      async () => {
        const now = await district.probe(device, 'snmp');
        return now.includes(line) && now;
      },
      { seconds: 15 },
    );
    expect(lines).toContain(line);
  });
});
