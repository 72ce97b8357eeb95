import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Advice, longStep } from './progress.mjs';

/** The stamp lies in node_modules: it goes when they go. @param {string} folder */
const stampFile = (folder) => path.join(folder, 'node_modules', '.roundsman-lockfile');

/** @param {string} folder */
const lockfileHash = (folder) =>
  createHash('sha256')
    .update(readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');

/** Whether node_modules are those of the lockfile, as the stamp of the last install says. @param {string} folder */
export function packagesAreCurrent(folder) {
  const stamp = stampFile(folder);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfileHash(folder);
}

/**
 * Installs what the lockfile says where that changed since the last install, or there was none.
 * @param {string} root
 * @param {string} room folder with a lockfile, relative to the root
 */
export async function ensurePackages(root, room) {
  const folder = path.join(root, room);
  if (packagesAreCurrent(folder)) return;
  await longStep(`npm ci${room === '.' ? '' : ` in ${room}`}`, () =>
    run(root, folder, 'npm', ['ci', ...quiet]).catch((/** @type {Error} */ error) => {
      if (!lacksOnlyOtherSystems(error.message)) throw error;
      return run(root, folder, 'npm', ['install', '--no-save', ...quiet]);
    }),
  );
  writeFileSync(stampFile(folder), lockfileHash(folder));
}

const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

/**
 * `npm ci` refuses to work from a registry mirror that lacks optional binaries of other systems: it finds them missing from the
 * lockfile, at no version. `npm install --no-save` takes the same versions from the lockfile and leaves them out.
 * @param {string} complaint
 */
export function lacksOnlyOtherSystems(complaint) {
  const faults = complaint.split('\n').filter((line) => /(Missing|Invalid): /.test(line));
  return faults.length > 0 && faults.every((line) => /Missing: \S+@ from lock file/.test(line));
}

/**
 * @typedef {object} Build
 * @property {string} name
 * @property {string} folder relative to the root
 * @property {readonly string[]} sources files and folders, relative to `folder`
 * @property {string} product file that the build makes, relative to `folder`
 * @property {readonly [string, ...string[]]} command
 */

/** Builds where the product is missing or older than a source. @param {string} root @param {Build} build */
export async function ensureBuilt(root, { name, folder, sources, product, command: [program, ...args] }) {
  const at = path.join(root, folder);
  if (isStale(at, sources, product)) await longStep(name, () => run(root, at, program, args));
}

/** @param {string} folder @param {readonly string[]} sources @param {string} product */
export function isStale(folder, sources, product) {
  const made = path.join(folder, product);
  if (!existsSync(made)) return true;
  const madeAt = statSync(made).mtimeMs;
  return sources
    .flatMap((source) => filesOf(path.join(folder, source)))
    .some((file) => statSync(file).mtimeMs > madeAt);
}

/** @param {string} at a file, or a folder with all that is in it @returns {string[]} */
function filesOf(at) {
  if (!existsSync(at)) return [];
  if (!statSync(at).isDirectory()) return [at];
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/**
 * Runs under the Node that the lockfile pins as soon as that is installed.
 * @param {string} root @param {string} folder @param {string} program @param {readonly string[]} args
 */
function run(root, folder, program, args) {
  const searchPath = [path.join(root, 'node_modules', '.bin'), process.env['PATH']].join(path.delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: searchPath },
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-40_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => reject(new Advice(`${program} cannot be run (${error.message}): install it`)));
    child.once('close', (status) => {
      if (status === 0) return resolve(undefined);
      // The cause stands at the beginning or at the end of what a tool says, seldom in the middle.
      const lines = output.trim().split('\n');
      const shown = lines.length > 60 ? [...lines.slice(0, 30), '…', ...lines.slice(-29)] : lines;
      reject(new Advice(`${shown.join('\n')}\n"${[program, ...args].join(' ')}" failed in ${folder}`));
    });
  });
}
