import {
  endKinds,
  groupOfModule,
  powerKinds,
  transmissionKinds,
  type ElementKind,
  type ProbeModule,
} from '../vocabulary.ts';
import { checkManaged } from './checkManaged.ts';
import { cycles } from './cycles.ts';
import type { Refer, Report } from './checking.ts';
import { gapsInRota } from './rotaCoverage.ts';
import type { Cabinet, District, Element, Party, Site } from './schema.ts';
import type { InventoryFault, Located, LocatedInventory } from './source.ts';

/** Active equipment of an exchange: its power is the carrier's own affair and need not be known. */
const poweredElsewhere: ReadonlySet<ElementKind> = new Set(['core', 'aggregation', 'olt', 'sdh_node', 'transformer']);
const passive: ReadonlySet<ElementKind> = new Set(['pon_port', 'splitter']);
const powerSources: ReadonlySet<ElementKind> = new Set([...powerKinds, 'switch', 'media_converter']);
const transmission: ReadonlySet<ElementKind> = new Set(transmissionKinds);
const ends: ReadonlySet<ElementKind> = new Set(endKinds);

/** Every fault of an inventory that shows only when all of it is seen together. */
export function checkInventory(inventory: LocatedInventory): InventoryFault[] {
  const faults: InventoryFault[] = [];
  const report = (entry: Located<unknown>, path: readonly (string | number)[], message: string): void => {
    faults.push({ file: entry.file, line: entry.line(path), message });
  };
  const index = <T extends { id: string }>(what: string, entries: readonly Located<T>[]): Map<string, Located<T>> => {
    const byId = new Map<string, Located<T>>();
    for (const entry of entries) {
      const first = byId.get(entry.value.id);
      if (first)
        report(entry, ['id'], `${what} "${entry.value.id}" is already defined at ${first.file}:${first.line(['id'])}`);
      else byId.set(entry.value.id, entry);
    }
    return byId;
  };
  const known = {
    party: index<Party>('party', inventory.parties),
    district: index<District>('district', inventory.districts),
    site: index<Site>('site', inventory.sites),
    cabinet: index<Cabinet>('cabinet', inventory.cabinets),
    element: index<Element>('element', inventory.elements),
  };
  const refer = (
    entry: Located<unknown>,
    path: readonly (string | number)[],
    kind: keyof typeof known,
    id: string | undefined,
  ): void => {
    if (id !== undefined && !known[kind].has(id))
      report(entry, path, `unknown ${kind} "${id}"; define it or correct the reference`);
  };

  for (const entry of inventory.parties) checkParty(entry, refer, report);
  for (const entry of inventory.responsibilities) {
    refer(entry, ['party'], 'party', entry.value.party);
    entry.value.areas?.forEach((area, i) => refer(entry, ['areas', i], 'district', area));
  }
  for (const entry of inventory.sites) {
    refer(entry, ['district'], 'district', entry.value.district);
    checkTimeZone(entry, entry.value.timezone, report);
  }
  for (const entry of inventory.cabinets) refer(entry, ['site'], 'site', entry.value.site);

  const districtOf = (element: Element): string | undefined => {
    const siteId = element.site ?? (element.cabinet ? known.cabinet.get(element.cabinet)?.value.site : undefined);
    return siteId ? known.site.get(siteId)?.value.district : undefined;
  };
  for (const entry of inventory.elements) {
    checkReferences(entry, refer, report, (id) => known.element.get(id)?.value.kind);
    checkPaths(entry, report);
    checkProbing(entry, report);
    checkManaged(entry, refer, report, (id) => known.element.get(id)?.value.kind);
    const element = entry.value;
    const district = districtOf(element);
    if (element.modules.length > 0 && !element.site && !element.cabinet) {
      report(entry, ['id'], `"${element.id}" is probed but stands nowhere; give it a cabinet or a site`);
    }
    const answers = inventory.responsibilities.some(
      ({ value }) =>
        value.kinds.includes(element.kind) &&
        (!value.areas || (district !== undefined && value.areas.includes(district))),
    );
    if (!element.responsible && !answers) {
      report(
        entry,
        ['id'],
        `nobody answers for "${element.id}"; add "${element.kind}" to responsibilities or name a responsible party`,
      );
    }
  }
  for (const key of ['mac', 'carrierReference'] as const) checkUnique(inventory.elements, key, report);
  const elements = inventory.elements.map(({ value }) => value);
  for (const [what, next] of [
    ['fedBy', (element: Element) => element.fedBy],
    ['uplinks', (element: Element) => element.uplinks.map(({ to }) => to)],
  ] as const) {
    for (const cycle of cycles(elements, next)) {
      const entry = known.element.get(cycle[0] ?? '');
      if (entry) report(entry, [what], `${what} runs in a circle: ${[...cycle, cycle[0]].join(' → ')}`);
    }
  }
  return faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** What names one element from outside. */
function checkUnique(elements: readonly Located<Element>[], key: 'mac' | 'carrierReference', report: Report): void {
  const known = new Map<string, Located<Element>>();
  for (const entry of elements) {
    const { id, [key]: value } = entry.value;
    if (value === undefined) continue;
    const first = known.get(value);
    if (first)
      report(entry, [key], `"${id}" has the ${key} of "${first.value.id}" at ${first.file}:${first.line([key])}`);
    else known.set(value, entry);
  }
}

function checkParty(entry: Located<Party>, refer: Refer, report: Report): void {
  const party = entry.value;
  party.areas?.forEach((area, i) => refer(entry, ['areas', i], 'district', area));
  const contacts = new Set<string>();
  party.contacts.forEach((contact, i) => {
    if (contacts.has(contact.id))
      report(entry, ['contacts', i, 'id'], `contact "${contact.id}" is already defined in party "${party.id}"`);
    contacts.add(contact.id);
  });
  const member = (id: string, path: readonly (string | number)[]): void => {
    if (!contacts.has(id)) report(entry, path, `party "${party.id}" has no contact "${id}"`);
  };
  party.rota.forEach((duty, i) => member(duty.contact, ['rota', i, 'contact']));
  party.escalation.forEach((id, i) => member(id, ['escalation', i]));
  checkTimeZone(entry, party.timezone, report);
  const gap = gapsInRota(party.rota)[0];
  if (gap)
    report(entry, ['rota'], `party "${party.id}" has nobody on duty from ${gap.from} to ${gap.to}; complete the rota`);
}

function checkTimeZone(entry: Located<Party | Site>, timezone: string | undefined, report: Report): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    report(entry, ['timezone'], `"${timezone}" is not an IANA time zone, such as Asia/Shanghai`);
  }
}

