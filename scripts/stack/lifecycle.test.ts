import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { isAlive } from './leftovers.ts';
import { StackProcess } from './stackProcess.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'roundsman-life-'));
  chmodSync(dataDir, 0o711);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const launch = (): ChildProcess =>
  spawn(process.execPath, [path.join(import.meta.dirname, 'fixtures/miniLauncher.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });

/** Starts two servers by a launcher of its own; resolves when both are at work. */
async function launched(): Promise<{ launcher: ChildProcess; servers: number[] }> {
  const launcher = launch();
  if (!launcher.stdout) throw new Error('no output');
  for await (const line of createInterface(launcher.stdout)) {
    return { launcher, servers: z.array(z.int()).length(2).parse(JSON.parse(line)) };
  }
  throw new Error('the launcher ended');
}

async function gone(pids: readonly number[]): Promise<void> {
  for (const until = Date.now() + 30_000; pids.some(isAlive) && Date.now() < until;) await pause(20);
  expect(pids.filter(isAlive)).toEqual([]);
}

describe('nothing is left running', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'after %s, and the launcher ends with status 0',
    async (signal) => {
      const { launcher, servers } = await launched();
      expect(servers.filter(isAlive)).toEqual(servers);
      launcher.kill(signal);
      expect(await once(launcher, 'exit')).toEqual([0, null]);
      await gone(servers);
      expect(existsSync(path.join(dataDir, 'run.json'))).toBe(false);
    },
    90_000,
  );

  test('after SIGKILL of the launcher, and the next start works on what it left', async () => {
    const first = await launched();
    first.launcher.kill('SIGKILL');
    await once(first.launcher, 'exit');
    await gone(first.servers);
    const second = await launched();
    second.launcher.kill('SIGINT');
    await once(second.launcher, 'exit');
    await gone(second.servers);
  }, 90_000);

  test('after a second Ctrl-C that does not wait', async () => {
    const { launcher, servers } = await launched();
    launcher.kill('SIGINT');
    launcher.kill('SIGINT');
    await once(launcher, 'exit');
    await gone(servers);
  }, 90_000);
});

test('a second launcher on the same data is refused while the first one runs', async () => {
  const { launcher, servers } = await launched();
  const other = launch();
  let complaint = '';
  other.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  await once(other, 'close');
  expect(complaint).toContain(`Roundsman runs already on ${dataDir} (process ${launcher.pid})`);
  launcher.kill('SIGINT');
  await once(launcher, 'exit');
  await gone(servers);
}, 90_000);

describe('a server that does not come to work', () => {
  const server = (script: string, healthDeadline = 5000): StackProcess =>
    new StackProcess({
      name: 'broken',
      command: [process.execPath, '-e', script],
      folder: dataDir,
      logFile: path.join(dataDir, `${script.length}.log`),
      health: () => Promise.reject(new Error('refused')),
      healthDeadline,
    });

  test('is reported with how it ended and the end of its log', async () => {
    const broken = server("console.error('the disk is full'); process.exitCode = 3");
    await expect(broken.start()).rejects.toThrow(/broken ended at its start \(status 3\)\nthe disk is full\n/);
  });

  test('is stopped when its time is over', async () => {
    const silent = server('setInterval(() => {}, 1000)', 200);
    await expect(silent.start()).rejects.toThrow('broken is not at work after 0.2 s: refused');
    expect(silent.pid).toBeNull();
  });

  test('is named where its binary is not there', async () => {
    const missing = new StackProcess({ ...server('').spec, command: ['/no/such/server'] });
    await expect(missing.start()).rejects.toThrow('/no/such/server');
  });
});

test('a server can be killed and started again', async () => {
  const server = new StackProcess({
    name: 'idle',
    command: [process.execPath, '-e', 'setInterval(() => {}, 1000)'],
    folder: dataDir,
    logFile: path.join(dataDir, 'idle.log'),
    health: () => Promise.resolve(),
  });
  await server.start();
  const first = server.pid;
  server.kill();
  expect(await server.ended).toBe('SIGKILL');
  await server.start();
  expect(server.pid).not.toBe(first);
  await server.stop();
  expect(server.pid).toBeNull();
});
