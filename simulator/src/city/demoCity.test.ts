import { expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

// Processes start slowly on a machine that is busy with other tests.
jest.setTimeout(30_000);

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '../../..');
const generate = (...args: string[]) =>
  run(process.execPath, [path.join(root, 'simulator/src/generateCli.ts'), ...args]);

test('the demo city in provisioning is what the generator writes', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'city-'));
  try {
    await generate('--sites', '12', '--out', folder);
    const names = (await readdir(path.join(folder, 'inventory'))).sort();
    const provisioned = path.join(root, 'provisioning/inventory');
    expect((await readdir(provisioned)).filter((name) => name.endsWith('.yaml')).sort()).toEqual(names);
    for (const name of names)
      expect(await readFile(path.join(provisioned, name), 'utf8')).toBe(
        await readFile(path.join(folder, 'inventory', name), 'utf8'),
      );
    expect(await readFile(path.join(root, 'provisioning/demo-credentials.yaml'), 'utf8')).toBe(
      await readFile(path.join(folder, 'credentials.yaml'), 'utf8'),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each([
  [['--out', 'x'], '--sites and --out are needed'],
  [['--sites', 'many', '--out', 'x'], '--sites: expected a whole number, got "many"'],
  [['--sites', '0', '--out', 'x'], 'sites: expected a whole number from 1'],
  [['--cities', '2'], "Unknown option '--cities'"],
])('the generator refuses %j', async (args, message) => {
  const failure: unknown = await generate(...args).catch((error: unknown) => error);
  expect(failure).toHaveProperty('code', 1);
  expect(failure).toHaveProperty('stderr', expect.stringContaining(message));
});
