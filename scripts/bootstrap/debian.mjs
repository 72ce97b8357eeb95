import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { findProgram, missingPrograms } from './programs.mjs';
import { Advice, longStep } from './progress.mjs';

/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {'root' | 'sudo' | 'unable'} Installer */

const script = fileURLToPath(new URL('install-debian.sh', import.meta.url));

/** Who may install packages here. @returns {Installer} */
export function installer() {
  if (findProgram(['apt-get']) === null) return 'unable';
  if (process.getuid?.() === 0) return 'root';
  return findProgram(['sudo']) === null ? 'unable' : 'sudo';
}

/** The one line that names what is missing. @param {readonly Program[]} missing */
export const adviceFor = (missing) =>
  `Missing: ${missing.map(({ name }) => name).join(', ')}. Install with: apt-get install ${packagesOf(missing).join(' ')}`;

/** @param {readonly Program[]} missing @returns {string[]} */
const packagesOf = (missing) => [...new Set(missing.map((program) => program.package))];

/**
 * Installs what is missing: as root at once, with sudo after asking or with `yes`.
 * @param {readonly Program[]} programs
 * @param {{ yes: boolean, mayInstall?: Installer }} how
 */
export async function ensurePrograms(programs, { yes, mayInstall = installer() }) {
  const missing = missingPrograms(programs);
  if (missing.length === 0) return;
  const packages = packagesOf(missing);
  const agreed = mayInstall === 'root' || (mayInstall === 'sudo' && (yes || (await asked(packages))));
  if (!agreed) throw new Advice(adviceFor(missing));
  await longStep(`install ${packages.join(', ')}`, () => install(packages, mayInstall === 'sudo'));
  const still = missingPrograms(programs);
  if (still.length > 0) throw new Advice(adviceFor(still));
}

/** @param {readonly string[]} packages */
async function asked(packages) {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test(await terminal.question(`Install ${packages.join(' ')} with sudo apt-get? [y/N] `));
  } finally {
    terminal.close();
  }
}

/** @param {readonly string[]} packages @param {boolean} withSudo */
async function install(packages, withSudo) {
  const command = ['sh', script, ...packages];
  const [program = 'sh', ...rest] = withSudo ? ['sudo', ...command] : command;
  const { status, output } = await run(program, rest);
  if (status !== 0) {
    throw new Advice(
      `${output.split('\n').slice(-15).join('\n')}\napt-get failed; install by hand: apt-get install ${packages.join(' ')}`,
    );
  }
}

/**
 * Runs a command to its end; sudo may ask for the password on the terminal.
 * @param {string} program @param {readonly string[]} rest
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function run(program, rest) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, { stdio: ['inherit', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
