import { amissName, isAmiss, probeMetrics, type Metric } from '@roundsman/contract/catalogue.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';

/** A series with what it stands at so many seconds after the start; a number stays. */
export type Series = readonly [name: string, value: number | ((seconds: number) => number)];
/** A scrape job of the house, with how often it is scraped, and the series of all devices in it. */
export interface Job {
  name: 'snmp' | 'reach' | 'stream' | 'management' | 'topology';
  seconds: number;
  /** By device. */
  devices: Series[][];
}
export interface Fleet {
  devices: number;
  series: number;
  jobs: Job[];
}

const camerasPerSwitch = 5;
const onusPerOlt = 64;
const portsOfOnu = 3;
const channelsPerRecorder = 48;
const disksPerRecorder = 8;
/** Of all devices: six tenths cameras, and so on; what is left are the OLTs, servers and recorders. */
const shares = { camera: 0.64, switch: 0.128, onu: 0.128, ups: 0.085 };
/** One in so many is broken in its way. */
const broken = 200;

/**
 * What the cameras, switches, ONUs, UPSes, OLTs, recorders and servers of a city of this size expose, as far as any rule looks at it;
 * one in `broken` is broken in each way, all counters run, every other camera counts passages. SDH sections and notifications are not
 * among it.
 */
export function ruleFleet(devices: number): Fleet {
  const counts = Object.values(shares).map((share) => Math.round(share * devices));
  const [cameras = 0, switches = 0, onus = 0, upses = 0] = counts;
  const olts = Math.ceil(onus / onusPerOlt);
  const recorders = Math.ceil(cameras / channelsPerRecorder);
  const servers = devices - cameras - switches - onus - upses - olts - recorders;
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const jobs: Job[] = [
    {
      name: 'snmp',
      seconds: 15,
      devices: [
        ...many(switches, networkSwitch),
        ...many(onus, onu),
        ...many(upses, ups),
        ...many(olts, (at) => olt(at, onus)),
      ],
    },
    { name: 'reach', seconds: 15, devices: [...many(cameras, reach), ...many(servers, server)] },
    { name: 'stream', seconds: 30, devices: many(cameras, stream) },
    {
      name: 'management',
      seconds: 60,
      devices: [...many(cameras, management), ...many(recorders, (at) => recorder(at, cameras))],
    },
    { name: 'topology', seconds: 120, devices: many(switches, topology) },
  ];
  for (const { devices: all } of jobs) for (const each of all) each.push(...each.flatMap(amissOf));
  // In a city each of these is a target, for which Prometheus itself says whether it was up; here many share a page.
  for (const { name, devices: all } of jobs) for (const [at, each] of all.entries()) each.push(up(name, at));
  const series = jobs.reduce((sum, job) => sum + job.devices.reduce((total, each) => total + each.length, 0), 0);
  return { devices, series, jobs };
}

const up = (job: Job['name'], index: number): Series => labelled(`${job}-${index}`, 'device', job, index)('up', 1);

const catalogue: Readonly<Record<string, Metric>> = probeMetrics;

