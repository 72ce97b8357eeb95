import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { nutModule } from '../src/power/nut/module.ts';
import { selfSigned } from './certificate.ts';
import { samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { promtoolFindings } from './promtool.ts';
import { startScriptedLines, type ScriptedLines } from './scriptedLines.ts';
import { startUpsd } from './upsd.ts';

jest.setTimeout(60_000);

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((stop) => stop()));
});

const recordings = path.join(import.meta.dirname, 'recordings');
const recorded = readFileSync(path.join(recordings, 'nut.dev'), 'utf8');
const password = 'with "quotes" and \\';
const deadlineSeconds = 1;

async function exporterFor(port: number, nut: Record<string, unknown> = {}): Promise<ExporterUnderTest> {
  const under = await startExporterUnderTest(
    [
      {
        id: 'ups-1',
        kind: 'ups',
        modules: ['nut'],
        address: `127.0.0.1:${port}`,
        credentials: 'upsd',
        nut: { ups: 'sim', ...nut },
        senses: [
          { input: 'main', element: 'breaker-1' },
          { input: 'bypass', element: 'transformer-1' },
        ],
      },
    ],
    {
      config: { probes: { snmp: { deadlineSeconds } } },
      passive: [{ id: 'breaker-1', kind: 'breaker', fedBy: ['transformer-1'] }],
      files: { 'credentials.yml': stringify({ upsd: { type: 'nut', username: 'monitor', password } }) },
    },
  );
  open.push(() => under.close());
  return under;
}

async function failureOf(under: ExporterUnderTest): Promise<string> {
  const text = await under.probe('ups-1', 'snmp');
  expect(promtoolFindings(text)).toBe('');
  expect(samples(text).probe_success).toBe(0);
  expect(samples(text).probe_duration_seconds).toBeLessThan(deadlineSeconds + 0.3);
  return /probe_failure_info\{reason="(\w+)"\}/.exec(text)?.[1] ?? 'none';
}

async function scripted(answer: (line: string, socket: Socket) => void): Promise<ScriptedLines> {
  const server = await startScriptedLines(answer);
  open.push(() => server.stop());
  return server;
}

const list = (...lines: string[]): string => `BEGIN LIST VAR sim\n${lines.join('\n')}\nEND LIST VAR sim\n`;

/** Takes the login, and answers the list as told. */
const listing =
  (list: string | ((socket: Socket) => void)) =>
  (line: string, socket: Socket): void => {
    if (!line.startsWith('LIST')) socket.write('OK\n');
    else if (typeof list === 'string') socket.write(list);
    else list(socket);
  };

