import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const making = path.join(import.meta.dirname, '../../simulator/src/picture');

/**
 * Where the simulated cameras of all tests keep their clips: drawing and coding them takes a minute of CPU, and they are the same in
 * every city. Another folder whenever what makes them is changed.
 */
export function clipsFolder(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(making).sort()) hash.update(name).update(readFileSync(path.join(making, name)));
  return path.join(tmpdir(), `roundsman-clips-${hash.digest('hex').slice(0, 12)}`);
}
