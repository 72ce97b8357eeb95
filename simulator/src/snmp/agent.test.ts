import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { city } from '../city/city.ts';
import { MannersBook } from '../manners.ts';
import { plant, type Plant } from '../plant/plant.ts';
import { startAgent } from './agent.ts';
import { BerError, encode, encodeInteger, encodeOid, tag } from './ber.ts';
import { MibView, octets, Table } from './mibView.ts';
import { respond } from './respond.ts';

const run = promisify(execFile);
const community = 'secret-1';
const opening = { type: 'community', community } as const;
const manners = new MannersBook();
const inventory = city({ sites: 12 });
const elapsed = { ms: 0 };
const district: Plant = plant(inventory, { clock: () => 1e12 + elapsed.ms, batterySeconds: 900 });
const agents = new Map<string, { address: string; stop: () => Promise<void> }>();

beforeAll(async () => {
  for (const id of ['switch-001', 'onu-001', 'ups-001', 'olt-001']) {
    const element = inventory.elements.find((candidate) => candidate.id === id);
    if (!element) throw new Error(id);
    const agent = await startAgent(element, { host: '127.0.0.1', port: 0 }, opening, { plant: district, manners });
    agents.set(id, { address: `127.0.0.1:${agent.port}`, stop: agent.stop });
  }
});
afterAll(async () => {
  for (const { stop } of agents.values()) await stop();
});
beforeEach(() => {
  for (const { id } of district.active()) district.clear(id);
});

/** Debian's Net-SNMP tools, which share no code with the agents; values by numeric object identifier. */
async function snmp(
  tool: string,
  device: string,
  oids: string[],
  options: string[] = [],
): Promise<Map<string, string>> {
  const { stdout } = await run(tool, [
    ...['-v2c', '-c', community, '-On', '-Oe', '-m', '', '-t', '1', '-r', '0'],
    ...options,
    agents.get(device)?.address ?? '',
    ...oids,
  ]);
  const lines = stdout.trim().split('\n');
  return new Map(lines.map((line) => line.split(' = ', 2) as [string, string]));
}
const get = async (device: string, oid: string): Promise<string | undefined> =>
  (await snmp('snmpget', device, [oid])).get(`.${oid}`);

describe('Net-SNMP reads', () => {
  test('the same from a switch by GETNEXT and by GETBULK', async () => {
    const walked = await snmp('snmpwalk', 'switch-001', ['1.3.6.1.2.1']);
    const bulk = await snmp('snmpbulkwalk', 'switch-001', ['1.3.6.1.2.1'], ['-Cr25']);
    expect(bulk).toEqual(walked);
    expect(walked.get('.1.3.6.1.2.1.1.5.0')).toBe('STRING: "switch-001"');
    expect(walked.get('.1.3.6.1.2.1.31.1.1.1.1.1')).toBe('STRING: "GE0/0/1"');
    expect(walked.get('.1.3.6.1.2.1.31.1.1.1.18.1')).toBe('STRING: "camera-001-1"');
    expect(walked.get('.1.3.6.1.2.1.2.2.1.8.8')).toBe('INTEGER: 2');
    expect(walked.get('.1.3.6.1.2.1.2.2.1.8.9')).toBe('INTEGER: 1');
    const known = /^(STRING|INTEGER|OID|Timeticks|Gauge32|Counter32|Counter64|Hex-STRING|""|No more variables)/;
    expect([...walked.values()].filter((value) => !known.test(value))).toEqual([]);
  });

  test('several columns of a big table in one GETBULK with non-repeaters', async () => {
    const columns = ['1.3.6.1.2.1.1.3', '1.3.6.1.2.1.2.2.1.8', '1.3.6.1.2.1.31.1.1.1.6'];
    const found = await snmp('snmpbulkget', 'switch-001', columns, ['-Cn1', '-Cr3']);
    expect([...found.keys()]).toEqual([
      '.1.3.6.1.2.1.1.3.0',
      ...[1, 2, 3].flatMap((row) => [`.1.3.6.1.2.1.2.2.1.8.${row}`, `.1.3.6.1.2.1.31.1.1.1.6.${row}`]),
    ]);
  });

  test('the mains of a UPS, its bypass, its alarms and its battery as it runs down', async () => {
    const base = '1.3.6.1.2.1.33.1';
    expect(await get('ups-001', `${base}.3.3.1.3.1`)).toBe('INTEGER: 228');
    expect(await get('ups-001', `${base}.6.2.1.2.2`)).toContain('No Such Instance');
    district.inject('breaker_trip', 'breaker-001');
    elapsed.ms += 750_000;
    const values = await snmp('snmpbulkwalk', 'ups-001', [base]);
    const value = (object: string): string | undefined => values.get(`.${base}.${object}`);
    expect(value('3.3.1.3.1')).toBe('INTEGER: 0');
    expect(value('5.3.1.2.1')).toBe('INTEGER: 228');
    expect(value('4.1.0')).toBe('INTEGER: 5');
    expect(value('2.1.0')).toBe('INTEGER: 3');
    expect(value('2.2.0')).toBe('INTEGER: 750');
    expect(value('2.3.0')).toBe('INTEGER: 2');
    expect(value('2.4.0')).toBe('INTEGER: 17');
    expect(value('6.1.0')).toBe('Gauge32: 3');
    expect(value('6.2.1.2.2')).toBe('OID: .1.3.6.1.2.1.33.1.6.3.2');
  });

  test('a PON port down when no light comes back, and an ONU port up while the switch behind it hangs', async () => {
    expect(await get('olt-001', '1.3.6.1.2.1.2.2.1.8.1')).toBe('INTEGER: 1');
    district.inject('fibre_cut', 'pon-001-1');
    expect(await get('olt-001', '1.3.6.1.2.1.2.2.1.8.1')).toBe('INTEGER: 2');
    expect(await get('olt-001', '1.3.6.1.2.1.2.2.1.8.2')).toBe('INTEGER: 1');
    for (const { id } of district.active()) district.clear(id);
    district.inject('switch_hang', 'switch-001');
    expect(await get('onu-001', '1.3.6.1.2.1.2.2.1.8.1')).toBe('INTEGER: 1');
  });

  test('counters that grow with time while the port is up and stand still while it is down', async () => {
    const read = async (): Promise<number> =>
      Number((await get('onu-001', '1.3.6.1.2.1.31.1.1.1.6.1'))?.replace('Counter64: ', ''));
    const first = await read();
    elapsed.ms += 10_000;
    const second = await read();
    expect(second - first).toBe(20_000_000);
  });

  test('that nothing can be written', async () => {
    await expect(
      run('snmpset', [
        '-v2c',
        '-c',
        community,
        '-m',
        '',
        agents.get('ups-001')?.address ?? '',
        '1.3.6.1.2.1.1.5.0',
        's',
        'x',
      ]),
    ).rejects.toHaveProperty('stderr', expect.stringContaining('notWritable'));
  });

  test('why there is no value: no such object, no such instance, end of the view', async () => {
    expect(await get('ups-001', '1.3.6.1.2.1.1.5.7')).toContain('No Such Instance');
    expect(await get('ups-001', '1.3.6.1.2.1.99.1.0')).toContain('No Such Object');
    const next = await snmp('snmpgetnext', 'ups-001', ['1.3.7']);
    expect(next.get('.1.3.7')).toContain('No more variables');
  });
});