describe('a upsd', () => {
  test.each<[string, string, string | ((socket: Socket) => void)]>([
    ['that does not know the UPS', 'protocol', 'ERR UNKNOWN-UPS\n'],
    ['whose UPS does not answer any more', 'unreachable', 'ERR DATA-STALE\n'],
    ['that has not read the UPS yet', 'unreachable', list('VAR sim ups.status "WAIT"')],
    ['that denies access', 'unauthorised', 'ERR ACCESS-DENIED\n'],
    ['that keeps silent', 'timeout', () => undefined],
    ['that stops in the middle of the list', 'timeout', 'BEGIN LIST VAR sim\nVAR sim ups.status "OL"\n'],
    ['that hangs up in the middle', 'protocol', (socket) => socket.end('BEGIN LIST VAR sim\n')],
    ['that lists another UPS', 'protocol', 'BEGIN LIST VAR other\nEND LIST VAR other\n'],
    ['that puts a variable of another UPS into the list', 'protocol', list('VAR other ups.status "OL"')],
    ['that does not end a value', 'protocol', list('VAR sim ups.status "OL')],
    ['that sends a line without end', 'protocol', (socket) => socket.write('x'.repeat(10_000))],
    [
      'that lists without end',
      'protocol',
      (socket) => socket.write('BEGIN LIST VAR sim\n' + 'VAR sim a "1"\n'.repeat(5000)),
    ],
  ])('%s fails with %s', async (_what, reason, answer) => {
    const { port } = await scripted(listing(answer));
    expect(await failureOf(await exporterFor(port))).toBe(reason);
  });

  test('that has no TLS gets no password when TLS is asked for', async () => {
    const server = await scripted((_line, socket) => void socket.write('ERR FEATURE-NOT-CONFIGURED\n'));
    expect(await failureOf(await exporterFor(server.port, { tls: 'required' }))).toBe('protocol');
    expect(server.received).toEqual(['STARTTLS']);
  });

  test('that goes on in clear after it agreed to TLS is not believed', async () => {
    const said = `OK STARTTLS\n${list('VAR sim ups.status "OB"')}`;
    const server = await scripted((_line, socket) => void socket.write(said));
    expect(await failureOf(await exporterFor(server.port, { tls: 'required' }))).toBe('protocol');
  });

  test('that agrees to TLS and then says nothing is a timeout', async () => {
    const server = await scripted((_line, socket) => void socket.write('OK STARTTLS\n'));
    expect(await failureOf(await exporterFor(server.port, { tls: 'required' }))).toBe('timeout');
  });

  test('is told the password under TLS, and nowhere else does it show', async () => {
    const inside: string[] = [];
    const server = await scripted((_line, plain) => {
      plain.write('OK STARTTLS\n');
      const socket = new TLSSocket(plain, { isServer: true, ...selfSigned() });
      socket
        .on('error', () => undefined)
        .on('data', (chunk: Buffer) => {
          for (const line of chunk.toString().trim().split('\n')) {
            inside.push(line);
            listing(list('VAR sim ups.status "OB LB"', 'VAR sim battery.charge "0"'))(line, socket);
          }
        });
    });
    const under = await exporterFor(server.port, { tls: 'required' });
    const { body } = await under.get('/probe?target=ups-1&module=snmp&debug=true');
    expect(body).toContain('power_source{source="battery"} 1');
    expect(body).toContain('ups_battery_status{status="depleted"} 1');
    expect(server.received).toEqual(['STARTTLS']);
    expect(inside).toEqual(['USERNAME "monitor"', 'PASSWORD "with \\"quotes\\" and \\\\"', 'LIST VAR sim']);
    expect([body, under.logged(), (await under.get('/')).body].join()).not.toContain('quotes');
  });

  test('of three phases tells each', async () => {
    const phases = [1, 2, 3].map((phase) => `VAR sim input.L${phase}-N.voltage "${phase === 2 ? 0 : 230}"`);
    const { port } = await scripted(listing(list(...phases, 'VAR sim input.voltage "1"', 'VAR sim ups.status "OL"')));
    const found = samples(await (await exporterFor(port)).probe('ups-1', 'snmp'));
    expect(found).toMatchObject({
      'power_input_volts{input="main",line="1"}': 230,
      'power_input_volts{input="main",line="2"}': 0,
      'power_input_volts{input="main",line="3"}': 230,
      'power_element_energised{element_id="breaker-1"}': 1,
    });
  });

  test('that says nothing that is known leaves all unknown', async () => {
    const lines = ['VAR sim ups.status ""', 'VAR sim input.voltage "NaN"', 'VAR sim battery.charge "1e3"'];
    const { port } = await scripted(listing(list(...lines)));
    const text = await (await exporterFor(port)).probe('ups-1', 'snmp');
    expect(Object.keys(samples(text)).sort()).toEqual(['probe_duration_seconds', 'probe_success']);
  });
});

describe("Debian's upsd", () => {
  test('with a recorded UPS says what is written beside the recording', async () => {
    const upsd = await startUpsd(recorded);
    open.push(() => upsd.stop());
    const under = await exporterFor(upsd.port);
    let text = await under.probe('ups-1', 'snmp');
    // The driver hands over what it read a moment after upsd found it.
    while (samples(text).probe_success === 0) text = await under.probe('ups-1', 'snmp');
    expect(promtoolFindings(text)).toBe('');
    const lines = text.split('\n').filter((line) => !line.includes('probe_duration_seconds'));
    expect(lines.join('\n')).toBe(readFileSync(path.join(recordings, 'nut.prom'), 'utf8'));
    for (const { feeds } of nutModule.reads) for (const metric of feeds) expect(text).toContain(`# TYPE ${metric} `);
    expect(await failureOf(await exporterFor(upsd.port, { ups: 'other' }))).toBe('protocol');
    expect(await failureOf(await exporterFor(upsd.port, { tls: 'required' }))).toBe('protocol');
    await upsd.stopDriver();
    expect(await failureOf(under)).toBe('unreachable');
  });
});
