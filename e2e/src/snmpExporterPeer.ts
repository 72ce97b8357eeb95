import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { until } from './until.ts';

/** Debian's prometheus-snmp-exporter, 0.21 of 2022, which reads the flat shape of snmp.yml. */
export interface SnmpExporterPeer {
  url: string;
  stop: () => Promise<void>;
}

/** @param file where its snmp.yml is written @throws Error with what was waited for when it does not answer */
export async function startSnmpExporterPeer(file: string, snmpYml: string, port: number): Promise<SnmpExporterPeer> {
  await writeFile(file, snmpYml, { mode: 0o600 });
  const address = `127.0.0.1:${port}`;
  const child = spawn('prometheus-snmp-exporter', [`--config.file=${file}`, `--web.listen-address=${address}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  };
  const url = `http://${address}`;
  try {
    await until('snmp_exporter', async () => (await fetch(`${url}/`)).ok, { seconds: 30 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
