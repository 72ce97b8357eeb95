import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { InventoryError, parseInventory } from './load.ts';
import { watchInventory } from './watch.ts';

const run = promisify(execFile);

const parties = `version: 1
parties:
  - id: power
    role: power_company
    name: { en: Power company, zh: 供电公司 }
    contacts: [{ id: li, name: { en: Li, zh: 李 }, channels: [{ type: email, address: li@example.org }] }]
    rota: [{ contact: li }]
  - id: upkeep
    role: maintenance_unit
    name: { en: Upkeep, zh: 维护单位 }
    contacts: [{ id: wang, name: { en: Wang, zh: 王 }, channels: [{ type: webhook, endpoint: phone }] }]
    rota: [{ contact: wang }]
responsibilities:
  - { kinds: [transformer, feeder, meter], party: power }
  - { kinds: [breaker, ups, onu, switch, camera, core], party: upkeep }
districts: [{ id: east, name: { en: East, zh: 东区 } }]
sites:
  - { id: s1, name: { en: One, zh: 一 }, district: east, location: { latitude: 30.1, longitude: 120.2 } }
`;
const elements = `version: 1
elements:
  - { id: tr, kind: transformer }
  - { id: fe, kind: feeder, fedBy: [tr] }
  - { id: me, kind: meter, fedBy: [fe], site: s1 }
  - { id: core, kind: core }
  - { id: onu, kind: onu, fedBy: [me], uplinks: [{ to: core }], site: s1 }
  - { id: sw, kind: switch, fedBy: [me], uplinks: [{ to: onu, port: eth1 }], site: s1 }
  - id: cam
    kind: camera
    site: s1
    fedBy: [sw]
    uplinks: [{ to: sw, port: "1" }]
    address: 127.0.1.1:554
    modules: [reach, rtsp]
    credentials: cam
    streamPath: /sub
`;
const files = (second = elements) => [
  { file: 'parties.yaml', text: parties },
  { file: 'elements.yaml', text: second },
];
const faultsOf = (second: string, first = parties): string[] => {
  try {
    parseInventory([
      { file: 'parties.yaml', text: first },
      { file: 'elements.yaml', text: second },
    ]);
    return [];
  } catch (error) {
    if (error instanceof InventoryError)
      return error.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`);
    throw error;
  }
};

describe('an inventory of several files', () => {
  test('is put together and filled with defaults', () => {
    const inventory = parseInventory(files());
    expect(inventory.elements).toHaveLength(7);
    expect(inventory.sites[0]).toMatchObject({ id: 's1', importance: 'normal' });
    expect(inventory.parties[0]?.timezone).toBe('Asia/Shanghai');
  });

  test('gives every device a MAC address of its own, however it is written', () => {
    const withMacs = (...macs: string[]): string =>
      macs.reduce((text, mac, at) => text.replace(`id: ${['onu', 'sw'][at] ?? ''},`, `$& mac: ${mac},`), elements);
    const { elements: read } = parseInventory(files(withMacs('00-1B-2C-3D-4E-5F', '001b.2c3d.4e60')));
    expect(read.flatMap(({ mac }) => mac ?? [])).toEqual(['00:1b:2c:3d:4e:5f', '00:1b:2c:3d:4e:60']);
    expect(faultsOf(withMacs('00-1B-2C-3D-4E-5F', '001b.2c3d.4e5f'))).toEqual([
      'elements.yaml:8: "sw" has the mac of "onu" at elements.yaml:7',
    ]);
    expect(faultsOf(withMacs('001122334455'))).toEqual([
      expect.stringMatching(
        /^elements.yaml:7: elements.4.mac: expected the MAC address .* in quotes where it has digits only/,
      ),
    ]);
  });

  test('says of a device what a module must know beside its address', () => {
    const asked = (modules: string, rest = '') =>
      faultsOf(elements.replace('modules: [reach, rtsp]', `modules: [rtsp, ${modules}]${rest}`));
    expect(asked('tcp')).toEqual([
      'elements.yaml:15: "cam" has the module tcp and does not say which ports to try, tcp: { ports: [80] }',
    ]);
    expect(asked('tcp', '\n    tcp: { ports: [80, 80] }')).toEqual([
      expect.stringContaining('tcp.ports: expected each port once'),
    ]);
    expect(asked('http, tcp', '\n    tcp: { ports: [80] }\n    http: { path: /a }')).toEqual([]);
    expect(asked('http', '\n    http: { path: "/a b" }')).toEqual([expect.stringContaining('expected a path')]);
  });

  test('says of a recorder which camera is on which channel, and of a camera where its captures are counted', () => {
    const asked = (modules: string, rest: string) =>
      faultsOf(elements.replace('modules: [reach, rtsp]', `modules: [rtsp, ${modules}]\n    ${rest}`));
    const channels = (element: string) => `recording: { channels: [{ channel: "1", element: ${element} }] }`;
    expect(asked('onvif_recording', channels('cam'))).toEqual([]);
    expect(asked('http_recording', channels('cam'))[0]).toContain('does not say where');
    expect(asked('onvif_recording', channels('sw'))[0]).toContain('"sw" is a switch, which has no picture to record');
    expect(asked('onvif_recording', channels('gone'))[0]).toContain('unknown element "gone"');
    expect(asked('onvif_recording', 'purpose: surveillance')[0]).toContain('which camera is on which channel');
    expect(asked('capture', 'capture: { folder: { path: "cam/{yyyy}/{MM}/{dd}" } }')).toEqual([]);
    for (const path of ['/etc', '../x', 'cam/../x', 'cam/.x', 'cam//x', '{mm}'])
      expect(asked('capture', `capture: { folder: { path: "${path}" } }`)).toEqual([
        expect.stringContaining('capture'),
      ]);
  });

  test('lets a device have one account for SNMP and another for its streams and ONVIF', () => {
    const asked = (modules: string, rest: string) =>
      faultsOf(
        elements.replace('modules: [reach, rtsp]', `modules: [${modules}]`).replace('    credentials: cam\n', rest),
      );
    expect(asked('snmp_axis, rtsp, onvif', '    credentials: snmp\n    loginCredentials: cam\n')).toEqual([]);
    expect(asked('onvif', '    loginCredentials: cam\n')).toEqual([]);
    expect(asked('snmp_axis', '    loginCredentials: cam\n')[0]).toContain('names none');
  });

  test('takes a site in a time zone that exists', () => {
    const at = (timezone: string) =>
      faultsOf(elements, parties.replace('district: east,', `district: east, timezone: ${timezone},`));
    expect(at('Asia/Urumqi')).toEqual([]);
    expect(at('Asia/Nowhere')).toEqual([expect.stringContaining('"Asia/Nowhere" is not an IANA time zone')]);
  });

  test('listens to no device that is not probed', () => {
    expect(faultsOf(elements.replace('id: sw,', 'id: sw, trapCredentials: traps,'))).toEqual([
      'elements.yaml:8: "sw" has no modules; only devices that are probed are listened to',
    ]);
  });

  test("gives no two elements one name in a carrier's network manager, and takes alarms from nobody without credentials", () => {
    const referring = elements.replace(/id: (onu|sw),/g, '$& carrierReference: SDH/7,');
    expect(faultsOf(referring)).toEqual(['elements.yaml:8: "sw" has the carrierReference of "onu" at elements.yaml:7']);
    const manager = (rest: string) =>
      faultsOf(
        elements.replace('{ id: core, kind: core }', `{ id: core, kind: core, site: s1, address: 10.0.0.1, ${rest} }`),
      );
    expect(manager('modules: [carrier_alarms]')).toEqual([
      'elements.yaml:6: module carrier_alarms does not fit a core',
      'elements.yaml:6: "core" takes in alarms from whoever has its credentials, but names none',
    ]);
  });

  test('names unknown references with file and line', () => {
    expect(faultsOf(elements.replace('fedBy: [sw]', 'fedBy: [nowhere]'))).toEqual([
      'elements.yaml:12: unknown element "nowhere"; define it or correct the reference',
    ]);
  });

  test('names an ONU that is said to stand on the list of what is no OLT, and what is no ONU and stands there', () => {
    const place = 'onu: { olt: sw, port: "GPON 0/1/3", number: 5 }';
    expect(faultsOf(elements.replace('kind: onu,', `kind: onu, ${place},`))).toEqual([
      'elements.yaml:7: "sw" is a switch, not an OLT',
    ]);
    expect(faultsOf(elements.replace('kind: switch,', `kind: switch, ${place.replace('sw', 'nowhere')},`))).toEqual([
      'elements.yaml:8: unknown element "nowhere"; define it or correct the reference',
      'elements.yaml:8: "sw" is a switch; only an ONU stands on the list of an OLT',
    ]);
  });

  test('names duplicates with the place of the first', () => {
    expect(faultsOf(elements.replace('id: sw,', 'id: onu,'))).toContain(
      'elements.yaml:8: element "onu" is already defined at elements.yaml:7',
    );
  });

  test('names circles of the power path and of the transmission path', () => {
    const faults = faultsOf(
      elements
        .replace('{ id: tr, kind: transformer }', '{ id: tr, kind: transformer, fedBy: [me] }')
        .replace('{ id: core, kind: core }', '{ id: core, kind: core, uplinks: [{ to: sw }] }'),
    );
    expect(faults.filter((fault) => fault.includes('circle'))).toHaveLength(2);
    expect(faults.join()).toMatch(/fedBy runs in a circle: (\w+ → ){3}\w+/);
  });

  test('names devices without power and without uplink', () => {
    const faults = faultsOf(
      elements.replace('fedBy: [sw]', 'fedBy: []').replace('uplinks: [{ to: sw, port: "1" }]', 'uplinks: []'),
    );
    expect(faults).toEqual([
      'elements.yaml:9: camera "cam" has no power; say in fedBy what feeds it',
      'elements.yaml:9: camera "cam" has no uplink; say in uplinks what it hangs on',
    ]);
  });

  test('names a unit that has nobody on duty, and since when', () => {
    const weekdays = parties.replace(
      'rota: [{ contact: wang }]',
      'rota: [{ contact: wang, days: [mon, tue, wed, thu, fri] }]',
    );
    expect(faultsOf(elements, weekdays)).toEqual([
      'parties.yaml:12: party "upkeep" has nobody on duty from sat 00:00 to mon 00:00; complete the rota',
    ]);
    expect(faultsOf(elements, parties.replace('rota: [{ contact: wang }]', 'rota: []'))[0]).toContain(
      'nobody on duty from mon 00:00',
    );
  });

  test('accepts a rota whose night duty runs past midnight and past the end of the week', () => {
    const shifts =
      'rota: [{ contact: wang, from: "08:00", to: "20:00" }, { contact: wang, from: "20:00", to: "08:00" }]';
    expect(faultsOf(elements, parties.replace('rota: [{ contact: wang }]', shifts))).toEqual([]);
  });

  test('names an element for which no party answers', () => {
    expect(faultsOf(elements, parties.replace('camera, core]', 'core]'))[0]).toContain('nobody answers for "cam"');
  });

  test('refuses what is not a fitting probe', () => {
    const faults = faultsOf(
      elements.replace('modules: [reach, rtsp]', 'modules: [snmp_ups]').replace('    streamPath: /sub\n', ''),
    );
    expect(faults).toEqual(['elements.yaml:15: module snmp_ups does not fit a camera']);
    expect(faultsOf(elements.replace('    streamPath: /sub\n', ''))[0]).toContain('has no streamPath');
    expect(faultsOf(elements.replace('    credentials: cam\n', ''))[0]).toContain('names none');
    const both = faultsOf(elements.replace('modules: [reach, rtsp]', 'modules: [rtsp, snapshot]'));
    expect(both[0]).toContain('has the modules rtsp and snapshot');
    expect(both[1]).toContain('does not say where the picture is');
    expect(faultsOf(elements.replace('    address: 127.0.1.1:554\n', ''))[0]).toContain('no address');
  });

  test('lists every fault of form at once, with unknown keys by name', () => {
    const broken = elements
      .replace('kind: transformer', 'kind: windmill')
      .replace('site: s1\n    fedBy', 'sight: s1\n    fedBy');
    const faults = faultsOf(broken, parties.replace('latitude: 30.1', 'latitude: 300'));
    expect(faults).toHaveLength(3);
    expect(faults[0]).toMatch(/^parties\.yaml:18: sites\.0\.location\.latitude/);
    expect(faults[1]).toMatch(/^elements\.yaml:3: elements\.0\.kind/);
    expect(faults[2]).toBe('elements.yaml:11: elements.6: unknown key "sight"; remove it or correct its spelling');
  });

  test('names the line of an alias that stands for nothing, and refuses aliases that would fill the memory', () => {
    expect(faultsOf(elements.replace('id: sw,', 'id: *sw,'))).toEqual([
      expect.stringMatching(/^elements.yaml:8: not valid YAML: Unresolved alias/),
    ]);
    const ten = (of: string): string => `[${Array(10).fill(of).join(', ')}]`;
    const bomb = `a: &a ${ten('1')}\nb: &b ${ten('*a')}\nc: &c ${ten('*b')}\nd: ${ten('*c')}\n`;
    expect(faultsOf(bomb).join()).toContain('Excessive alias count');
  });

  test('names the line of broken YAML', () => {
    expect(faultsOf('version: 1\nelements: [\n')[0]).toMatch(/^elements\.yaml:\d+: not valid YAML/);
  });
});

describe('an inventory in use', () => {
  let folder = '';
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const write = (text: string) => writeFile(path.join(folder, 'elements.yaml'), text);
  const prepare = async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inventory-'));
    await writeFile(path.join(folder, 'parties.yaml'), parties);
    await write(elements);
  };

  test('takes a good new version without a restart and keeps the old one against a bad one', async () => {
    await prepare();
    const told: string[] = [];
    const watch = await watchInventory([folder], {
      changed: () => told.push('changed'),
      refused: () => told.push('refused'),
    });
    await write(elements.replaceAll('cam', 'eye').replace('kind: eyeera', 'kind: camera'));
    await watch.refresh();
    expect(watch.inventory.elements.at(-1)?.id).toBe('eye');
    await write('version: 2');
    await watch.refresh();
    await watch.refresh();
    expect({ current: watch.current, last: watch.inventory.elements.at(-1)?.id }).toEqual({
      current: false,
      last: 'eye',
    });
    await rm(path.join(folder, 'elements.yaml'));
    await rm(path.join(folder, 'parties.yaml'));
    await watch.refresh();
    await watch.refresh();
    await prepare();
    await watch.refresh();
    expect(told).toEqual(['changed', 'refused', 'refused']);
    watch.stop();
  });

  test('outlives a fault in what takes the new version, tells it, and takes the next one', async () => {
    await prepare();
    let isBroken = true;
    const refused: string[] = [];
    const watch = await watchInventory([folder], {
      changed: () => {
        if (isBroken) throw new RangeError('a bug');
      },
      refused: ({ message }) => refused.push(message),
    });
    await write(elements.replace('127.0.1.1', '127.0.1.2'));
    await watch.refresh();
    await watch.refresh();
    expect({ current: watch.current, refused }).toEqual({
      current: false,
      refused: [expect.stringContaining('a bug')],
    });
    isBroken = false;
    await write(elements.replace('127.0.1.1', '127.0.1.3'));
    await watch.refresh();
    expect({ current: watch.current, address: watch.inventory.elements.at(-1)?.address }).toEqual({
      current: true,
      address: '127.0.1.3:554',
    });
    watch.stop();
  });

  test('comes back when the files come back', async () => {
    await prepare();
    const watch = await watchInventory([folder]);
    await write('version: 2');
    await watch.refresh();
    await write(elements);
    await watch.refresh();
    expect(watch.current).toBe(true);
    watch.stop();
  });

  test('is checked from the terminal: all faults listed, exit status 1', async () => {
    await prepare();
    await write(elements.replace('fedBy: [sw]', 'fedBy: [nowhere]').replace('to: core', 'to: moon'));
    const cli = path.join(import.meta.dirname, 'checkCli.ts');
    const failed = await run(process.execPath, [cli, folder]).then(
      () => null,
      (error: { code: number; stderr: string }) => error,
    );
    expect(failed?.code).toBe(1);
    expect(failed?.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/elements\.yaml:7: unknown element "moon"/),
      expect.stringMatching(/elements\.yaml:12: unknown element "nowhere"/),
      '2 fault(s)',
    ]);
    await write(elements);
    expect((await run(process.execPath, [cli, folder])).stdout).toContain('good: 1 sites, 7 elements');
  });
});
