import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ExporterFailure } from '../probe/failure.ts';
import { FpingBatches, type FpingSettings } from './fping.ts';

jest.setTimeout(30_000);

let folder: string;
let warnings: string[];
let batches: FpingBatches[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-fping-'));
  warnings = [];
  batches = [];
});
afterEach(() => {
  for (const one of batches) one.close();
  rmSync(folder, { recursive: true });
});

const settings = { packets: 2, timeoutSeconds: 0.3, processes: 2 };

/** Batches of a program that does this in place of fping. */
function withProgram(script: string, other: Partial<FpingSettings> = {}): FpingBatches {
  const command = path.join(folder, 'program');
  writeFileSync(command, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return withCommand(command, other);
}
function withCommand(command: string, other: Partial<FpingSettings> = {}): FpingBatches {
  const made = new FpingBatches({ ...settings, command, ...other }, (message) => warnings.push(message));
  batches.push(made);
  return made;
}
const within = (seconds: number): number => performance.now() + seconds * 1000;
const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `127.77.${at >> 8}.${at & 255}`);

describe('fping', () => {
  test.each([
    [
      'dies',
      'echo "fping: can\'t create socket" >&2; exit 4',
      /ended with 4 .* 127\.0\.0\.1: fping: can't create socket$/,
    ],
    ['is killed', 'kill -9 $$', /was ended by SIGKILL/],
    ['says nothing', 'cat >/dev/null', /ended with 0 and says nothing of 127\.0\.0\.1$/],
    ['says something else', 'echo "127.0.0.1 is alive" >&2', /says nothing of 127\.0\.0\.1: 127\.0\.0\.1 is alive/],
    ['talks without end', 'exec yes 127.0.0.1 >&2', /was ended by SIGKILL/],
  ])('that %s is a fault of the exporter, and warned of', async (_what, script, message) => {
    const asked = withProgram(script).ping('127.0.0.1', within(5));
    await expect(asked).rejects.toThrow(ExporterFailure);
    await expect(asked).rejects.toThrow(message);
    expect(warnings).toHaveLength(1);
  });

  test('that is missing is a fault of the exporter', async () => {
    const asked = withCommand(path.join(folder, 'nothing')).ping('127.0.0.1', within(5));
    await expect(asked).rejects.toThrow(/fping cannot be run \(spawn .* ENOENT\)/);
  });

  test('that hangs is not waited for beyond the deadline', async () => {
    const asked = withProgram('exec sleep 20').ping('127.0.0.1', within(0.4));
    await expect(asked).rejects.toThrow('fping was not done within the deadline');
  });

  test('is given addresses only', () => {
    expect(() => withCommand('fping').ping('127.0.0.1\n127.0.0.2', within(1))).toThrow('is no address');
    expect(() => withCommand('fping').ping('--version', within(1))).toThrow('is no address');
  });

  test('asks a thousand devices with a few processes, no more at once than allowed', async () => {
    const log = path.join(folder, 'log');
    const fping = withProgram(`echo start >>${log}; fping "$@"; echo end >>${log}`);
    const results = await Promise.all(addresses(1000).map((address) => fping.ping(address, within(10))));
    expect(results.filter(({ roundTripsMs }) => roundTripsMs.every((ms) => ms !== undefined))).toHaveLength(1000);
    const steps = readFileSync(log, 'utf8').trim().split('\n');
    expect(steps.filter((step) => step === 'start')).toHaveLength(4);
    let running = 0;
    const most = Math.max(...steps.map((step) => (running += step === 'start' ? 1 : -1)));
    expect(most).toBeLessThanOrEqual(settings.processes);
    expect(warnings).toEqual([]);
  });

  test('asks an address once, however many want to know', async () => {
    const log = path.join(folder, 'log');
    const fping = withProgram(`tee ${log} | fping "$@"`);
    const results = await Promise.all([1, 2, 3].map(() => fping.ping('127.0.0.1', within(5))));
    expect(new Set(results).size).toBe(1);
    expect(readFileSync(log, 'utf8')).toBe('127.0.0.1\n');
  });

  test('does not ask what nobody waits for any more', async () => {
    const log = path.join(folder, 'log');
    const fping = withProgram(`tee -a ${log} | fping "$@"`, { processes: 1 });
    const gone = fping.ping('127.0.0.2', within(0.01));
    const wanted = fping.ping('127.0.0.3', within(5));
    await expect(gone).rejects.toThrow(ExporterFailure);
    await wanted;
    expect(readFileSync(log, 'utf8')).toBe('127.0.0.3\n');
  });

  test('asks IPv6 too', async () => {
    const { roundTripsMs } = await withCommand('fping').ping('::1', within(5));
    expect(roundTripsMs).toHaveLength(settings.packets);
  });
});
