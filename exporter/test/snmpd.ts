import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChild } from './childServer.ts';

export interface Snmpd {
  port: number;
  /** All its ports, the first among them. */
  ports: readonly number[];
  stop: () => Promise<void>;
}

/** Debian's snmpd on free ports of 127.0.0.1, with objects of our choice beside its own. */
export async function startSnmpd(community: string, overrides: readonly string[], count = 1): Promise<Snmpd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-snmpd-'));
  const ports = await freePorts(count);
  const file = path.join(folder, 'snmpd.conf');
  writeFileSync(file, [`rocommunity ${community} 127.0.0.1`, `persistentDir ${folder}`, ...overrides, ''].join('\n'));
  const args = [
    '-f',
    '-Lo',
    '-C',
    '-c',
    file,
    '-p',
    path.join(folder, 'pid'),
    ...ports.map((port) => `udp:127.0.0.1:${port}`),
  ];
  const child = startChild('/usr/sbin/snmpd', args, { cwd: folder });
  await child.line(/NET-SNMP version/);
  return {
    port: ports[0] ?? 0,
    ports,
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ports that were free a moment ago, held together so that none is found twice. */
async function freePorts(count: number): Promise<number[]> {
  const sockets = Array.from({ length: count }, () => createSocket('udp4').bind(0, '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'listening')));
  const ports = sockets.map((socket) => socket.address().port);
  for (const socket of sockets) socket.close();
  return ports;
}
