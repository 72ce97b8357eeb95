import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';

/** The repository. */
export const root = path.resolve(import.meta.dirname, '../..');
/** The node that runs this: the services get the same. */
export const node = process.execPath;

/** The data folder of a stack, and where in it things are. */
export class StackFolder {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = path.resolve(dataDir);
    mkdirSync(this.path, { recursive: true, mode: 0o755 });
  }

  log(name: string): string {
    return path.join(this.path, 'logs', `${name}.log`);
  }

  /** A folder in it, made where it is not there yet. */
  folder(...names: string[]): string {
    const made = path.join(this.path, ...names);
    mkdirSync(made, { recursive: true });
    return made;
  }

  /** Writes a generated configuration that only its owner may read. Returns where it is. */
  write(name: string, content: string | object): string {
    const file = path.join(this.folder('config'), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : stringify(content), { mode: 0o600 });
    return file;
  }
}
