// What `npm test` runs when everything is installed: one stage after the other, until a step of one fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fail, seconds } from './bootstrap/progress.mjs';
import { testOptions } from './options.mjs';
import { sum } from './testRun/results.ts';
import { runStage, stopSteps, type Outcome } from './testRun/runStep.ts';
import { testStages } from './testRun/steps.ts';

async function main(): Promise<void> {
  const { long } = testOptions(process.argv.slice(2));
  const results = mkdtempSync(path.join(tmpdir(), 'roundsman-results-'));
  const outcomes: Outcome[] = [];
  const began = performance.now();
  for (const stage of testStages({ long, results })) {
    outcomes.push(...(await runStage(stage, availableParallelism())));
    if (outcomes.some(({ passed }) => !passed)) break;
  }
  rmSync(results, { recursive: true, force: true });
  console.log(`\n${outcomes.map(lineOf).join('\n')}`);
  const failed = outcomes.filter(({ passed }) => !passed).map(({ step }) => `"${step.name}"`);
  if (failed.length > 0) console.log(`\nstopped at ${failed.join(' and ')}: what comes after was not run`);
  const total = sum(outcomes.map(({ count }) => count));
  console.log(`\n${seconds(performance.now() - began)}, ${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

function lineOf({ step, passed, milliseconds, count }: Outcome): string {
  const tests = step.results ? `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped` : '';
  return `  ${passed ? '✓' : '✗'}  ${step.name.padEnd(28)}${seconds(milliseconds).padStart(8)}  ${tests}`;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopSteps(signal);
    process.exit(130);
  });
}
main().catch(fail);
