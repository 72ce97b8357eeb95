import { isIP } from 'node:net';
import type { HttpAsking, ModbusAsking, NutAsking, TcpAsking } from '@roundsman/contract/inventory/asking.ts';
import type {
  CaptureSource,
  OnvifAsking,
  Purpose,
  RecordingDuty,
  SnapshotAsking,
} from '@roundsman/contract/inventory/camera.ts';
import type { VideoAsking } from '@roundsman/contract/inventory/video.ts';
import type { Element, Inventory, Sensor } from '@roundsman/contract/inventory/schema.ts';
import type { ElementKind, ProbeModule } from '@roundsman/contract/vocabulary.ts';
import type { AllowedNetworks } from './allowedNetworks.ts';
import { parseDeviceAddress, type DeviceAddress } from './deviceAddress.ts';
import type { StreamUplink } from './rtsp/uplinkBudget.ts';

/** A device of the inventory that is probed, with everything that its probers look up, prepared once per inventory. */
export interface Target {
  id: string;
  kind: ElementKind;
  /** Empty where the inventory knows none. */
  siteId: string;
  districtId: string;
  modules: readonly ProbeModule[];
  address: DeviceAddress;
  /** Name of an entry of the credentials file. */
  credentials: string | undefined;
  /** The same for the traps and informs that it sends, where that is another one. */
  trapCredentials: string | undefined;
  streamPath: string;
  mainStreamPath?: string;
  video?: VideoAsking;
  snapshot?: SnapshotAsking;
  /** What its streams pass on their way, and is spared. */
  streamUplinks?: readonly StreamUplink[];
  tcp?: TcpAsking;
  http?: HttpAsking;
  nut?: NutAsking;
  modbus?: ModbusAsking;
  managed: Managed;
  /** The element that hangs on each port of this device, by ifName; ONUs by the port and their number on it, `GPON 0/1/3:5`. */
  elementsOnPorts: ReadonlyMap<string, string>;
  /** The elements that a carrier's network manager speaks of, by what it calls them; empty for any other device. */
  carrierReferences: ReadonlyMap<string, string>;
  senses: Element['senses'];
  sensors: readonly Sensor[];
}

/** What its management is judged by. */
export interface Managed {
  purpose: Purpose;
  clockLimitSeconds: number;
  serial: string | undefined;
  model: string | undefined;
  firmware: string | undefined;
  mac: string | undefined;
  /** Name of the entry of its account, which streams, ONVIF and pages share. */
  login: string | undefined;
  onvif?: OnvifAsking;
  recording?: RecordingDuty;
  capture?: CaptureSource;
  /** IANA time zone of its site. */
  timezone: string;
}

export type Targets = ReadonlyMap<string, Target>;

/** What of an inventory the exporter cannot probe, all of it. */
export class TargetError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`the inventory has ${faults.length} device(s) that cannot be probed:\n${faults.join('\n')}`);
    this.name = 'TargetError';
    this.faults = faults;
  }
}

/** The probed devices of an inventory, by id. @throws TargetError for addresses that are malformed or not allowed. */
export function targetsOf(inventory: Inventory, allowed: AllowedNetworks): Targets {
  const siteOfCabinet = new Map(inventory.cabinets.map(({ id, site }) => [id, site]));
  const districtOfSite = new Map(inventory.sites.map(({ id, district }) => [id, district]));
  const timezoneOfSite = new Map(inventory.sites.map(({ id, timezone }) => [id, timezone]));
  const ports = elementsOnPorts(inventory);
  const references = new Map(
    inventory.elements.flatMap(({ id, carrierReference }) =>
      carrierReference === undefined ? [] : [[carrierReference, id] as const],
    ),
  );
  const elements = new Map(inventory.elements.map((element) => [element.id, element]));
  const targets = new Map<string, Target>();
  const faults: string[] = [];
  for (const element of inventory.elements) {
    if (element.modules.length === 0) continue;
    const address = parseDeviceAddress(element.address ?? '');
    if (!address) {
      faults.push(`${element.id}: address "${element.address ?? ''}" is not host, host:port or [IPv6]:port`);
      continue;
    }
    if (isIP(address.host) !== 0 && !allowed.permits(address.host)) {
      faults.push(`${element.id}: ${address.host} is outside of allowedNetworks`);
      continue;
    }
    const siteId = element.site ?? siteOfCabinet.get(element.cabinet ?? '') ?? '';
    targets.set(element.id, {
      id: element.id,
      kind: element.kind,
      siteId,
      districtId: districtOfSite.get(siteId) ?? '',
      modules: element.modules,
      address,
      credentials: element.credentials,
      trapCredentials: element.trapCredentials,
      streamPath: element.streamPath ?? '/',
      mainStreamPath: element.mainStreamPath,
      video: element.video,
      snapshot: element.snapshot,
      streamUplinks: element.modules.includes('rtsp') ? streamUplinks(element, elements) : [],
      tcp: element.tcp,
      http: element.http,
      nut: element.nut,
      modbus: element.modbus,
      managed: managedBy(element, timezoneOfSite.get(siteId)),
      elementsOnPorts: ports.get(element.id) ?? new Map<string, string>(),
      carrierReferences: element.modules.includes('carrier_alarms') ? references : new Map<string, string>(),
      senses: element.senses,
      sensors: element.sensors ?? [],
    });
  }
  if (faults.length > 0) throw new TargetError(faults);
  return targets;
}

/** Evidence of offences must be timed to a second (GA/T 832-2014 section 3.2); for the rest seconds matter little. */
const clockLimits: Readonly<Record<Purpose, number>> = { enforcement: 1, surveillance: 10 };

function managedBy(element: Element, timezone = 'Asia/Shanghai'): Managed {
  const { purpose = 'surveillance', serial, model, firmware, mac, onvif, recording, capture } = element;
  const { clockLimitSeconds = clockLimits[purpose], loginCredentials: login = element.credentials } = element;
  return { purpose, clockLimitSeconds, serial, model, firmware, mac, login, onvif, recording, capture, timezone };
}

function elementsOnPorts(inventory: Inventory): Map<string, Map<string, string>> {
  const byDevice = new Map<string, Map<string, string>>();
  const hang = (id: string, device: string, port: string): void => {
    const ports = byDevice.get(device) ?? new Map<string, string>();
    // Of several elements behind one port the first stands for it: they share its fate.
    if (!ports.has(port)) ports.set(port, id);
    byDevice.set(device, ports);
  };
  for (const { id, uplinks, onu } of inventory.elements) {
    for (const { to, port } of uplinks) if (port !== undefined) hang(id, to, port);
    if (onu) hang(id, onu.olt, onu.number === undefined ? onu.port : `${onu.port}:${onu.number}`);
  }
  return byDevice;
}

/** The thin ends of the transmission; what is nearer to the core bears more, and has a budget only where the inventory gives it one. */
const thin: readonly ElementKind[] = ['switch', 'media_converter', 'onu'];

/** Along the first way to the core. The inventory has no cycles. */
function streamUplinks(element: Element, elements: ReadonlyMap<string, Element>): StreamUplink[] {
  const uplinks: StreamUplink[] = [];
  let next = elements.get(element.uplinks[0]?.to ?? '');
  for (; next; next = elements.get(next.uplinks[0]?.to ?? '')) {
    const { id, kind, streamKilobitsPerSecond: kilobitsPerSecond } = next;
    if (thin.includes(kind) || kilobitsPerSecond !== undefined) uplinks.push({ id, kilobitsPerSecond });
  }
  return uplinks;
}