/** What the exporter tells again of a series while it is amiss. */
function amissOf([name, value]: Series): Series[] {
  const [metric = '', written = ''] = name.split(/(?=\{)/);
  const known = catalogue[metric];
  return known && typeof value === 'number' && isAmiss(known, value, written)
    ? [[`${amissName(metric)}${written}`, value]]
    : [];
}

const labelled = (device: string, kind: string, job: Job['name'], site: number) => {
  const common = `job="${job}",instance="${device}",device_id="${device}",device_kind="${kind}",site_id="site-${site}",district_id="district-${site % 9}"`;
  return (metric: string, value: Series[1], further = ''): Series => [
    `${metric}{${common}${further && `,${further}`}}`,
    value,
  ];
};
const running =
  (perSecond: number) =>
  (seconds: number): number =>
    Math.round(perSecond * seconds);
const fails = (index: number, offset: number): boolean => index % broken === offset;
const states = (all: readonly string[], current: string) =>
  all.map((state) => [state, state === current ? 1 : 0] as const);

function port(of: ReturnType<typeof labelled>, name: string, element: string, up: boolean): Series[] {
  const hung = `port="${name}",element_id="${element}"`;
  return [
    of('network_port_oper_up', up ? 1 : 0, hung),
    of('network_port_admin_up', 1, `port="${name}"`),
    of('network_port_speed_bytes_per_second', 12_500_000, hung),
    of('network_port_receive_bytes_total', running(500_000), hung),
    of('network_port_transmit_bytes_total', running(2_000), hung),
    of('network_port_receive_discards_total', 0, hung),
    of('network_port_transmit_discards_total', 0, hung),
    of('network_port_fcs_errors_total', running(0.001), hung),
    of('network_port_symbol_errors_total', 0, hung),
  ];
}
const poeStates = ['disabled', 'searching', 'delivering', 'fault', 'test', 'other_fault'];

function networkSwitch(index: number): Series[] {
  const of = labelled(`switch-${index}`, 'switch', 'snmp', index);
  const cameras = Array.from({ length: camerasPerSwitch }, (_, at) => index * camerasPerSwitch + at);
  return [
    of('probe_success', fails(index, 1) ? 0 : 1),
    of('device_uptime_seconds', (seconds) => 90_000 + seconds),
    of('poe_main_power_watts', 120, 'group="1"'),
    of('poe_main_consumption_watts', 48, 'group="1"'),
    ...port(of, 'GE0/0/10', '', true),
    ...cameras.flatMap((camera, at): Series[] => {
      const name = `GE0/0/${at + 1}`;
      const hung = `port="${name}",element_id="camera-${camera}"`;
      const lost = fails(camera, 2);
      return [
        ...port(of, name, `camera-${camera}`, !lost),
        ...states(poeStates, lost ? 'searching' : 'delivering').map(([state, value]) =>
          of('poe_port_state', value, `${hung},state="${state}"`),
        ),
        of('poe_port_power_watts', lost ? 0 : 7, hung),
        of('poe_port_denials_total', 0, hung),
        of('poe_port_overloads_total', 0, hung),
        of('poe_port_shorts_total', 0, hung),
      ];
    }),
  ];
}

function onu(index: number): Series[] {
  const of = labelled(`onu-${index}`, 'onu', 'snmp', index);
  return [
    of('probe_success', fails(index, 3) ? 0 : 1),
    of('device_uptime_seconds', (seconds) => 90_000 + seconds),
    of('optical_receive_power_dbm', -22 - (index % 5), 'port="pon0",element_id=""'),
    of('optical_transmit_power_dbm', 2.2, 'port="pon0",element_id=""'),
    ...Array.from({ length: portsOfOnu }, (_, at) =>
      port(of, `lan${at + 1}`, at === 0 ? `switch-${index}` : at === 1 ? `ups-${index}` : '', true),
    ).flat(),
  ];
}

const sources = ['other', 'none', 'normal', 'bypass', 'battery', 'booster', 'reducer'];
const results = ['passed', 'warning', 'failed', 'aborted', 'in_progress', 'none'];
const upsAlarms = 24;

function ups(index: number): Series[] {
  const of = labelled(`ups-${index}`, 'ups', 'snmp', index);
  const dark = fails(index, 4);
  const sensed = (element: string): Series[] => [
    of('power_element_energised', dark ? 0 : 1, `element_id="${element}-${index}"`),
    of('power_element_volts', dark ? 0 : 228, `element_id="${element}-${index}"`),
  ];
  return [
    of('probe_success', 1),
    of('device_uptime_seconds', (seconds) => 90_000 + seconds),
    ...states(sources, dark ? 'battery' : 'normal').map(([source, value]) =>
      of('power_source', value, `source="${source}"`),
    ),
    of('power_input_volts', dark ? 0 : 228, 'input="main",line="1"'),
    of('power_input_volts', dark ? 0 : 228, 'input="bypass",line="1"'),
    ...sensed('meter'),
    ...sensed('breaker'),
    of('ups_battery_charge_ratio', 1),
    of('ups_battery_runtime_seconds', 3600),
    of('ups_battery_replace_needed', 0),
    ...states(results, 'passed').map(([result, value]) => of('ups_test_result', value, `result="${result}"`)),
    ...Array.from({ length: upsAlarms }, (_, at) =>
      of('ups_alarm', 0, `alarm="${at === 0 ? 'battery_bad' : `alarm_${at}`}"`),
    ),
    of('cabinet_door_open', fails(index, 5) ? 1 : 0, 'sensor="door"'),
    of('cabinet_water_detected', 0, 'sensor="floor"'),
    of('cabinet_surge_protector_ok', 1, 'sensor="arrester"'),
    of('cabinet_temperature_celsius', 31, 'sensor="climate"'),
  ];
}

const causes = [
  'loss_of_signal',
  'loss_of_frame',
  'dying_gasp',
  'deactivated',
  'reset',
  'authentication',
  'laser_off',
  'other',
];

function olt(index: number, onus: number): Series[] {
  const of = labelled(`olt-${index}`, 'olt', 'snmp', index);
  const first = index * onusPerOlt;
  const ports = onusPerOlt / 8;
  return [
    of('probe_success', 1),
    of('device_uptime_seconds', (seconds) => 90_000 + seconds),
    ...Array.from({ length: ports }, (_, at) => {
      const hung = `port="gpon0/1/${at}",element_id="pon-${index}-${at}"`;
      return [...port(of, `gpon0/1/${at}`, `pon-${index}-${at}`, true), of('optical_transmit_power_dbm', 4.6, hung)];
    }).flat(),
    ...Array.from({ length: Math.max(0, Math.min(onusPerOlt, onus - first)) }, (_, at): Series[] => {
      const hung = `port="gpon0/1/${at % ports}:${Math.floor(at / ports)}",element_id="onu-${first + at}"`;
      const lost = fails(first + at, 3);
      return [
        of('onu_registered', lost ? 0 : 1, hung),
        of('onu_receive_power_dbm', -22, hung),
        of('olt_receive_power_dbm', -24, hung),
        of('onu_last_down_timestamp_seconds', 1_790_000_000, hung),
        ...states(causes, 'dying_gasp').map(([cause, value]) =>
          of('onu_last_down_cause', value, `${hung},cause="${cause}"`),
        ),
      ];
    }).flat(),
  ];
}

function reach(index: number): Series[] {
  const of = labelled(`camera-${index}`, 'camera', 'reach', Math.floor(index / camerasPerSwitch));
  const value = fails(index, 2) ? 0 : 1;
  return [of('probe_success', value), of('reach_success', value, 'module="reach"')];
}

function server(index: number): Series[] {
  const of = labelled(`server-${index}`, 'server', 'reach', index);
  const ways = ['ping', 'tcp', 'http'].map((module) => of('reach_success', 1, `module="${module}"`));
  return [of('probe_success', 1), ...ways];
}

const profile = ['codec', 'size', 'frame_rate', 'bit_rate'];

function stream(index: number): Series[] {
  const of = labelled(`camera-${index}`, 'camera', 'stream', Math.floor(index / camerasPerSwitch));
  return [
    of('probe_success', fails(index, 2) ? 0 : 1),
    ...profile.map((property) =>
      of('stream_profile_difference', fails(index, 6) ? 1 : 0, `stream="sub",property="${property}"`),
    ),
    of('stream_packets', 300, 'stream="sub"'),
    of('stream_packets_lost', 0, 'stream="sub"'),
    of('stream_packet_loss_ratio', 0, 'stream="sub"'),
    of('picture_judged_timestamp_seconds', () => Date.now() / 1000),
    ...pictureFaultIds.map((fault) =>
      of('picture_fault', fails(index, 7) && fault === 'blurred' ? 1 : 0, `fault="${fault}"`),
    ),
    ...(fails(index, 7) ? [of('picture_fault_timestamp_seconds', () => Date.now() / 1000, 'fault="blurred"')] : []),
  ];
}

const diskStates = ['normal', 'abnormal', 'smart_failed'];

function recorder(index: number, cameras: number): Series[] {
  const of = labelled(`recorder-${index}`, 'recorder', 'management', index);
  const first = index * channelsPerRecorder;
  return [
    ...Array.from({ length: disksPerRecorder }, (_, disk) =>
      states(diskStates, fails(first + disk, 9) ? 'smart_failed' : 'normal').map(([state, value]) =>
        of('device_disk_state', value, `disk="${disk}",state="${state}"`),
      ),
    ).flat(),
    ...Array.from({ length: Math.min(channelsPerRecorder, cameras - first) }, (_, channel) => {
      const hung = `channel="${channel}",element_id="camera-${first + channel}"`;
      const stopped = fails(first + channel, 10);
      return [
        of('recording_channel_active', stopped ? 0 : 1, hung),
        of('recording_recorded_ratio', stopped ? 0.4 : 1, hung),
        of('recording_longest_gap_seconds', stopped ? 50_000 : 0, hung),
        of('recording_retention_seconds', fails(first + channel, 11) ? 86_400 : 2_592_000, hung),
        of('recording_required_retention_seconds', 2_592_000, hung),
      ];
    }).flat(),
  ];
}

function management(index: number): Series[] {
  const of = labelled(`camera-${index}`, 'camera', 'management', Math.floor(index / camerasPerSwitch));
  return [
    of('device_clock_offset_seconds', fails(index, 8) ? 90 : 0.2, 'source="onvif"'),
    of('device_clock_uncertainty_seconds', 0.1, 'source="onvif"'),
    of('device_clock_wrong_seconds', fails(index, 8) ? 89.9 : 0, 'source="onvif"'),
    of('device_clock_limit_seconds', 10),
    ...['serial', 'model', 'firmware', 'mac'].map((property) =>
      of('device_identity_difference', 0, `property="${property}"`),
    ),
    ...(index % 2 === 0
      ? [
          of('capture_passages', fails(index, 12) ? 3 : 120),
          of('capture_passages_expected', 118),
          of('capture_baseline_size', 4),
        ]
      : []),
  ];
}

function topology(index: number): Series[] {
  const of = labelled(`switch-${index}`, 'switch', 'topology', index);
  return [
    of('spanning_tree_topology_changes_total', 3),
    ...Array.from({ length: camerasPerSwitch }, (_, at) =>
      of('network_port_learned_addresses', 1, `port="GE0/0/${at + 1}"`),
    ),
  ];
}
