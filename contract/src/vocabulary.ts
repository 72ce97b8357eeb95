/** The nouns that all rooms share. Their order is the order in which a person is shown them. */

/** Who can answer for a part or a fault. */
export const partyRoles = ['operator', 'integrator', 'maintenance_unit', 'carrier', 'power_company'] as const;
export type PartyRole = (typeof partyRoles)[number];

/** The five sources from which a fault is learnt. `police` is a police user, `staff` somebody on site. */
export const faultSources = ['alarm', 'citizen', 'police', 'inspection', 'staff'] as const;
export type FaultSource = (typeof faultSources)[number];

/** Severity of a fault, from ITU-T X.733 perceived severity. */
export const severities = ['critical', 'major', 'minor', 'warning'] as const;
export type Severity = (typeof severities)[number];

/**
 * The layer in which a symptom is seen or a cause lies. `picture` is what a camera shows, `records` what must hold up later: time,
 * identity, recordings, captured passages.
 */
export const layers = ['power', 'transmission', 'device', 'stream', 'picture', 'records', 'platform'] as const;
export type Layer = (typeof layers)[number];

/** Where a work order stands: the way through it, then what stands aside of the way. */
export const workOrderStates = [
  'open',
  'dispatched',
  'accepted',
  'en_route',
  'on_site',
  'fix_claimed',
  'verified',
  'evaluated',
  'closed',
  'suspended',
  'waiting_spare',
  'substituted',
  'handed_over',
  'reopened',
  'joined',
  'cancelled',
] as const;
export type WorkOrderState = (typeof workOrderStates)[number];

/** States in which nothing more is expected of anybody. */
export const finishedStates: ReadonlySet<WorkOrderState> = new Set(['closed', 'joined', 'cancelled']);

/** Kinds of elements in the typed graph. Every element may be fed by power elements and have uplinks. */
export const powerKinds = [
  'transformer',
  'feeder',
  'meter',
  'breaker',
  'cabinet_supply',
  'ups',
  'pdu',
  'pdu_outlet',
] as const;
export const transmissionKinds = [
  'core',
  'aggregation',
  'olt',
  'pon_port',
  'splitter',
  'onu',
  'sdh_node',
  'media_converter',
  'switch',
] as const;
export const endKinds = ['camera', 'recorder', 'server'] as const;
export const elementKinds = [...powerKinds, ...transmissionKinds, ...endKinds] as const;
export type ElementKind = (typeof elementKinds)[number];

/** What one scrape reads of a device, and so the scrape jobs: `/probe?module=` and `/sd?module=` name these. */
export const probeGroups = ['snmp', 'reach', 'rtsp', 'topology', 'management'] as const;
export type ProbeGroup = (typeof probeGroups)[number];

/** Probe modules, as an inventory names them, and the group in which each is read. */
export const groupOfModule = {
  snmp_if: 'snmp',
  snmp_ethernet: 'snmp',
  // A forwarding table is long and changes seldom: it is read less often than the rest.
  snmp_bridge: 'topology',
  snmp_poe: 'snmp',
  snmp_entity: 'snmp',
  snmp_ups: 'snmp',
  snmp_apc_ups: 'snmp',
  snmp_pdu_apc: 'snmp',
  snmp_pdu_raritan: 'snmp',
  snmp_pdu_cyberpower: 'snmp',
  snmp_epon: 'snmp',
  snmp_olt_huawei: 'snmp',
  snmp_olt_zte: 'snmp',
  snmp_olt_fiberhome: 'snmp',
  snmp_sonet: 'snmp',
  snmp_host: 'snmp',
  snmp_hikvision: 'snmp',
  snmp_dahua: 'snmp',
  snmp_axis: 'snmp',
  snmp_cabinet: 'snmp',
  nut: 'snmp',
  modbus_meter: 'snmp',
  carrier_alarms: 'snmp',
  ping: 'reach',
  tcp: 'reach',
  http: 'reach',
  reach: 'reach',
  rtsp: 'rtsp',
  snapshot: 'rtsp',
  onvif: 'management',
  http_clock: 'management',
  onvif_recording: 'management',
  http_recording: 'management',
  capture: 'management',
} as const satisfies Readonly<Record<string, ProbeGroup>>;
export type ProbeModule = keyof typeof groupOfModule;
export type SnmpModule = Extract<ProbeModule, `snmp_${string}`>;

const isModule = (name: string): name is ProbeModule => name in groupOfModule;
export const probeModules: readonly ProbeModule[] = Object.keys(groupOfModule).filter(isModule);

/** Modbus meters whose register map is known. */
export const meterTypes = [
  'eastron_sdm120',
  'eastron_sdm630',
  'schneider_iem3000',
  'schneider_pm5000',
  'chint_ddsu666',
  'chint_dtsu666',
] as const;
export type MeterType = (typeof meterTypes)[number];

/** Roles of people in the ticketing service, from least to most rights. */
export const userRoles = ['police', 'engineer', 'manager', 'operator', 'admin'] as const;
export type UserRole = (typeof userRoles)[number];
