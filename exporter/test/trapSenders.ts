import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who sends, as net-snmp's tools are told. */
export interface Sender {
  /** `-v 2c -c public` or the like. */
  security: readonly string[];
  /** Loopback address that it sends from. */
  address?: string;
}

/** Debian's snmptrap. `what`: uptime, name and objects; for version 1 enterprise, agent, generic, specific, uptime and objects. */
export async function snmptrap(port: number, { security, address = '127.0.0.1' }: Sender, what: readonly string[]) {
  await run('snmptrap', [...security, `--clientaddr=${address}`, '-Ln', `127.0.0.1:${port}`, ...what]);
}

/** Debian's snmpinform, which waits for the acknowledgement. @returns whether it came */
export async function snmpinform(
  port: number,
  { security, address = '127.0.0.1' }: Sender,
  what: readonly string[],
): Promise<boolean> {
  const patience = ['-r', '1', '-t', '1'];
  const args = [...security, ...patience, `--clientaddr=${address}`, '-Ln', `127.0.0.1:${port}`, ...what];
  return run('snmpinform', args).then(
    () => true,
    () => false,
  );
}

/** Datagrams as they are, from one socket. */
export async function sendDatagrams(
  port: number,
  datagrams: readonly Uint8Array[],
  address = '127.0.0.1',
): Promise<void> {
  const socket = createSocket('udp4').bind(0, address);
  await once(socket, 'listening');
  for (const octets of datagrams)
    await new Promise<void>((sent, failed) =>
      socket.send(octets, port, '127.0.0.1', (error) => (error ? failed(error) : sent())),
    );
  socket.close();
}
