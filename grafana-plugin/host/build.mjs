// Bundles the preview page for the Grafana front ends that are named, or for all that are installed: 13.2 (React 19) and
// 11.6 (React 18; `npm ci --prefix host/grafana-11.6` installs it).
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const ownFolder = { 13.2: path.dirname(here), 11.6: path.join(here, 'grafana-11.6') };

/** Libraries of Grafana and what they share with plugins come from the folder of the version, all else from the plugin's own. */
const fromFolder = (folder) => ({
  name: 'grafana-version',
  setup(setup) {
    setup.onResolve({ filter: /^(@grafana|@emotion|react|react-dom|i18next|lodash|moment|rxjs)(\/|$)/ }, (asked) => {
      const fromPage = asked.importer.startsWith(path.join(here, 'page'));
      if (!fromPage || asked.pluginData === folder) {
        return undefined;
      }
      const { kind, importer, namespace } = asked;
      return setup.resolve(asked.path, { kind, importer, namespace, resolveDir: folder, pluginData: folder });
    });
  },
});

const installed = Object.keys(ownFolder).filter((version) => existsSync(path.join(ownFolder[version], 'node_modules')));
const named = process.argv.slice(2);

for (const version of named.length > 0 ? named : installed) {
  const started = performance.now();
  await build({
    entryPoints: [path.join(here, 'page/main.tsx')],
    outdir: path.join(here, 'dist', `grafana-${version}`),
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
    loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff2': 'file', '.ttf': 'file' },
    plugins: [fromFolder(ownFolder[version])],
    // systemjs says "type": "script" of itself, which esbuild does not know and need not.
    logOverride: { 'package.json': 'silent' },
    logLevel: 'warning',
  });
  process.stdout.write(`preview for Grafana ${version}: ${Math.round(performance.now() - started)} ms\n`);
}