describe('an agent is silent', () => {
  const silent = async (device: string, given: string): Promise<void> => {
    const address = agents.get(device)?.address ?? '';
    const asked = run('snmpget', ['-v2c', '-c', given, '-m', '', '-t', '0.2', '-r', '0', address, '1.3.6.1.2.1.1.3.0']);
    await expect(asked).rejects.toHaveProperty('stderr', expect.stringContaining('Timeout'));
  };

  test('towards a wrong community', () => silent('ups-001', 'public'));

  test('while its device cannot be reached', async () => {
    district.inject('switch_hang', 'switch-001');
    await silent('switch-001', community);
    expect(await get('ups-001', '1.3.6.1.2.1.1.5.0')).toBe('STRING: "ups-001"');
  });

  test('towards rubbish, and answers the next request', async () => {
    const socket = createSocket('udp4');
    const port = Number(agents.get('ups-001')?.address.split(':')[1]);
    const rubbish = [Buffer.alloc(0), Buffer.alloc(2000, 0x30), Buffer.from('3003020101', 'hex')];
    await Promise.all(
      rubbish.map((bytes) => new Promise<void>((sent) => socket.send(bytes, port, '127.0.0.1', () => sent()))),
    );
    socket.close();
    expect(await get('ups-001', '1.3.6.1.2.1.1.5.0')).toBe('STRING: "ups-001"');
  });
});

describe('a message', () => {
  const view = new MibView([new Table('1.3.6', { 1: () => octets('x') }).scalars(undefined)]);
  const request = (type: number, oids: number[][], second = 0, third = 0): Buffer => {
    const number = (value: number): Buffer => encodeInteger(tag.integer, value);
    const varbinds = oids.map((oid) =>
      encode(tag.sequence, Buffer.concat([encodeOid(oid), encode(tag.null, Buffer.alloc(0))])),
    );
    const body = Buffer.concat([
      number(7),
      number(second),
      number(third),
      encode(tag.sequence, Buffer.concat(varbinds)),
    ]);
    return encode(
      tag.sequence,
      Buffer.concat([number(1), encode(tag.octets, Buffer.from(community)), encode(type, body)]),
    );
  };

  test('cut off or changed in any way never does more harm than a BerError', () => {
    const whole = request(
      0xa5,
      [
        [1, 3],
        [1, 3, 6],
      ],
      1,
      20,
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (length, at, octet) => {
        const changed = Buffer.from(whole);
        changed[at] = octet;
        try {
          respond(changed.subarray(0, length), opening, view);
        } catch (error) {
          expect(error).toBeInstanceOf(BerError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('with more than the response holds is told so', () => {
    const many = new MibView([new Table('1.3.6', { 1: () => octets('x'.repeat(300)) }).scalars(undefined)]);
    const response = respond(
      request(
        0xa0,
        Array.from({ length: 40 }, () => [1, 3, 6, 1, 0]),
      ),
      opening,
      many,
    );
    expect(response?.length).toBeLessThan(100);
    expect(response?.includes(Buffer.from('020101020100', 'hex'))).toBe(true);
  });

  test('of a huge GETBULK stays within the limit', () => {
    const response = respond(request(0xa5, [[1, 3]], 0, 2 ** 31 - 1), opening, view);
    expect(response?.length).toBeLessThan(100);
  });
});
