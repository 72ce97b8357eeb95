// What `npm start` runs when everything is installed: brings the stack up, says where it is, and stops it at the end.
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fail, seconds, step } from './bootstrap/progress.mjs';
import { startOptions } from './options.mjs';
import { endOnSignals } from './stack/endOnSignals.ts';
import { readNotifySettings } from './stack/notify.ts';
import { startStack, type Stack } from './stack/stack.ts';
import { root } from './stack/stackFolder.ts';
import { welcome } from './welcome.ts';

async function main(): Promise<void> {
  const { district, notify, onCall, portBase, dataDir } = startOptions(process.argv.slice(2));
  const databaseUrl = process.env['DATABASE_URL'];
  let stack: Stack | null = null;
  endOnSignals(() => stack, console.log);

  const began = performance.now();
  stack = await startStack({
    dataDir: dataDir ?? path.join(root, '.roundsman'),
    profile: 'production',
    district,
    portBase,
    step,
    ...(notify ? { notify: readNotifySettings(notify) } : {}),
    ...(onCall ? { onCallUrl: onCall } : {}),
    ...(databaseUrl ? { databaseUrl } : {}),
    onUnexpectedEnd: (name, how) => {
      console.error(`${name} ended (${how}); its log: ${path.join(dataDir ?? '.roundsman', 'logs', `${name}.log`)}`);
    },
  });
  console.log(welcome(stack, seconds(performance.now() - began)));
}

main().catch(fail);
