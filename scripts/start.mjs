// npm start: plain JavaScript without dependencies, since nothing is installed yet when it runs.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { bootstrap, pinnedNode, root } from './bootstrap/bootstrap.mjs';
import { fail } from './bootstrap/progress.mjs';
import { startOptions, startUsage } from './options.mjs';

async function start() {
  const args = process.argv.slice(2);
  const { help, yes } = startOptions(args);
  if (help) return void process.stdout.write(startUsage);
  await bootstrap({ purpose: 'start', yes });
  // Paths on the command line mean what they mean where the command was given.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const command = [pinnedNode(), path.join(root, 'scripts/startCli.ts'), ...args];
  const launcher = spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...command], { cwd, stdio: 'inherit' });
  // The terminal sends Ctrl-C to the launcher too; what is sent to this process alone is handed on.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => launcher.kill(signal));
  launcher.once('exit', (status, signal) => process.exit(signal ? 1 : (status ?? 1)));
}

start().catch(fail);
