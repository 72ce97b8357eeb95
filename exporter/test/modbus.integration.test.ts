import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { MeterType } from '@roundsman/contract/vocabulary.ts';
import { afterEach, describe, expect, test } from '@jest/globals';
import { modbusModule } from '../src/power/modbus/module.ts';
import { samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { startHostileMeter, startMeter, type MeterNumber } from './meterServer.ts';
import { promtoolFindings } from './promtool.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stop) => stop()));
});

const deadlineSeconds = 0.6;

async function exporterFor(port: number, meter: MeterType = 'eastron_sdm630', unit = 1): Promise<ExporterUnderTest> {
  const under = await startExporterUnderTest(
    [
      {
        id: 'meter-1',
        kind: 'meter',
        modules: ['modbus_meter'],
        address: `127.0.0.1:${port}`,
        modbus: { meter, unit },
        senses: [{ input: 'main', element: 'transformer-1' }],
      },
    ],
    { config: { probes: { snmp: { deadlineSeconds } } } },
  );
  open.push(() => under.close());
  return under;
}

/** What a meter holds at 230.5, 0 and 231.5 V, after the register lists of its maker. */
const held: Readonly<Record<MeterType, readonly ['input' | 'holding', readonly MeterNumber[]]>> = {
  eastron_sdm120: [
    'input',
    [
      [0x0000, 'float32', 230.5],
      [0x0006, 'float32', 1.25],
      [0x000c, 'float32', 280.5],
      [0x0046, 'float32', 49.98],
      [0x0048, 'float32', 1234.5],
    ],
  ],
  eastron_sdm630: [
    'input',
    [
      [0x0000, 'float32', 230.5],
      [0x0002, 'float32', 0],
      [0x0004, 'float32', 231.5],
      [0x0006, 'float32', 1.25],
      [0x0008, 'float32', 0],
      [0x000a, 'float32', 2.5],
      [0x000c, 'float32', 280.5],
      [0x000e, 'float32', 0],
      [0x0010, 'float32', -570.25],
      [0x0046, 'float32', 49.98],
      [0x0048, 'float32', 1234.5],
    ],
  ],
  schneider_iem3000: ['holding', [...schneider(), [45_099, 'float32', 1_234_500]]],
  schneider_pm5000: ['holding', [...schneider(), [3203, 'int64', 1_234_500]]],
  chint_ddsu666: [
    'holding',
    [
      [0x2000, 'float32', 230.5],
      [0x2002, 'float32', 1.25],
      [0x2004, 'float32', 0.2805],
      [0x200e, 'float32', 49.98],
      [0x4000, 'float32', 1234.5],
    ],
  ],
  chint_dtsu666: [
    'holding',
    [
      [0x2006, 'float32', 2305],
      [0x2008, 'float32', 0],
      [0x200a, 'float32', 2315],
      [0x200c, 'float32', 1250],
      [0x200e, 'float32', 0],
      [0x2010, 'float32', 2500],
      [0x2014, 'float32', 2805],
      [0x2016, 'float32', 0],
      [0x2018, 'float32', -5702.5],
      [0x2044, 'float32', 4998],
      [0x401e, 'float32', 1234.5],
    ],
  ],
};
function schneider(): MeterNumber[] {
  return [
    [2999, 'float32', 1.25],
    [3001, 'float32', 0],
    [3003, 'float32', 2.5],
    [3027, 'float32', 230.5],
    [3029, 'float32', 0],
    [3031, 'float32', 231.5],
    [3053, 'float32', 0.2805],
    [3055, 'float32', 0],
    [3057, 'float32', -0.57025],
    [3109, 'float32', 49.98],
  ];
}
const meters = Object.keys(held) as MeterType[];
const golden = path.join(import.meta.dirname, 'recordings', 'modbus_meter.prom');

describe.each(meters)('a meter %s', (meter) => {
  test('tells volts, amperes, watts, frequency and energy in base units', async () => {
    const [space, numbers] = held[meter];
    const server = await startMeter(space, numbers);
    open.push(() => server.stop());
    const text = await (await exporterFor(server.port, meter)).probe('meter-1', 'snmp');
    expect(promtoolFindings(text)).toBe('');
    const lines = text.split('\n').filter((line) => !line.includes('probe_duration_seconds'));
    if (meter === 'eastron_sdm630') expect(lines.join('\n')).toBe(readFileSync(golden, 'utf8'));
    const found = samples(text);
    expect(found).toMatchObject({
      probe_success: 1,
      'power_input_volts{input="main",line="1"}': 230.5,
      'power_input_amperes{input="main",line="1"}': 1.25,
      'power_input_watts{input="main",line="1"}': 280.5,
      'power_input_frequency_hertz{input="main",line="1"}': 49.98,
      'power_input_energy_joules_total{input="main"}': 4_444_200_000,
      'power_element_energised{element_id="transformer-1"}': 1,
    });
    if (numbers.length > 5)
      expect(found).toMatchObject({
        'power_input_volts{input="main",line="2"}': 0,
        'power_input_volts{input="main",line="3"}': 231.5,
        'power_input_amperes{input="main",line="3"}': 2.5,
        'power_input_watts{input="main",line="3"}': -570.25,
      });
    for (const { feeds } of modbusModule.reads) for (const metric of feeds) expect(text).toContain(`# TYPE ${metric} `);
  });
});

