import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { startOptions, testOptions } from './options.mjs';

const run = promisify(execFile);

describe('what npm start is asked for', () => {
  test.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['surplus'], "Unexpected argument 'surplus'"],
    [['--sites', '0'], '--sites: expected 1 to 5000, not "0"'],
    [['--sites', '12x'], '--sites: expected 1 to 5000, not "12x"'],
    [['--port-base', '80'], '--port-base: expected 1024 to 65500, not "80"'],
    [['--inventory', 'city.yaml'], '--inventory needs --credentials'],
    [['--credentials', 'secrets.yaml'], '--credentials needs --inventory'],
    [['--sites', '3', '--inventory', 'a', '--credentials', 'b'], '--sites is for the simulated district'],
    [['--notify', 'notify.yml'], '--notify and --on-call go together'],
  ])('is refused with the reason and the usage: %j', (args, reason) => {
    expect(() => startOptions(args)).toThrow(reason);
    expect(() => startOptions(args)).toThrow('npm start -- [options]');
  });

  test('is a simulated district of 12 sites unless it says otherwise', () => {
    expect(startOptions([])).toMatchObject({ district: { sites: 12 }, portBase: 9400, yes: false, dataDir: null });
    expect(startOptions(['--sites', '30', '--port-base', '9900', '--yes', '--data-dir', '/tmp/x'])).toMatchObject({
      district: { sites: 30 },
      portBase: 9900,
      yes: true,
      dataDir: '/tmp/x',
    });
  });

  test("can be one's own devices, from several files", () => {
    const { district } = startOptions(['--inventory', 'a', '--inventory', 'b', '--credentials', 'c']);
    expect(district).toEqual({ inventory: ['a', 'b'], credentials: 'c' });
  });
});

test('npm test knows --long, and refuses what it does not know', () => {
  expect(testOptions(['--long'])).toMatchObject({ long: true, yes: false });
  expect(() => testOptions(['--short'])).toThrow("Unknown option '--short'");
});

test('an unknown option ends the command with status 1 before anything is installed', async () => {
  const command = run(process.execPath, [path.join(import.meta.dirname, 'start.mjs'), '--bogus']);
  await expect(command).rejects.toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('--bogus') });
});
