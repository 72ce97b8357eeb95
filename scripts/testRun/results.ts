import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** How many tests of a runner went which way. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const jestResults = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numRuntimeErrorTestSuites: z.int(),
});

/**
 * Reads what a runner wrote: jest its JSON, Node's own runner TAP (`*.tap`). A file of tests that could not be run counts as
 * one that failed. Null where nothing was written.
 */
export function readResults(file: string): Count | null {
  if (!existsSync(file)) return null;
  if (file.endsWith('.tap')) return readTap(readFileSync(file, 'utf8'));
  const found = jestResults.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + found.numRuntimeErrorTestSuites,
    skipped: found.numPendingTests,
  };
}

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  skipped: counts.reduce((total, { skipped }) => total + skipped, 0),
});

/** The sums at the end of Node's TAP. */
function readTap(text: string): Count {
  const figure = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    passed: figure('pass'),
    failed: figure('fail') + figure('cancelled'),
    skipped: figure('skipped') + figure('todo'),
  };
}
