import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import type { z } from 'zod';
import { inventoryFile, type Inventory, type InventoryFile } from './schema.ts';

/** A fault of an inventory, where a person finds it. Lines count from 1; 0 where a file cannot be read at all. */
export interface InventoryFault {
  file: string;
  line: number;
  message: string;
}

export type Section = Exclude<keyof InventoryFile, 'version'>;
export const sections: readonly Section[] = [
  'parties',
  'responsibilities',
  'districts',
  'sites',
  'cabinets',
  'elements',
];

/** An entry of an inventory with where it was written. */
export interface Located<T> {
  value: T;
  file: string;
  /** Line of a key within the entry; of the entry itself without a path. */
  line: (path?: readonly (string | number)[]) => number;
}
export type LocatedInventory = { [S in Section]: Located<Inventory[S][number]>[] };

/** One file's text read as an inventory file: its entries with their places, and every fault of its form. */
export function readSource(file: string, text: string): { entries: LocatedInventory; faults: InventoryFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const entries = emptyLocatedInventory();
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      message: `not valid YAML: ${error.message.split('\n')[0] ?? error.code}`,
    }));
    return { entries, faults };
  }
  const lineOf = (path: readonly PropertyKey[]): number => lines.linePos(offsetOf(document, path)).line;
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount });
  } catch (error) {
    // Aliases are followed only now; a value that begins with an asterisk is one.
    const message = `not valid YAML: ${error instanceof Error ? error.message : String(error)}`;
    return { entries, faults: [{ file, line: lines.linePos(offsetOfBadAlias(document)).line, message }] };
  }
  const parsed = inventoryFile.safeParse(content);
  if (!parsed.success) {
    return { entries, faults: parsed.error.issues.flatMap((issue) => describe(issue, file, lineOf)) };
  }
  for (const section of sections) {
    const values = parsed.data[section];
    for (const [index, value] of values.entries()) {
      const located = {
        value,
        file,
        line: (path: readonly (string | number)[] = []) => lineOf([section, index, ...path]),
      };
      (entries[section] as Located<typeof value>[]).push(located);
    }
  }
  return { entries, faults: [] };
}

export const emptyLocatedInventory = (): LocatedInventory => ({
  parties: [],
  responsibilities: [],
  districts: [],
  sites: [],
  cabinets: [],
  elements: [],
});

/** Aliases may not multiply a small file into one that fills the memory. */
const maxAliasCount = 100;

/** Offset of the first alias that stands for nothing; the beginning where none does. */
function offsetOfBadAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_key, node) => {
      if (node.resolve(document) !== undefined) return undefined;
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Offset in the text of the deepest node on the path that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const child: unknown = isMap(node)
      ? node.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === step)
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined;
    if (isPair(child)) {
      offset = (child.key as Node).range?.[0] ?? offset;
      node = child.value as Node | null;
    } else if (child) {
      node = child as Node;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

function describe(
  issue: z.core.$ZodIssue,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
): InventoryFault[] {
  const where = issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      line: lineOf([...issue.path, key]),
      message: `${where}unknown key "${key}"; remove it or correct its spelling`,
    }));
  }
  return [{ file, line: lineOf(issue.path), message: `${where}${issue.message}` }];
}
