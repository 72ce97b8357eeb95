import { readdirSync } from 'node:fs';

/** `npm run bench -w e2e -- NAME`: runs `bench/NAME.bench.ts`; its last line is one JSON object. */
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));
const name = process.argv[2] ?? '';
if (known.includes(name)) {
  await import(`./${name}.bench.ts`);
} else {
  console.error(`No benchmark "${name}"; there are: ${known.join(', ')}.`);
  process.exitCode = 2;
}
