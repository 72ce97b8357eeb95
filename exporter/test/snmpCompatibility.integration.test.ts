import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { community, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { startRecordedAgent, type RecordedAgent } from './recordedAgent.ts';
import { startSnmpd, type Snmpd } from './snmpd.ts';
import { startUdpRelay } from './udpRelay.ts';
import { startSnmpExporterPeer, type SnmpExporterPeer } from './snmpExporterPeer.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const here = import.meta.dirname;
const read = (...name: string[]): string => readFileSync(path.join(here, ...name), 'utf8');

type Modules = Record<string, Record<string, unknown>>;
const moduleFile = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Our own modules that have a recording, whichever there are. */
function ownModules(): { modules: Modules; recordings: Map<string, string> } {
  const file = path.join(here, '../../provisioning/snmp/snmp.yml');
  const modules: Modules = {};
  const recordings = new Map<string, string>();
  if (!existsSync(file)) return { modules, recordings };
  const content = z.looseObject({ modules: moduleFile.optional() }).parse(parse(readFileSync(file, 'utf8')));
  const all = content.modules ?? moduleFile.parse(content);
  for (const [name, module] of Object.entries(all)) {
    const recording = path.join(here, 'recordings', `${name}.snmpwalk`);
    if (!existsSync(recording)) continue;
    modules[name] = module;
    recordings.set(name, readFileSync(recording, 'utf8'));
  }
  return { modules, recordings };
}

const own = ownModules();
const common = moduleFile.parse(parse(read('snmpCompatibility', 'modules.yml'), { maxAliasCount: 1000 }));
const withoutAuth = ({ auth: _auth, version: _version, ...rest }: Record<string, unknown>) => rest;
const modules: Modules = Object.fromEntries(
  Object.entries({ ...common, ...own.modules }).map(([name, module]) => [name, withoutAuth(module)]),
);

/** Go's reader wants the keys of enumerations to be numbers, which an object of ours has as text. */
const text = (document: object): string =>
  stringify(document, { aliasDuplicateObjects: false }).replace(/^(\s*)"(-?\d+)":/gm, '$1$2:');
/** One file in both its shapes. */
const shapes = {
  flat: text(
    Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, { ...module, auth: { community } }])),
  ),
  split: text({ auths: { public_v2: { community, version: 2 } }, modules }),
};

/** The differences there are: the headings that justify each in docs/snmp-compatibility.md. */
const differences = [
  'A number asked of a value that is none is absent, not 0',
  'Invalid UTF-8 is replaced, as since 0.22',
  'One value of the wrong type costs its own sample, not the scrape',
  'What no metric and no lookup uses is not walked',
  'An answer counts only from the address that was asked',
  'Only the inventory and allowed networks are asked',
  'A token is asked for',
];

let snmpd: Snmpd;
let recorded: RecordedAgent;
const ownAgents = new Map<string, RecordedAgent>();
let peer: SnmpExporterPeer;
let ours: Record<keyof typeof shapes, ExporterUnderTest>;

beforeAll(async () => {
  [snmpd, recorded, peer] = await Promise.all([
    startSnmpd(community, ['load 12 14 14']),
    startRecordedAgent(read('snmpCompatibility', 'features.snmpwalk'), community),
    startSnmpExporterPeer(shapes.flat),
  ]);
  for (const [name, recording] of own.recordings) ownAgents.set(name, await startRecordedAgent(recording, community));
  const start = async (shape: keyof typeof shapes): Promise<ExporterUnderTest> => {
    const file = `snmp-${shape}.yml`;
    const config = { snmp: { files: [file], tokenFile: 'token', allowedNetworks: ['127.0.0.0/8'] } };
    return startExporterUnderTest([], { config, files: { [file]: shapes[shape] } });
  };
  ours = { flat: await start('flat'), split: await start('split') };
});

afterAll(async () => {
  await Promise.all([ours?.flat.close(), ours?.split.close(), snmpd?.stop(), peer?.stop()]);
  recorded?.stop();
  for (const agent of ownAgents.values()) agent.stop();
});

const recordedModules = ['if_mib', 'features', 'notRead', 'sameTwice'];
const token = { Authorization: 'Bearer s3cret-token' };

interface Answer {
  status: number;
  /** Values by name with sorted labels. */
  series: Map<string, number>;
  /** HELP and TYPE lines. */
  headers: Set<string>;
}

/** What a scrape answers, but for what it says of itself. */
async function scrape(url: string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, { headers });
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.includes('snmp_scrape_'));
  if (response.status !== 200) return { status: response.status, series: new Map(), headers: new Set() };
  const series = lines
    .filter((line) => !line.startsWith('#'))
    .map((line): [string, number] => {
      const blank = line.lastIndexOf(' ');
      return [sorted(line.slice(0, blank)), Number(line.slice(blank + 1))];
    });
  return { status: 200, series: new Map(series), headers: new Set(lines.filter((line) => line.startsWith('#'))) };
}

