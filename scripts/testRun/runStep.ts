import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { searchFolders } from '../bootstrap/programs.mjs';
import { root } from '../stack/stackFolder.ts';
import { readResults, type Count } from './results.ts';
import type { TestStep } from './steps.ts';

/** How a step went. */
export interface Outcome {
  step: TestStep;
  passed: boolean;
  milliseconds: number;
  /** Of its tests; none for a check. */
  count: Count;
}

const running = new Set<ChildProcess>();

/** Ends what runs. */
export function stopSteps(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

/** Runs the steps of a stage, up to `atOnce` at a time, in their order; those that run beside others print when they have ended. */
export async function runStage(stage: readonly TestStep[], atOnce: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const left = [...stage];
  const work = async (): Promise<void> => {
    for (let step = left.shift(); step; step = left.shift()) outcomes.push(await runStep(step, stage.length > 1));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, stage.length) }, work));
  return outcomes;
}

async function runStep(step: TestStep, isBesideOthers: boolean): Promise<Outcome> {
  const title = `\n── ${step.name}`;
  if (!isBesideOthers) console.log(title);
  const began = performance.now();
  const { status, output } = await execute(step, isBesideOthers);
  if (isBesideOthers) console.log(`${title}\n${output}`.trimEnd());
  const count = (step.results ? readResults(step.results) : null) ?? { passed: 0, failed: 0, skipped: 0 };
  return {
    step,
    passed: status === 0,
    milliseconds: performance.now() - began,
    // A runner that fails without a failed test, such as one that could not start, is a failure all the same.
    count: status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count,
  };
}

function execute(
  { command, folder, environment }: TestStep,
  keepsOutput: boolean,
): Promise<{ status: number; output: string }> {
  const [program, ...args] = command;
  const searchPath = [
    path.join(root, folder, 'node_modules/.bin'),
    path.join(root, 'node_modules/.bin'),
    ...searchFolders(),
  ].join(path.delimiter);
  return new Promise((resolve, reject) => {
    const out = keepsOutput ? 'pipe' : 'inherit';
    const child = spawn(program, args, {
      cwd: path.join(root, folder),
      stdio: ['ignore', out, out],
      env: { ...process.env, PATH: searchPath, ...environment },
    });
    running.add(child);
    let output = '';
    const keep = (chunk: Buffer): string => (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', reject);
    child.once('close', (status) => {
      running.delete(child);
      resolve({ status: status ?? 1, output });
    });
  });
}
