import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from './flags.ts';
import { shapeNames } from './scenarios/city/shape.ts';
import { lastRow } from './scenarios/faults/strikes.ts';
import { conditionNames } from './scenarios/noise/condition.ts';
import { scenarioOf, type Asked } from './scenarios/scenario.ts';

const usage = `Writes scenarios: random cities, what befell them, and what was seen of it, with the truth.

  npm run scenarios -w simulator -- --count N --out DIR|- [--seed N] [--condition NAME] [--shape NAME] [--no-carrier-data] [--row N]

  --count N          how many; their seeds follow one another
  --out DIR          one file each, DIR/CONDITION-SHAPE-SEED.json; "-": one a line to standard output
  --seed N           the first seed (1)
  --condition NAME   ${conditionNames.join(', ')} (complete)
  --shape NAME       of the cities: ${shapeNames.join(', ')} (radial)
  --no-carrier-data  the carrier does not let us read its OLTs and SDH nodes
  --row N            row of the taxonomy of the first fault, 1 to ${lastRow}; else all in turn
`;

const mostScenarios = 1_000_000;

/** @throws Error naming the flag and what it takes. */
function oneOf<T extends string>(flag: string, value: string, names: readonly T[]): T {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new Error(`${flag}: expected one of ${names.join(', ')}, got "${value}"`);
  return found;
}

/** @throws Error naming the flag and its bounds. */
function between(flag: string, value: string, least: number, most: number): number {
  const number = wholeNumber(flag, value);
  if (number < least || number > most) throw new Error(`${flag}: expected ${least} to ${most}, got ${number}`);
  return number;
}

async function write(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      condition: { type: 'string', default: 'complete' },
      shape: { type: 'string', default: 'radial' },
      'no-carrier-data': { type: 'boolean', default: false },
      row: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  if (values.count === undefined || values.out === undefined)
    throw new Error('--count and --out are needed; see --help');
  const count = between('--count', values.count, 1, mostScenarios);
  const first = wholeNumber('--seed', values.seed);
  const asked: Omit<Asked, 'seed'> = {
    condition: oneOf('--condition', values.condition, conditionNames),
    shape: oneOf('--shape', values.shape, shapeNames),
    carrierData: !values['no-carrier-data'],
    ...(values.row !== undefined && { row: between('--row', values.row, 1, lastRow) }),
  };
  if (values.out !== '-') await mkdir(values.out, { recursive: true });
  for (let seed = first; seed < first + count; seed += 1) {
    const line = `${JSON.stringify(scenarioOf({ ...asked, seed }))}\n`;
    if (values.out === '-') {
      if (!process.stdout.write(line)) await once(process.stdout, 'drain');
    } else await writeFile(path.join(values.out, `${asked.condition}-${asked.shape}-${seed}.json`), line);
  }
  if (values.out !== '-') process.stdout.write(`${count} scenarios: ${values.out}\n`);
}

write().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
