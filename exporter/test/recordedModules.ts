import { readFileSync } from 'node:fs';
import path from 'node:path';
import { groupOfModule, type SnmpModule } from '@roundsman/contract/vocabulary.ts';
import { deviceModules } from '../src/modules/registry.ts';
import { community, startExporterUnderTest } from './exporterUnderTest.ts';
import type { FixtureDevice } from './inventoryFixture.ts';
import { startRecordedAgent } from './recordedAgent.ts';

const folder = path.join(import.meta.dirname, 'recordings');
export const recordingOf = (module: SnmpModule): string => path.join(folder, `${module}.snmpwalk`);
export const goldenOf = (module: SnmpModule): string => path.join(folder, `${module}.prom`);

/** What of a device the inventory says beside its module, where the module makes something of it. */
const devices: Readonly<Partial<Record<SnmpModule, Partial<FixtureDevice>>>> = {
  snmp_ups: {
    kind: 'ups',
    senses: [
      { input: 'main', element: 'breaker-1' },
      { input: 'bypass', element: 'transformer-1' },
    ],
  },
  snmp_cabinet: {
    kind: 'cabinet_supply',
    sensors: [
      { name: 'front door', measures: 'door' },
      { name: 'leak', measures: 'water', alarmWhen: 'closed' },
      { name: 'arrester', measures: 'surge' },
      { name: 'breaker relay', measures: 'mains', element: 'breaker-1' },
      { name: 'meter side', measures: 'mains', element: 'transformer-1' },
      { name: 'floor', measures: 'water', alarmWhen: 'true' },
      { name: 'inside', measures: 'temperature' },
      { name: 'damp', measures: 'humidity' },
    ],
  },
  snmp_apc_ups: { kind: 'ups', senses: [{ input: 'main', element: 'breaker-1' }] },
  snmp_pdu_apc: { kind: 'pdu' },
  snmp_pdu_raritan: { kind: 'pdu' },
  snmp_pdu_cyberpower: { kind: 'pdu' },
  snmp_epon: { kind: 'olt' },
  snmp_olt_huawei: { kind: 'olt' },
  snmp_olt_zte: { kind: 'olt' },
  snmp_olt_fiberhome: { kind: 'olt' },
  snmp_bridge: { mac: '00:1b:2c:00:00:01' },
  snmp_sonet: { kind: 'sdh_node' },
  snmp_hikvision: { kind: 'camera' },
  snmp_dahua: { kind: 'camera' },
  snmp_axis: { kind: 'camera' },
};

const deviceOf = (module: SnmpModule): string => module.replaceAll('_', '-');

/** What hangs on the recorded devices: an ONU on a port of the switch, one on the list of the Huawei OLT, and two cameras. */
const passive = (modules: readonly SnmpModule[]): Record<string, unknown>[] => [
  { id: 'breaker-1', kind: 'breaker', fedBy: ['transformer-1'] },
  ...(modules.includes('snmp_if') ? [onu('onu-1', { uplinks: [{ to: deviceOf('snmp_if'), port: 'GE0/0/2' }] })] : []),
  ...(modules.includes('snmp_bridge')
    ? [camera('camera-1', 'GE0/0/1', '00:1b:2c:00:01:01'), camera('camera-2', 'GE0/0/2', '00:1b:2c:00:01:02')]
    : []),
  ...(modules.includes('snmp_olt_huawei')
    ? [onu('onu-2', { onu: { olt: deviceOf('snmp_olt_huawei'), port: 'GPON 0/1/3', number: 6 } })]
    : []),
];
const camera = (id: string, port: string, mac: string): Record<string, unknown> => ({
  ...{ id, kind: 'camera', mac, fedBy: ['transformer-1'] },
  uplinks: [{ to: deviceOf('snmp_bridge'), port }],
});
const onu = (id: string, place: Record<string, unknown>): Record<string, unknown> => ({
  id,
  kind: 'onu',
  fedBy: ['transformer-1'],
  uplinks: [{ to: 'core-1' }],
  ...place,
});

/** The recordings of all modules, each served by an agent of its own, and an exporter that asks them. */
export async function startRecordedModules(modules: readonly SnmpModule[] = deviceModules.map(({ name }) => name)) {
  const agents = await Promise.all(
    modules.map(async (module) => startRecordedAgent(readFileSync(recordingOf(module), 'utf8'), community)),
  );
  const under = await startExporterUnderTest(
    modules.map((module, at) => ({
      id: deviceOf(module),
      kind: 'switch',
      modules: [module],
      address: `127.0.0.1:${agents[at]?.port ?? 0}`,
      credentials: 'agent',
      ...devices[module],
    })),
    { passive: passive(modules) },
  );
  return {
    modules,
    /** What `/probe` says of a recorded device, but for how long it took. */
    normalised: async (module: SnmpModule): Promise<string> => {
      const text = await under.probe(deviceOf(module), groupOfModule[module]);
      return text
        .split('\n')
        .filter((line) => !line.includes('probe_duration_seconds'))
        .join('\n');
    },
    stop: async () => {
      await under.close();
      for (const agent of agents) agent.stop();
    },
  };
}
