import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { startChild, type ChildServer } from '../test/childServer.ts';
import { inventoryText } from '../test/inventoryFixture.ts';
import { heapFlags } from '../src/heapFlags.ts';
import { cpuMs, quantile, rssMb } from './measuredProcess.ts';

const switches = 3000;
const small = 7000;
/** Every device is asked once in this time, as Prometheus does: spread evenly, each at its own moment. */
const intervalMs = 60_000;
/** An answer is late when it comes this long after its device's moment. */
const lateMs = 1000;
/** UDP sockets of one process of agents. */
const agentsPerProcess = 5000;

interface Scraped {
  /** From the device's moment to the whole answer, ms. */
  afterMs: number;
  good: boolean;
}

/**
 * One exporter with 10,000 devices, each asked once a minute: 30 % switches of 24 ports, 70 % UPSes. Prints a table, and last one
 * JSON object. MINUTES says for how long after the first, which warms up; 2 unless told.
 */
export async function benchFleet(): Promise<void> {
  const minutes = Number(process.env.MINUTES ?? 2);
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bench-'));
  const running: ChildServer[] = [];
  const child = (script: string, args: readonly string[], flags: readonly string[] = []): ChildServer => {
    const made = startChild(process.execPath, [...flags, path.join(import.meta.dirname, script), ...args]);
    running.push(made);
    return made;
  };
  try {
    const agents = async (kind: string, count: number): Promise<number[]> => {
      const counts = Array.from({ length: Math.ceil(count / agentsPerProcess) }, (_, at) =>
        Math.min(agentsPerProcess, count - at * agentsPerProcess),
      );
      const ports = counts.map(async (part) => {
        const [line] = await child('switchFleet.ts', [String(part), kind]).line(/^\[.*\]$/m);
        return z.array(z.number()).parse(JSON.parse(line));
      });
      return (await Promise.all(ports)).flat();
    };
    const config = writeConfig(folder, await agents('switch', switches), await agents('ups', small));
    const exporter = child('../src/main.ts', ['--config', config], heapFlags);
    const [, port] = await exporter.line(/"port":(\d+),.*"listening"/);
    const pid = exporter.process.pid ?? 0;

    const warmUp = await scrapeAll(Number(port), 1);
    const [before, started] = [cpuMs(pid), performance.now()];
    const scraped = await scrapeAll(Number(port), minutes);
    const cores = (cpuMs(pid) - before) / (performance.now() - started);
    report(warmUp, scraped, cores, rssMb(pid), minutes);
  } finally {
    await Promise.all(running.map((process) => process.stop()));
    rmSync(folder, { recursive: true });
  }
}

const deviceId = (at: number): string => (at % 10 < 3 ? `switch-${at}` : `ups-${at}`);

/** Ask every device once a minute for so many minutes. */
async function scrapeAll(port: number, minutes: number): Promise<Scraped[]> {
  const agent = new Agent({ keepAlive: true });
  const devices = switches + small;
  const begin = performance.now() + 100;
  const asked: Promise<Scraped>[] = [];
  for (let at = 0; at < devices * minutes;) {
    const now = performance.now() - begin;
    for (; at < devices * minutes && (at * intervalMs) / devices <= now; at++) {
      const due = begin + (at * intervalMs) / devices;
      asked.push(scrape(agent, port, deviceId(at % devices), due));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const scraped = await Promise.all(asked);
  agent.destroy();
  return scraped;
}

function scrape(agent: Agent, port: number, device: string, due: number): Promise<Scraped> {
  return new Promise((resolve) => {
    const ended = (good: boolean): void => resolve({ afterMs: performance.now() - due, good });
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '10' };
    const request = get({ agent, port, host: '127.0.0.1', path: `/probe?target=${device}`, headers }, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (part: string) => void (text += part));
      response.on('end', () => ended(response.statusCode === 200 && /^probe_success 1$/m.test(text)));
      response.on('error', () => ended(false));
    });
    request.on('error', () => ended(false));
  });
}

function report(
  warmUp: readonly Scraped[],
  scraped: readonly Scraped[],
  cores: number,
  rss: number,
  minutes: number,
): void {
  const after = scraped.map(({ afterMs }) => afterMs).sort((a, b) => a - b);
  const late = after.filter((ms) => ms > lateMs).length / scraped.length;
  const lost = scraped.filter(({ good }) => !good).length;
  console.log(`${switches} switches of 24 ports and ${small} UPSes, each asked once a minute, ${minutes} minutes\n`);
  console.log('| answers | p50 ms | p99 ms | most ms | late | lost | lost in the first minute | cores | RSS MB |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  const times = [quantile(after, 0.5), quantile(after, 0.99), after.at(-1) ?? NaN].map((ms) => ms.toFixed(0));
  const lostBefore = warmUp.filter(({ good }) => !good).length;
  console.log(
    `| ${scraped.length} | ${times.join(' | ')} | ${(late * 100).toFixed(2)} % | ${lost} | ${lostBefore} | ${cores.toFixed(3)} | ${rss.toFixed(0)} |\n`,
  );
  console.log(
    JSON.stringify({
      devices: switches + small,
      cpu_cores: Math.round(cores * 1000) / 1000,
      rss_mb: Math.round(rss),
      late_ratio: Math.round(late * 1e5) / 1e5,
      lost,
    }),
  );
}

/** Devices of both kinds are mixed, as in a city. */
function writeConfig(folder: string, switchPorts: readonly number[], upsPorts: readonly number[]): string {
  const [ofSwitches, ofSmall] = [[...switchPorts], [...upsPorts]];
  const devices = Array.from({ length: switches + small }, (_, at) => {
    const isSwitch = at % 10 < 3;
    return {
      id: deviceId(at),
      kind: isSwitch ? 'switch' : 'ups',
      modules: [isSwitch ? 'snmp_if' : 'snmp_ups'],
      address: `127.0.0.1:${(isSwitch ? ofSwitches : ofSmall).pop() ?? 0}`,
      credentials: 'agent',
    };
  });
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  write('inventory.yml', inventoryText(devices));
  write('credentials.yml', 'agent: { type: snmp_v2c, community: public }\n');
  write(
    'exporter.yml',
    stringify({ listen: { port: 0 }, inventory: ['inventory.yml'], credentialsFile: 'credentials.yml' }),
  );
  return path.join(folder, 'exporter.yml');
}
