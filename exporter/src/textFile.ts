import { readFileSync } from 'node:fs';
import { FileError } from './yamlFile.ts';

/** What stands in a file, without blanks around it; undefined where no file is named. @throws FileError, also where it is empty */
export function readText(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text === '') throw new FileError([`${file}: the file is empty`]);
    return text;
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError([`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
