import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { checkInventory } from './check.ts';
import type { Inventory } from './schema.ts';
import { emptyLocatedInventory, readSource, sections, type InventoryFault, type LocatedInventory } from './source.ts';

/** An inventory that cannot be used: all that is wrong with it, at once. */
export class InventoryError extends Error {
  readonly faults: readonly InventoryFault[];
  constructor(faults: readonly InventoryFault[]) {
    super(`the inventory has ${faults.length} fault(s):\n${faults.map(formatFault).join('\n')}`);
    this.name = 'InventoryError';
    this.faults = faults;
  }
}

/** `file:line: message`, which editors and terminals turn into a link. */
export const formatFault = ({ file, line, message }: InventoryFault): string => `${file}:${line}: ${message}`;

/** Put together and check files given by name and text. @throws InventoryError with every fault found. */
export function parseInventory(files: readonly { file: string; text: string }[]): Inventory {
  const all = emptyLocatedInventory();
  const faults: InventoryFault[] = [];
  for (const { file, text } of files) {
    const source = readSource(file, text);
    faults.push(...source.faults);
    for (const section of sections) (all[section] as unknown[]).push(...source.entries[section]);
  }
  // References into a file that could not be read would be reported as unknown: noise on top of the cause.
  if (faults.length === 0) faults.push(...checkInventory(all));
  if (faults.length > 0) throw new InventoryError(faults);
  return valuesOf(all);
}

const valuesOf = (located: LocatedInventory): Inventory => ({
  parties: located.parties.map(({ value }) => value),
  responsibilities: located.responsibilities.map(({ value }) => value),
  districts: located.districts.map(({ value }) => value),
  sites: located.sites.map(({ value }) => value),
  cabinets: located.cabinets.map(({ value }) => value),
  elements: located.elements.map(({ value }) => value),
});

/** The texts of YAML files; a folder stands for its *.yaml and *.yml files, by name. @throws InventoryError for what cannot be read. */
export async function readInventoryFiles(paths: readonly string[]): Promise<{ file: string; text: string }[]> {
  const faults: InventoryFault[] = [];
  const files: { file: string; text: string }[] = [];
  const unreadable = (file: string, error: unknown): void => {
    faults.push({
      file,
      line: 0,
      message: `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    });
  };
  for (const given of paths) {
    try {
      const isFolder = (await stat(given)).isDirectory();
      const names = isFolder
        ? (await readdir(given))
            .filter((name) => /\.ya?ml$/.test(name))
            .sort()
            .map((name) => path.join(given, name))
        : [given];
      if (names.length === 0) faults.push({ file: given, line: 0, message: 'the folder has no *.yaml or *.yml file' });
      for (const file of names) files.push({ file, text: await readFile(file, 'utf8') });
    } catch (error) {
      unreadable(given, error);
    }
  }
  if (faults.length > 0) throw new InventoryError(faults);
  return files;
}

/** Read, put together and check an inventory. @throws InventoryError with every fault found. */
export async function loadInventory(paths: readonly string[]): Promise<Inventory> {
  return parseInventory(await readInventoryFiles(paths));
}