function checkReferences(
  entry: Located<Element>,
  refer: Refer,
  report: Report,
  kindOf: (id: string) => ElementKind | undefined,
): void {
  const element = entry.value;
  refer(entry, ['cabinet'], 'cabinet', element.cabinet);
  refer(entry, ['site'], 'site', element.site);
  refer(entry, ['responsible'], 'party', element.responsible);
  refer(entry, ['owner'], 'party', element.owner);
  element.sensors?.forEach((sensor, i) => refer(entry, ['sensors', i, 'element'], 'element', sensor.element));
  element.senses.forEach((sense, i) => refer(entry, ['senses', i, 'element'], 'element', sense.element));
  element.fedBy.forEach((id, i) => {
    refer(entry, ['fedBy', i], 'element', id);
    const kind = kindOf(id);
    if (kind && !powerSources.has(kind)) report(entry, ['fedBy', i], `"${id}" is a ${kind}, which feeds nothing`);
  });
  if (element.onu) {
    const { olt } = element.onu;
    refer(entry, ['onu', 'olt'], 'element', olt);
    const kind = kindOf(olt);
    if (kind && kind !== 'olt') report(entry, ['onu', 'olt'], `"${olt}" is a ${kind}, not an OLT`);
    if (element.kind !== 'onu')
      report(entry, ['onu', 'olt'], `"${element.id}" is a ${element.kind}; only an ONU stands on the list of an OLT`);
  }
  element.uplinks.forEach(({ to }, i) => {
    refer(entry, ['uplinks', i, 'to'], 'element', to);
    const kind = kindOf(to);
    if (kind && !transmission.has(kind))
      report(entry, ['uplinks', i, 'to'], `"${to}" is a ${kind}, which carries no data`);
  });
}

function checkPaths(entry: Located<Element>, report: Report): void {
  const { id, kind, fedBy, uplinks, address } = entry.value;
  if (fedBy.length === 0 && !poweredElsewhere.has(kind) && !passive.has(kind)) {
    report(entry, ['id'], `${kind} "${id}" has no power; say in fedBy what feeds it`);
  }
  const carriesData = (transmission.has(kind) && kind !== 'core') || ends.has(kind) || address !== undefined;
  if (carriesData && kind !== 'core' && uplinks.length === 0) {
    report(entry, ['id'], `${kind} "${id}" has no uplink; say in uplinks what it hangs on`);
  }
}

