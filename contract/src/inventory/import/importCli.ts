import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { elementKinds, type ElementKind } from '../../vocabulary.ts';
import { formatFault } from '../load.ts';
import { csvSections, readCsv, type CsvSection } from './csv.ts';
import { inventoryFromNetbox, readNetbox } from './netbox.ts';

const use = `Use:
  npm run import -w contract -- csv --out FILE.yaml SECTION=FILE.csv...
      SECTION: ${csvSections.join(', ')}
  npm run import -w contract -- netbox --out FILE.yaml --url https://netbox.example.org --token-file FILE
      [--role SLUG=KIND]... [--credentials KIND=NAME]...
Check the result together with your parties and responsibilities: npm run check -w contract -- FOLDER`;

class UseError extends Error {}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    url: { type: 'string' },
    'token-file': { type: 'string' },
    role: { type: 'string', multiple: true, default: [] },
    credentials: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

const pairs = (given: readonly string[], what: string): [string, string][] =>
  given.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UseError(`${what}: expected NAME=VALUE, got "${text}"`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
const kindOf = (text: string): ElementKind => {
  const kind = elementKinds.find((known) => known === text);
  if (!kind) throw new UseError(`unknown kind "${text}"; known are ${elementKinds.join(', ')}`);
  return kind;
};
const required = (value: string | undefined, name: string): string => {
  if (!value) throw new UseError(`--${name} is missing`);
  return value;
};

async function importCsv(tables: readonly string[]): Promise<object> {
  const read = await Promise.all(
    pairs(tables, 'table').map(async ([section, file]) => {
      const known: CsvSection | undefined = csvSections.find((name) => name === section);
      if (!known) throw new UseError(`unknown section "${section}"; known are ${csvSections.join(', ')}`);
      return readCsv(known, file, await readFile(file, 'utf8'));
    }),
  );
  const faults = read.flatMap((table) => table.faults);
  if (faults.length > 0) throw new UseError(faults.map(formatFault).join('\n'));
  return Object.assign({ version: 1 }, ...read.map((table) => table.entries)) as object;
}

async function importNetbox(): Promise<object> {
  const token = (await readFile(required(values['token-file'], 'token-file'), 'utf8')).trim();
  const { entries, skipped } = inventoryFromNetbox(await readNetbox(required(values.url, 'url'), token), {
    roles: Object.fromEntries(pairs(values.role, '--role').map(([slug, kind]) => [slug, kindOf(kind)])),
    credentials: Object.fromEntries(
      pairs(values.credentials, '--credentials').map(([kind, name]) => [kindOf(kind), name]),
    ),
  });
  for (const line of skipped) console.error(`skipped ${line}`);
  return entries;
}

try {
  const [source, ...rest] = positionals;
  if (values.help) console.log(use);
  else if (source !== 'csv' && source !== 'netbox') throw new UseError(use);
  else {
    const out = required(values.out, 'out');
    const entries = source === 'csv' ? await importCsv(rest) : await importNetbox();
    await writeFile(out, stringify(entries));
    console.log(`written to ${out}`);
  }
} catch (error) {
  // Refusals of NetBox and unreadable files are for the person at the terminal too; a stack would hide them.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
