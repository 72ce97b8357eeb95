import { findProgram } from '../bootstrap/programs.mjs';
import { programsToStart } from '../bootstrap/programs.mjs';

/** Said to the person at the terminal as it is. */
export class MissingProgram extends Error {
  readonly advice = true;
}

/** Where a server's binary is. @throws MissingProgram that says what to install. */
export function requireProgram(name: string, ...alternatives: string[]): string {
  const found = findProgram([name, ...alternatives]);
  if (found !== null) return found;
  const debianPackage = programsToStart.find((program) => program.name === name)?.package ?? name;
  throw new MissingProgram(`${name} is missing; install with: apt-get install ${debianPackage}`);
}
