// npm test: plain JavaScript without dependencies, since nothing is installed yet when it runs.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { bootstrap, pinnedNode, root } from './bootstrap/bootstrap.mjs';
import { fail } from './bootstrap/progress.mjs';
import { testOptions, testUsage } from './options.mjs';

async function test() {
  const args = process.argv.slice(2);
  const { help, yes } = testOptions(args);
  if (help) return void process.stdout.write(testUsage);
  await bootstrap({ purpose: 'test', yes });
  const runner = spawn(pinnedNode(), [path.join(root, 'scripts/testCli.ts'), ...args], { cwd: root, stdio: 'inherit' });
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => runner.kill(signal));
  runner.once('exit', (status, signal) => process.exit(signal ? 1 : (status ?? 1)));
}

test().catch(fail);
