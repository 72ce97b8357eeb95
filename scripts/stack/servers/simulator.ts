import path from 'node:path';
import { answers } from '../health.ts';
import type { StackContext } from '../stackContext.ts';
import { node, root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';

export function simulator(
  { folder, ports, district }: StackContext,
  { batterySeconds, clipsDir = folder.folder('simulator') }: { batterySeconds?: number; clipsDir?: string },
): StackProcess {
  return new StackProcess({
    name: 'simulator',
    command: [
      node,
      path.join(root, 'simulator/src/main.ts'),
      ...district.inventoryFiles.flatMap((file) => ['--inventory', file]),
      ...['--credentials', district.credentialsFile, '--control-port', String(ports.simulator)],
      ...['--data-dir', clipsDir, '--trap-receiver', `127.0.0.1:${ports.traps}`],
      ...(batterySeconds === undefined ? [] : ['--battery-seconds', String(batterySeconds)]),
    ],
    folder: root,
    logFile: folder.log('simulator'),
    health: answers(`http://127.0.0.1:${ports.simulator}/healthz`),
    // The first start makes the clips.
    healthDeadline: 60_000,
  });
}
