import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { freePorts } from '../scripts/stack/ports.ts';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { startSnmpExporterPeer, type SnmpExporterPeer } from './src/snmpExporterPeer.ts';

jest.setTimeout(60_000);

const shapes = ['flat', 'split'] as const;
const credential = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snmp_v2c'), community: z.string() }),
  z.object({
    type: z.literal('snmp_v3'),
    username: z.string(),
    auth: z.object({ protocol: z.string(), password: z.string() }),
    priv: z.object({ protocol: z.string(), password: z.string() }),
  }),
  z.object({ type: z.literal('rtsp') }),
]);
const provisioned = z.object({ modules: z.record(z.string(), z.record(z.string(), z.unknown())) });
const { modules } = provisioned.parse(
  parse(readFileSync(path.join(import.meta.dirname, '../provisioning/snmp/snmp.yml'), 'utf8')),
);

/** Who asks, as both shapes of snmp.yml say it beside the version. */
function authOf(entry: z.infer<typeof credential>): { version: number; auth: Record<string, string> } | undefined {
  switch (entry.type) {
    case 'snmp_v2c':
      return { version: 2, auth: { community: entry.community } };
    case 'snmp_v3': {
      const { username, auth, priv } = entry;
      return {
        version: 3,
        auth: {
          ...{ username, security_level: 'authPriv', password: auth.password, auth_protocol: auth.protocol },
          ...{ priv_protocol: priv.protocol, priv_password: priv.password },
        },
      };
    }
    default:
      return undefined;
  }
}

/** Go's reader wants the keys of enumerations to be numbers, which an object of ours has as text. */
const text = (document: object): string =>
  stringify(document, { aliasDuplicateObjects: false }).replace(/^(\s*)"(-?\d+)":/gm, '$1$2:');

/** All modules for all who may ask, in both shapes: of the old one `MODULE_CREDENTIALS`, each with its secrets. */
function snmpYml(credentials: Record<string, z.infer<typeof credential>>): Record<(typeof shapes)[number], string> {
  const auths = Object.entries(credentials).flatMap(([name, entry]) => {
    const auth = authOf(entry);
    return auth ? [[name, auth] as const] : [];
  });
  const flat = auths.flatMap(([name, auth]) =>
    Object.entries(modules).map(([module, rules]) => [`${module}_${name}`, { ...rules, ...auth }]),
  );
  const split = Object.fromEntries(auths.map(([name, { version, auth }]) => [name, { version, ...auth }]));
  return { flat: text(Object.fromEntries(flat)), split: text({ auths: split, modules }) };
}

let district: ReadDistrict;
let peer: SnmpExporterPeer;

beforeAll(async () => {
  let files: ReturnType<typeof snmpYml> | undefined;
  let folder = '';
  district = await startReadDistrict({
    sites: 36,
    batterySeconds: 900,
    configure: async (ofCity) => {
      folder = ofCity;
      const read = parse(await readFile(path.join(folder, 'credentials.yaml'), 'utf8'));
      files = snmpYml(z.record(z.string(), credential).parse(read));
      for (const shape of shapes)
        await writeFile(path.join(folder, `snmp-${shape}.yml`), files[shape], { mode: 0o600 });
      return { snmp: { files: [path.join(folder, 'snmp-*.yml')], tokenFile: path.join(folder, 'token') } };
    },
  });
  peer = await startSnmpExporterPeer(path.join(folder, 'peer.yml'), files?.flat ?? '', (await freePorts()).exporter);
}, 120_000);
afterAll(async () => {
  await peer?.stop();
  await district?.stop();
});

interface Answer {
  /** Values by name with sorted labels. */
  series: Map<string, number>;
  /** HELP and TYPE lines. */
  headers: string[];
}

/** What was read of the device; what a scrape says of itself is left out. */
function answer(body: string): Answer {
  const lines = body.split('\n').filter((line) => line !== '' && !line.includes('snmp_scrape_'));
  const series = lines
    .filter((line) => !line.startsWith('#'))
    .map((line): [string, number] => {
      const blank = line.lastIndexOf(' ');
      const [, name = '', labels = ''] = /^([^{]*)\{?(.*?)\}?$/s.exec(line.slice(0, blank)) ?? [];
      const sorted = [...labels.matchAll(/\w+="(?:[^"\\]|\\.)*"/g)].map(([label]) => label).sort();
      return [`${name}{${sorted.join(',')}}`, Number(line.slice(blank + 1))];
    });
  return { series: new Map(series), headers: lines.filter((line) => line.startsWith('#')).sort() };
}

async function byPeer({ address, credentials }: Element, module: string): Promise<Answer> {
  const query = new URLSearchParams({ target: address ?? '', module: `${module}_${credentials}` });
  const reply = await fetch(`${peer.url}/snmp?${query}`);
  const body = await reply.text();
  if (!reply.ok) throw new Error(`the peer answers ${reply.status}: ${body}`);
  return answer(body);
}

async function byOurs({ id, credentials }: Element, module: string, shape: (typeof shapes)[number]): Promise<Answer> {
  const query = new URLSearchParams({ target: id, module: shape === 'flat' ? `${module}_${credentials}` : module });
  if (shape === 'split') query.set('auth', credentials ?? '');
  return answer(await district.get(`/snmp?${query}`));
}

describe.each(shapes)('through /snmp with the %s shape of the file, as through snmp_exporter 0.21,', (shape) => {
  test('every kind of simulated agent gives the same series and values for each of its modules', async () => {
    const kinds = Map.groupBy(
      district.inventory.elements.filter(({ modules: own }) => own.some((module) => module in modules)),
      ({ kind, credentials, modules: own }) => [kind, credentials, ...own].join(),
    );
    const compared = new Set<string>();
    for (const [device] of kinds.values()) {
      if (!device) continue;
      for (const module of device.modules.filter((name) => name in modules)) {
        // Between two answers of the peer, since counters count and clocks go on.
        const before = await byPeer(device, module);
        const mine = await byOurs(device, module, shape);
        const after = await byPeer(device, module);
        const what = `${device.id} ${module}`;
        expect([what, mine.headers]).toEqual([what, before.headers]);
        expect([what, [...mine.series.keys()].sort()]).toEqual([what, [...before.series.keys()].sort()]);
        for (const [series, value] of mine.series) {
          const bounds = [before.series.get(series) ?? NaN, after.series.get(series) ?? NaN];
          const within = value >= Math.min(...bounds) && value <= Math.max(...bounds);
          expect([what, series, within, value, ...bounds]).toEqual([what, series, true, value, ...bounds]);
        }
        compared.add(module);
      }
    }
    expect(compared.size).toBeGreaterThanOrEqual(10);
  });
});
