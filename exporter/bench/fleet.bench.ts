import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { inventoryText } from '../test/inventoryFixture.ts';
import { heapFlags } from '../src/heapFlags.ts';
import { cpuMs, quantile, rssMb } from './measuredProcess.ts';
import { nodeChildren } from './nodeChildren.ts';
import { scrapeEvenly, type Scraped } from './scrapeEvenly.ts';

const switches = 3000;
const small = 7000;
/** An answer is late when it comes this long after its device's moment. */
const lateMs = 1000;
/** UDP sockets of one process of agents. */
const agentsPerProcess = 5000;

/**
 * One exporter with 10,000 devices, each asked once a minute: 30 % switches of 24 ports, 70 % UPSes. Prints a table, and last one
 * JSON object. MINUTES says for how long after the first, which warms up; 2 unless told.
 */
export async function benchFleet(): Promise<void> {
  const minutes = Number(process.env.MINUTES ?? 2);
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bench-'));
  const { start: child, stop } = nodeChildren();
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

    const devices = Array.from({ length: switches + small }, (_, at) => deviceId(at));
    const ask = { port: Number(port), group: 'snmp', devices } as const;
    const warmUp = await scrapeEvenly({ ...ask, minutes: 1 });
    const [before, started] = [cpuMs(pid), performance.now()];
    const scraped = await scrapeEvenly({ ...ask, minutes });
    const cores = (cpuMs(pid) - before) / (performance.now() - started);
    report(warmUp, scraped, cores, rssMb(pid), minutes);
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
}

const deviceId = (at: number): string => (at % 10 < 3 ? `switch-${at}` : `ups-${at}`);

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