/** Which kinds a module can be asked of, where it is not any. */
const kindsOfModule: Readonly<Partial<Record<ProbeModule, readonly ElementKind[]>>> = {
  snmp_bridge: ['core', 'aggregation', 'olt', 'onu', 'media_converter', 'switch'],
  snmp_ups: ['ups'],
  snmp_apc_ups: ['ups'],
  snmp_pdu_apc: ['pdu'],
  snmp_pdu_raritan: ['pdu'],
  snmp_pdu_cyberpower: ['pdu'],
  snmp_epon: ['olt', 'onu'],
  snmp_olt_huawei: ['olt'],
  snmp_olt_zte: ['olt'],
  snmp_olt_fiberhome: ['olt'],
  snmp_sonet: ['sdh_node'],
  snmp_hikvision: ['camera', 'recorder'],
  snmp_dahua: ['camera', 'recorder'],
  snmp_axis: ['camera', 'recorder'],
  nut: ['ups'],
  modbus_meter: ['meter'],
  carrier_alarms: ['server'],
  reach: ['camera'],
  rtsp: ['camera'],
  snapshot: ['camera'],
  onvif: ['camera', 'recorder'],
  onvif_recording: ['camera', 'recorder'],
  http_recording: ['camera', 'recorder'],
  capture: ['camera'],
};

/** What a module must know beside the address: the key, and what it says. `http` has defaults for all of it. */
const askingOfModule = {
  tcp: { key: 'tcp', says: 'which ports to try, tcp: { ports: [80] }' },
  nut: { key: 'nut', says: 'which UPS to ask for, nut: { ups: NAME }' },
  modbus_meter: { key: 'modbus', says: 'what meter it is, modbus: { meter: eastron_sdm630 }' },
  snapshot: { key: 'snapshot', says: 'where the picture is, snapshot: { path: /snapshot.jpg }' },
  onvif_recording: { key: 'recording', says: 'which camera is on which channel, recording: { channels: [...] }' },
  http_recording: { key: 'recording', says: 'which camera is on which channel, recording: { channels: [...] }' },
  capture: { key: 'capture', says: 'where captures are counted, capture: { folder | http | push }' },
} as const satisfies Readonly<Partial<Record<ProbeModule, { key: keyof Element; says: string }>>>;

/** SNMP needs a community or a user, a stream and ONVIF a login; the others are asked for what anybody may know. */
const asksSnmp = (module: ProbeModule): boolean => module.startsWith('snmp_');
const asksWithLogin = (module: ProbeModule): boolean => module.startsWith('onvif') || groupOfModule[module] === 'rtsp';

function checkProbing(entry: Located<Element>, report: Report): void {
  const element = entry.value;
  element.modules.forEach((module, i) => {
    const kinds = kindsOfModule[module];
    if (kinds && !kinds.includes(element.kind))
      report(entry, ['modules', i], `module ${module} does not fit a ${element.kind}`);
  });
  if (element.modules.length === 0) {
    if (element.trapCredentials)
      report(
        entry,
        ['trapCredentials'],
        `"${element.id}" has no modules; only devices that are probed are listened to`,
      );
    return;
  }
  if (!element.address) report(entry, ['modules'], `"${element.id}" has modules but no address to ask`);
  const { credentials, loginCredentials = credentials } = element;
  if ((!credentials && element.modules.some(asksSnmp)) || (!loginCredentials && element.modules.some(asksWithLogin)))
    report(entry, ['modules'], `"${element.id}" is asked with credentials, but names none`);
  if (element.modules.includes('carrier_alarms') && !element.credentials && !element.trapCredentials)
    report(entry, ['modules'], `"${element.id}" takes in alarms from whoever has its credentials, but names none`);
  if (element.modules.includes('rtsp') && !element.streamPath)
    report(entry, ['modules'], `camera "${element.id}" has no streamPath`);
  if (element.modules.includes('rtsp') && element.modules.includes('snapshot'))
    report(
      entry,
      ['modules'],
      `camera "${element.id}" has the modules rtsp and snapshot; a camera with RTSP needs only that`,
    );
  for (const [module, { key, says }] of Object.entries(askingOfModule))
    if (element.modules.some((named) => named === module) && element[key] === undefined)
      report(entry, ['modules'], `"${element.id}" has the module ${module} and does not say ${says}`);
}
