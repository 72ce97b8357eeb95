import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePrograms } from './debian.mjs';
import { ensureBuilt, ensurePackages } from './nodePackages.mjs';
import { checkPlatform } from './platform.mjs';
import { programsToStart, programsToTest } from './programs.mjs';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const plugin = 'grafana-plugin';
const oldestHost = `${plugin}/host/grafana-11.6`;

/** @param {string} version of Grafana @returns {import('./nodePackages.mjs').Build} */
const preview = (version) => ({
  name: `build the preview page for Grafana ${version}`,
  folder: plugin,
  sources: ['host/page', 'host/build.mjs', 'package-lock.json', 'host/grafana-11.6/package-lock.json'],
  product: `host/dist/grafana-${version}/main.js`,
  command: ['node', 'host/build.mjs', version],
});

/** @type {import('./nodePackages.mjs').Build} */
const pluginBuild = {
  name: 'build the Grafana plugin',
  folder: plugin,
  sources: ['src', '.config', 'webpack.config.mjs', 'package-lock.json'],
  product: 'dist/module.js',
  command: ['npm', 'run', 'build'],
};

/**
 * Everything that has to be there before the work begins: packages of Debian, packages of npm, what is built.
 * @param {{ purpose: 'start' | 'test', yes: boolean }} options
 */
export async function bootstrap({ purpose, yes }) {
  checkPlatform();
  await ensurePrograms(purpose === 'start' ? programsToStart : programsToTest, { yes });
  await ensurePackages(root, '.');
  await ensurePackages(root, plugin);
  await ensureBuilt(root, pluginBuild);
  await ensureBuilt(root, preview('13.2'));
  if (purpose === 'test') {
    await ensurePackages(root, oldestHost);
    await ensureBuilt(root, preview('11.6'));
  }
}

/** The Node that the lockfile pins: the services and tests run under it whatever Node started the command. */
export function pinnedNode() {
  const node = path.join(root, 'node_modules', '.bin', 'node');
  if (!existsSync(node)) throw new Error(`${node} is missing after npm ci`);
  return node;
}