function sorted(series: string): string {
  const [, name = series, labels = ''] = /^([^{]*)\{(.*)\}$/s.exec(series) ?? [];
  return `${name}{${[...labels.matchAll(/\w+="(?:[^"\\]|\\.)*"/g)]
    .map(([label]) => label)
    .sort()
    .join(',')}}`;
}

const byPeer = (port: number, module: string): Promise<Answer> =>
  scrape(`${peer.url}/snmp?target=127.0.0.1:${port}&module=${module}`, {});
const byOurs = (shape: keyof typeof shapes, port: number, module: string): Promise<Answer> =>
  scrape(`${ours[shape].url}/snmp?target=127.0.0.1:${port}&module=${module}`, token);

const names = Object.keys(shapes) as (keyof typeof shapes)[];

describe.each(names)('through /snmp with the %s shape of the file, as through snmp_exporter 0.21,', (shape) => {
  test.each(recordedModules)('a recorded agent gives the same for %s', async (module) => {
    const [theirs, mine] = await Promise.all([byPeer(recorded.port, module), byOurs(shape, recorded.port, module)]);
    expect(mine).toEqual(theirs);
    if (module !== 'sameTwice') expect(mine.series.size).toBeGreaterThan(0);
  });

  test.each(['if_mib', 'hosts'])('snmpd gives the same for %s', async (module) => {
    // Between two answers of the peer, since counters count and clocks go on.
    const before = await byPeer(snmpd.port, module);
    const mine = await byOurs(shape, snmpd.port, module);
    const after = await byPeer(snmpd.port, module);
    expect(mine.headers).toEqual(before.headers);
    expect([...mine.series.keys()].sort()).toEqual([...before.series.keys()].sort());
    expect(mine.series.size).toBeGreaterThan(10);
    for (const [series, value] of mine.series) {
      expect([series, value >= (before.series.get(series) ?? NaN)]).toEqual([series, true]);
      expect([series, value <= (after.series.get(series) ?? NaN)]).toEqual([series, true]);
    }
  });

  const recordings = [...own.recordings.keys()];
  if (recordings.length > 0)
    test.each(recordings)('our own module %s gives the same', async (module) => {
      const port = ownAgents.get(module)?.port ?? 0;
      const [theirs, mine] = await Promise.all([byPeer(port, module), byOurs(shape, port, module)]);
      expect(mine).toEqual(theirs);
      expect(mine.series.size).toBeGreaterThan(0);
    });
});

describe('the differences are these:', () => {
  test('a number that is none is absent, where theirs is an invented 0', async () => {
    const theirs = await byPeer(recorded.port, 'numbersFromText');
    expect([...theirs.series]).toEqual([
      ['textNumber{i="1"}', 0],
      ['textNumber{i="2"}', 3],
      ['textNumber{i="3"}', 0],
    ]);
    expect([...(await byOurs('flat', recorded.port, 'numbersFromText')).series]).toEqual([['textNumber{i="2"}', 3]]);
  });

  test('invalid UTF-8 is replaced, where theirs fails', async () => {
    expect((await byPeer(recorded.port, 'brokenText')).status).toBe(500);
    expect([...(await byOurs('flat', recorded.port, 'brokenText')).series]).toEqual([
      ['brokenText{brokenText="a\uFFFDb",i="1"}', 1],
    ]);
  });

  test('a value of the wrong type costs its sample, where theirs fails', async () => {
    expect((await byPeer(recorded.port, 'wrongBits')).status).toBe(500);
    expect([...(await byOurs('flat', recorded.port, 'wrongBits')).series]).toEqual([
      ['goodBits{goodBits="zero",i="1"}', 1],
    ]);
  });

  test('what no metric uses is not walked', async () => {
    const returned = async (url: string): Promise<number> => {
      const response = await fetch(`${url}/snmp?target=127.0.0.1:${recorded.port}&module=notRead`, { headers: token });
      return Number(/^snmp_scrape_pdus_returned (\d+)$/m.exec(await response.text())?.[1]);
    };
    const [theirs, mine] = [await returned(peer.url), await returned(ours.flat.url)];
    expect(mine).toBe(5);
    expect(theirs).toBeGreaterThan(50);
  });

  test('an answer counts only from the address that was asked', async () => {
    const relay = await startUdpRelay(recorded.port, (octets) => [{ octets, stranger: true }]);
    try {
      expect((await byPeer(relay.port, 'fromAnywhere')).series.size).toBeGreaterThan(0);
      expect((await byOurs('flat', relay.port, 'fromAnywhere')).status).toBe(500);
    } finally {
      relay.stop();
    }
  });

  test('only the inventory and allowed networks are asked', async () => {
    const { status, body } = await ours.flat.get('/snmp?target=192.0.2.1&module=if_mib', token);
    expect(status).toBe(403);
    expect(body).toContain('192.0.2.1 is neither a device of the inventory nor within snmp.allowedNetworks');
  });

  test('a token is asked for', async () => {
    expect((await ours.flat.get(`/snmp?target=127.0.0.1:${recorded.port}&module=if_mib`)).status).toBe(401);
  });

  test('and each is justified in docs/snmp-compatibility.md', () => {
    const headings = read('../../docs/snmp-compatibility.md').match(/^### .*/gm);
    expect(headings).toEqual(differences.map((heading) => `### ${heading}`));
  });

  test('and every module of the comparison is compared or shows one of them', () => {
    const different = ['numbersFromText', 'brokenText', 'wrongBits', 'fromAnywhere'];
    expect(Object.keys(common).sort()).toEqual([...recordedModules, 'hosts', ...different].sort());
  });
});
