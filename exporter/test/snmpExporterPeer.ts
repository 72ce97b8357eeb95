import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChild } from './childServer.ts';

/** Debian's prometheus-snmp-exporter, 0.21 of 2022. */
export interface SnmpExporterPeer {
  url: string;
  pid: number;
  stop: () => Promise<void>;
}

/** Run it with a file of the flat shape, on a free port of 127.0.0.1. @throws when it refuses the file, with what it says */
export async function startSnmpExporterPeer(snmpYml: string): Promise<SnmpExporterPeer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-peer-'));
  const file = path.join(folder, 'snmp.yml');
  writeFileSync(file, snmpYml);
  const port = await freePort();
  const child = startChild('prometheus-snmp-exporter', [
    `--config.file=${file}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  await child.line(/Listening on/);
  const stop = async (): Promise<void> => {
    await child.stop();
    rmSync(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}`, pid: child.process.pid ?? 0, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
