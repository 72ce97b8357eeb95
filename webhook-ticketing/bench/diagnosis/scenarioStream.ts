import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { scenario } from '@roundsman/contract/scenario.ts';
import type { Scenario } from '@roundsman/contract/scenario.ts';

const root = path.join(import.meta.dirname, '../../..');

/** What is asked of the simulator's command `scenarios`. */
export interface Asked {
  count: number;
  firstSeed: number;
  condition: string;
  shape: string;
  carrierData: boolean;
}

/**
 * Scenarios as the simulator's own process writes them: nothing of how they were made is seen here but the files.
 * @throws Error when the command fails, or writes what is no scenario.
 */
export async function* scenariosOf(asked: Asked): AsyncGenerator<Scenario> {
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'simulator/src/scenariosCli.ts'),
      ...['--out', '-', '--count', String(asked.count), '--seed', String(asked.firstSeed)],
      ...['--condition', asked.condition, '--shape', asked.shape],
      ...(asked.carrierData ? [] : ['--no-carrier-data']),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const read: unknown = JSON.parse(line);
    yield scenario.parse(read);
  }
  const status = await ended;
  if (status !== 0) throw new Error(`scenarios --shape ${asked.shape} ended with status ${String(status)}`);
}
