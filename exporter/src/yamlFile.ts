import { readFileSync } from 'node:fs';
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** A file that cannot be used: all that is wrong with it, each as `file:line: field: what was expected`. */
export class FileError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'FileError';
    this.faults = faults;
  }
}

/** Read a YAML file in the shape of a schema. Values are never quoted in faults: the file may hold secrets. @throws FileError */
export function readYamlFile<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new FileError([`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
  }
  return parseYaml(file, text, schema);
}

/** `readYamlFile` for a text at hand. @throws FileError */
export function parseYaml<T extends z.ZodType>(file: string, text: string, schema: T): z.output<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0)
    throw new FileError(
      document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line}: not valid YAML (${error.code})`),
    );
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch {
    // The error would quote the value, which may be a password that begins with an asterisk.
    throw new FileError([
      `${file}: not valid YAML (an alias that stands for nothing, or too many); put a value that begins with "*" in quotes`,
    ]);
  }
  const parsed = schema.safeParse(content ?? {});
  if (parsed.success) return parsed.data;
  const at = (path: readonly PropertyKey[]): string => `${file}:${lines.linePos(offsetOf(document, path)).line}`;
  throw new FileError(
    parsed.error.issues.flatMap((issue) => {
      const field = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `${at([...issue.path, key])}: ${field}unknown key "${key}"; remove it or correct it`)
        : [`${at(issue.path)}: ${field}${issue.message}`];
    }),
  );
}

/** Offset of the deepest key or list item on the path that is written in the file. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
      continue;
    }
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    if (!isPair(pair) || !isScalar(pair.key)) break;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}
