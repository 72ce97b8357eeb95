import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scenario } from '@roundsman/contract/scenario.ts';

const command = path.join(import.meta.dirname, 'scenariosCli.ts');
const run = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [command, ...args], { maxBuffer: 2 ** 26 });

describe('the command that writes scenarios', () => {
  let folder = '';
  beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'scenarios-'))));
  afterAll(() => rm(folder, { recursive: true }));

  test('writes a file for each seed', async () => {
    await run('--count', '2', '--seed', '5', '--condition', 'light', '--shape', 'ringed', '--out', folder);
    expect(await readdir(folder)).toEqual(['light-ringed-5.json', 'light-ringed-6.json']);
    const text = await readFile(path.join(folder, 'light-ringed-5.json'), 'utf8');
    expect(scenario.parse(JSON.parse(text))).toMatchObject({ seed: 5, condition: 'light', carrierData: true });
  });

  test('writes one a line to standard output', async () => {
    const { stdout } = await run('--count', '3', '--row', '10', '--no-carrier-data', '--out', '-');
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => scenario.parse(JSON.parse(line)));
    expect(found.map(({ seed, carrierData, faults }) => [seed, carrierData, faults[0]?.row])).toEqual([
      [1, false, 10],
      [2, false, 10],
      [3, false, 10],
    ]);
  });

  test.each([
    [['--out', '-'], '--count and --out are needed; see --help'],
    [['--count', '0', '--out', '-'], '--count: expected 1 to 1000000, got 0'],
    [['--count', 'x', '--out', '-'], '--count: expected a whole number, got "x"'],
    [['--count', '1', '--row', '42', '--out', '-'], '--row: expected 1 to 41, got 42'],
    [
      ['--count', '1', '--shape', 'round', '--out', '-'],
      '--shape: expected one of radial, ringed, mixed, dense, sparse, got "round"',
    ],
    [
      ['--count', '1', '--condition', 'foul', '--out', '-'],
      '--condition: expected one of complete, light, heavy, two, three, got "foul"',
    ],
  ])('refuses %j and says what it takes', async (args, message) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 1, stderr: `${message}\n` });
  });
});
