import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const folder = new URL('./', import.meta.url);

test('no statement takes the time from the database: the clock of the service is the only one', async () => {
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => /\.(sql|ts)$/.test(name) && !name.endsWith('.test.ts'),
  );
  expect(names).toContain('migrations/0001_work_orders.sql');
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8');
    expect(`${name}: ${/\bnow\(\)|current_timestamp|localtimestamp|clock_timestamp/i.exec(text)?.[0] ?? 'none'}`).toBe(
      `${name}: none`,
    );
  }
});
