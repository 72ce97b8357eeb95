import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readResults, sum } from './results.ts';
import { testStages } from './steps.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-results-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

test('a file of tests that could not be run counts as one that failed', () => {
  const figures = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numRuntimeErrorTestSuites: 1 };
  expect(readResults(written('jest.json', JSON.stringify(figures)))).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test("the sums of Node's own runner are read from the end of its TAP", () => {
  const tap = '1..9\n# tests 9\n# suites 0\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n';
  expect(readResults(written('node.tap', tap))).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a runner that wrote nothing has no results', () => {
  expect(readResults(path.join(folder, 'nothing.json'))).toBeNull();
  expect(
    sum([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 4, failed: 0, skipped: 1 },
    ]),
  ).toEqual({ passed: 5, failed: 2, skipped: 4 });
});

test('the long tests are left out unless they are asked for', () => {
  const commands = (long: boolean): string => JSON.stringify(testStages({ long, results: folder }));
  expect(commands(false)).toContain('long');
  expect(commands(true)).not.toContain('long');
});
