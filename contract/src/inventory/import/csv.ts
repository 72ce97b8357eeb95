import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { cabinet, district, element, site, type InventoryFile } from '../schema.ts';
import type { InventoryFault, Section } from '../source.ts';

/** Sections that people keep in spreadsheets. Parties, contacts and rotas are written as YAML. */
export const csvSections = ['districts', 'sites', 'cabinets', 'elements'] as const satisfies readonly Section[];
export type CsvSection = (typeof csvSections)[number];

const schemas: Record<CsvSection, z.ZodObject> = {
  districts: district,
  sites: site,
  cabinets: cabinet,
  elements: element,
};

/**
 * Columns of a section: the keys of the schema, with `nameEn`/`nameZh` (likewise `address…` of a site), `latitude`,
 * `longitude`; lists separated by ";"; uplinks as `to@port`, senses as `input@element`.
 */
const place = ['nameEn', 'nameZh'] as const;
const columns: Record<CsvSection, readonly string[]> = {
  districts: ['id', ...place],
  sites: ['id', ...place, 'district', 'addressEn', 'addressZh', 'latitude', 'longitude', 'importance', 'timezone'],
  cabinets: ['id', ...place, 'site', 'pole'],
  elements: [
    'id',
    'kind',
    ...place,
    ...Object.keys(element.shape).filter((key) => !['id', 'kind', 'name'].includes(key)),
  ],
};

const record = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) });

/**
 * Read one table. A byte order mark, as spreadsheets write it, is passed over; empty cells count as absent.
 * Every fault is named with its line.
 */
export function readCsv(
  section: CsvSection,
  file: string,
  text: string,
): { entries: Partial<InventoryFile>; faults: InventoryFault[] } {
  const faults: InventoryFault[] = [];
  const entries: unknown[] = [];
  let rows: z.infer<typeof record>[];
  try {
    rows = z.array(record).parse(
      parse(text, {
        bom: true,
        columns: (header: string[]) =>
          checkHeader(section, header, (message) => faults.push({ file, line: 1, message })),
        info: true,
        trim: true,
        skip_empty_lines: true,
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error['lines'];
    return {
      entries: {},
      faults: [{ file, line: typeof line === 'number' ? line : 1, message: `not valid CSV: ${error.message}` }],
    };
  }
  for (const { record: row, info } of rows) {
    const parsed = schemas[section].safeParse(entryOf(section, row));
    if (parsed.success) entries.push(parsed.data);
    else
      for (const issue of parsed.error.issues)
        faults.push({ file, line: info.lines, message: `${issue.path.join('.')}: ${issue.message}` });
  }
  return { entries: { [section]: entries }, faults };
}

function checkHeader(section: CsvSection, header: readonly string[], report: (message: string) => void): string[] {
  for (const name of header) {
    if (!columns[section].includes(name))
      report(`unknown column "${name}"; ${section} have: ${columns[section].join(', ')}`);
  }
  if (!header.includes('id')) report('the column "id" is missing');
  return [...header];
}

function entryOf(section: CsvSection, row: Record<string, string>): Record<string, unknown> {
  const cells = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  const { nameEn, nameZh, addressEn, addressZh, latitude, longitude, ...rest } = cells;
  const both = (en: string | undefined, zh: string | undefined) =>
    (en ?? zh) ? { en: en ?? zh, zh: zh ?? en } : undefined;
  const list = (cell: string | undefined): string[] | undefined => cell?.split(';').map((part) => part.trim());
  const split = (cell: string): [string, string | undefined] => {
    const at = cell.indexOf('@');
    return at < 0 ? [cell, undefined] : [cell.slice(0, at), cell.slice(at + 1)];
  };
  const entry: Record<string, unknown> = { ...rest, name: both(nameEn, nameZh) };
  if (section === 'sites') {
    entry['address'] = both(addressEn, addressZh);
    entry['location'] = { latitude: numberOf(latitude), longitude: numberOf(longitude) };
  }
  if (section === 'elements') {
    entry['fedBy'] = list(rest['fedBy']);
    entry['modules'] = list(rest['modules']);
    entry['clockLimitSeconds'] = numberOf(rest['clockLimitSeconds']);
    entry['uplinks'] = list(rest['uplinks'])?.map((cell) => {
      const [to, port] = split(cell);
      return { to, port };
    });
    entry['senses'] = list(rest['senses'])?.map((cell) => {
      const [input, sensed] = split(cell);
      return { input, element: sensed };
    });
  }
  return entry;
}

/** An empty cell is absent, not zero: `Number('')` would put a site into the Gulf of Guinea. */
const numberOf = (cell: string | undefined): number | undefined => (cell === undefined ? undefined : Number(cell));
