import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChild } from './childServer.ts';

export interface Snmpd {
  port: number;
  stop: () => Promise<void>;
}

/** Debian's snmpd on a free port of 127.0.0.1, with objects of our choice beside its own. */
export async function startSnmpd(community: string, overrides: readonly string[]): Promise<Snmpd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-snmpd-'));
  const probe = createSocket('udp4');
  probe.bind(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  const file = path.join(folder, 'snmpd.conf');
  writeFileSync(file, [`rocommunity ${community} 127.0.0.1`, `persistentDir ${folder}`, ...overrides, ''].join('\n'));
  const args = ['-f', '-Lo', '-C', '-c', file, '-p', path.join(folder, 'pid'), `udp:127.0.0.1:${port}`];
  const child = startChild('/usr/sbin/snmpd', args, { cwd: folder });
  await child.line(/NET-SNMP version/);
  return {
    port,
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
