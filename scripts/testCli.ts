// What `npm test` runs when everything is installed: one step after the other, until one fails.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fail, seconds } from './bootstrap/progress.mjs';
import { searchFolders } from './bootstrap/programs.mjs';
import { testOptions } from './options.mjs';
import { root } from './stack/stackFolder.ts';
import { readResults, sum, type Count } from './testRun/results.ts';
import { testSteps, type TestStep } from './testRun/steps.ts';

let running: ChildProcess | null = null;

/** Runs one step with its output on the terminal; answers its exit status. */
function run({ command, folder, environment }: TestStep): Promise<number> {
  const [program, ...args] = command;
  const searchPath = [
    path.join(root, folder, 'node_modules/.bin'),
    path.join(root, 'node_modules/.bin'),
    ...searchFolders(),
  ].join(path.delimiter);
  return new Promise((resolve, reject) => {
    running = spawn(program, args, {
      cwd: path.join(root, folder),
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: searchPath, ...environment },
    });
    running.once('error', reject);
    running.once('exit', (status) => resolve(status ?? 1));
  });
}

async function main(): Promise<void> {
  const { long } = testOptions(process.argv.slice(2));
  const results = mkdtempSync(path.join(tmpdir(), 'roundsman-results-'));
  const counts: Count[] = [];
  const lines: string[] = [];
  let failedStep: string | null = null;
  const began = performance.now();
  for (const step of testSteps({ long, results })) {
    console.log(`\n── ${step.name}`);
    const stepBegan = performance.now();
    const status = await run(step);
    const count = (step.results ? readResults(step.results) : null) ?? { passed: 0, failed: 0, skipped: 0 };
    // A runner that fails without a failed test, such as one that could not start, is a failure all the same.
    counts.push(status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count);
    const tests = step.results ? `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped` : '';
    lines.push(
      `  ${status === 0 ? '✓' : '✗'}  ${step.name.padEnd(28)}${seconds(performance.now() - stepBegan).padStart(8)}  ${tests}`,
    );
    if (status !== 0) {
      failedStep = step.name;
      break;
    }
  }
  rmSync(results, { recursive: true, force: true });
  console.log(`\n${lines.join('\n')}`);
  if (failedStep !== null) console.log(`\nstopped at "${failedStep}": what comes after it was not run`);
  const total = sum(counts);
  console.log(`\n${seconds(performance.now() - began)}, ${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = failedStep === null ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exit(130);
  });
}
main().catch(fail);
