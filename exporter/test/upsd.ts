import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { startChild } from './childServer.ts';

/** Where Debian has them; /sbin/upsd there is a script that asks /etc/nut whether it may run. */
const programs = '/lib/nut';

export interface Upsd {
  port: number;
  /** End the driver, and with it what upsd knows of the UPS. */
  stopDriver: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Debian's upsd on a free port of 127.0.0.1, with one UPS `sim` that has the variables of a file of `name: value` lines. */
export async function startUpsd(variables: string): Promise<Upsd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-upsd-'));
  const file = (name: string, lines: readonly string[]): void =>
    writeFileSync(path.join(folder, name), [...lines, ''].join('\n'), { mode: 0o600 });
  const port = await freePort();
  const state = path.join(folder, 'state');
  mkdirSync(state, { mode: 0o700 });
  file('ups.conf', ['[sim]', 'driver = dummy-ups', 'port = sim.dev', 'mode = dummy-once', 'desc = "Recorded"']);
  file('sim.dev', [variables]);
  file('upsd.conf', [`LISTEN 127.0.0.1 ${port}`, `STATEPATH ${state}`]);
  file('upsd.users', ['[monitor]', 'password = "with \\"quotes\\""', 'upsmon secondary']);
  const env = { ...process.env, NUT_CONFPATH: folder, NUT_STATEPATH: state, NUT_ALTPIDPATH: state };
  const user = ['-F', '-u', userInfo().username];
  const waiting = watch(state);
  const driver = startChild(path.join(programs, 'dummy-ups'), ['-a', 'sim', ...user], { cwd: folder, env });
  // It says nothing when it is ready, but its socket is there then; upsd would look again only after seconds.
  const [, socket] = (await once(waiting, 'change')) as [string, string];
  waiting.close();
  if (!socket.startsWith('dummy-ups')) throw new Error(`the driver makes ${socket} in place of its socket`);
  const upsd = startChild(path.join(programs, 'upsd'), user, { cwd: folder, env });
  await upsd.line(/Connected to UPS \[sim\]/);
  return {
    port,
    stopDriver: () => driver.stop(),
    stop: async () => {
      await upsd.stop();
      await driver.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
