import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadInventory } from '@roundsman/contract/inventory/load.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { freePorts } from '../../scripts/stack/ports.ts';
import { clipsFolder } from './clipsFolder.ts';
import { SimulatorClient } from './simulatorClient.ts';
import { until } from './until.ts';

/** Simulated devices and an exporter that reads them, and nothing behind it. */
export interface ReadDistrict {
  inventory: Inventory;
  simulator: SimulatorClient;
  /** What the exporter makes of a device, in lines of the text format, without comments. */
  probe: (device: string, group: string) => Promise<string[]>;
  /** What the exporter answers at a path. @throws Error for another status than 200 */
  get: (pathAndQuery: string) => Promise<string>;
  stop: () => Promise<void>;
}

const root = path.join(import.meta.dirname, '../..');
const token = 'a-token-of-the-tests-only';

export interface ReadDistrictOptions {
  sites: number;
  batterySeconds: number;
  /** Share of the devices' notifications that get lost on their way to the exporter; none by default. */
  trapLoss?: number;
  /** More of the exporter's configuration, by what stands in the folder of the city's files, where it may put files of its own. */
  configure?: (folder: string) => Promise<Record<string, unknown>>;
}

/** Brings both up. @throws Error with the last words of what did not start. */
export async function startReadDistrict({
  sites,
  batterySeconds,
  trapLoss = 0,
  configure = () => Promise.resolve({}),
}: ReadDistrictOptions): Promise<ReadDistrict> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rm-read-'));
  const ports = await freePorts();
  const file = (name: string): string => path.join(folder, name);
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null) return;
        child.kill('SIGTERM');
        await once(child, 'exit');
      }),
    );
    await rm(folder, { recursive: true, force: true });
  };
  const start = (script: string, ...args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [path.join(root, script), ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    children.push(child);
    return child;
  };
  try {
    const ofDevices = ['--snmp-port', String(ports.snmp), '--rtsp-port', String(ports.rtsp)];
    await once(start('simulator/src/generateCli.ts', '--sites', String(sites), '--out', folder, ...ofDevices), 'exit');
    await writeFile(file('token'), token);
    const config = {
      listen: { host: '127.0.0.1', port: ports.exporter },
      inventory: [file('inventory')],
      credentialsFile: file('credentials.yaml'),
      metricsTokenFile: file('token'),
      traps: { listen: { host: '127.0.0.1', port: ports.traps } },
      ...(await configure(folder)),
    };
    await writeFile(file('exporter.yml'), JSON.stringify(config));
    const ofCity = ['--inventory', file('inventory'), '--credentials', file('credentials.yaml')];
    const control = ['--control-port', String(ports.simulator), '--data-dir', clipsFolder()];
    const telling = ['--trap-receiver', `127.0.0.1:${ports.traps}`, '--trap-loss', String(trapLoss)];
    start('simulator/src/main.ts', ...ofCity, ...control, ...telling, '--battery-seconds', String(batterySeconds));
    start('exporter/src/main.ts', '--config', file('exporter.yml'));
    const urls = { simulator: `http://127.0.0.1:${ports.simulator}`, exporter: `http://127.0.0.1:${ports.exporter}` };
    for (const [name, url] of Object.entries(urls))
      await until(`the ${name}`, async () => (await fetch(`${url}/healthz`)).ok, { seconds: 60 });
    const get = async (pathAndQuery: string): Promise<string> => {
      const reply = await fetch(urls.exporter + pathAndQuery, { headers: { authorization: `Bearer ${token}` } });
      if (!reply.ok) throw new Error(`${pathAndQuery}: ${reply.status} ${await reply.text()}`);
      return reply.text();
    };
    return {
      inventory: await loadInventory([file('inventory')]),
      simulator: new SimulatorClient(urls.simulator),
      probe: async (device, group) => {
        const text = await get(`/probe?${new URLSearchParams({ target: device, module: group })}`);
        return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      },
      get,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