/** An answer to a request, as a meter makes it, with parts of it replaced. */
function answer(
  request: Buffer,
  { unit = request[6] ?? 0, id = request.readUInt16BE(0), fc = request[7] ?? 0 },
  rest: Buffer,
): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(rest.length + 2, 4);
  header[6] = unit;
  header[7] = fc;
  return Buffer.concat([header, rest]);
}
const registers = (count: number): Buffer => Buffer.concat([Buffer.from([count * 2]), Buffer.alloc(count * 2)]);

describe('a meter', () => {
  test.each<[string, string, (request: Buffer, socket: Socket) => void]>([
    ['that keeps silent', 'timeout', () => undefined],
    ['that closes the connection', 'protocol', (_request, socket) => socket.end()],
    ['that resets the connection', 'protocol', (_request, socket) => socket.resetAndDestroy()],
    ['without that register', 'protocol', (request, socket) => socket.write(exception(request, 2))],
    ['that its gateway cannot find', 'unreachable', (request, socket) => socket.write(exception(request, 10))],
    ['that does not answer its gateway', 'timeout', (request, socket) => socket.write(exception(request, 11))],
    [
      'that answers with fewer registers',
      'protocol',
      (request, socket) => socket.write(answer(request, {}, registers(2))),
    ],
    [
      'that answers with more registers',
      'protocol',
      (request, socket) => socket.write(answer(request, {}, registers(100))),
    ],
    [
      'that says it has more octets than it sends',
      'timeout',
      (request, socket) => socket.write(answer(request, {}, Buffer.from([36, 0, 0]))),
    ],
    [
      'that answers for another unit',
      'timeout',
      (request, socket) => socket.write(answer(request, { unit: 9 }, registers(18))),
    ],
    [
      'that answers another request',
      'protocol',
      (request, socket) => socket.write(answer(request, { id: 999 }, registers(18))),
    ],
    [
      'that answers another function',
      'protocol',
      (request, socket) => socket.write(answer(request, { fc: 3 }, registers(18))),
    ],
    ['that does not speak Modbus', 'timeout', (_request, socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['that sends without end', 'protocol', (_request, socket) => endlessly(socket)],
  ])('%s fails with %s', async (_what, reason, answers) => {
    const server = await startHostileMeter(answers);
    open.push(() => server.stop());
    const text = await (await exporterFor(server.port)).probe('meter-1', 'snmp');
    expect(promtoolFindings(text)).toBe('');
    expect(text).toContain('probe_success 0');
    expect(text).toContain(`probe_failure_info{reason="${reason}"} 1`);
    expect(text).not.toContain('power_');
    expect(samples(text).probe_duration_seconds).toBeLessThan(deadlineSeconds + 0.3);
  });

  test('that fails in the middle keeps what it told', async () => {
    let requests = 0;
    const server = await startHostileMeter((request, socket) =>
      socket.write(requests++ === 0 ? answer(request, {}, registers(18)) : exception(request, 4)),
    );
    open.push(() => server.stop());
    expect(samples(await (await exporterFor(server.port)).probe('meter-1', 'snmp'))).toMatchObject({
      probe_success: 0,
      'power_input_volts{input="main",line="1"}': 0,
      'power_element_energised{element_id="transformer-1"}': 0,
    });
  });

  test('that has no number for a figure leaves it out', async () => {
    const server = await startMeter('input', [
      [0x0000, 'float32', NaN],
      [0x0002, 'float32', Infinity],
      [0x0004, 'float32', 5],
    ]);
    open.push(() => server.stop());
    const found = samples(await (await exporterFor(server.port)).probe('meter-1', 'snmp'));
    expect(Object.keys(found).filter((name) => name.startsWith('power_input_volts{'))).toEqual([
      'power_input_volts{input="main",line="3"}',
    ]);
  });

  test('behind a gateway is asked by its number', async () => {
    const units = new Set<number | undefined>();
    const server = await startHostileMeter((request, socket) => {
      units.add(request[6]);
      socket.write(answer(request, {}, registers(request.readUInt16BE(10))));
    });
    open.push(() => server.stop());
    expect(
      samples(await (await exporterFor(server.port, 'eastron_sdm630', 17)).probe('meter-1', 'snmp')).probe_success,
    ).toBe(1);
    expect([...units]).toEqual([17]);
  });

  test('that is not there refuses', async () => {
    const server = await startMeter('input', []);
    await server.stop();
    expect(await (await exporterFor(server.port)).probe('meter-1', 'snmp')).toContain(
      'probe_failure_info{reason="refused"} 1',
    );
  });
});

const exception = (request: Buffer, code: number): Buffer =>
  answer(request, { fc: (request[7] ?? 0) | 0x80 }, Buffer.from([code]));

function endlessly(socket: Socket): void {
  const send = (): void => {
    while (!socket.destroyed && socket.write(Buffer.alloc(1000)));
  };
  socket.on('drain', send);
  send();
}
