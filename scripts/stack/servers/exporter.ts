import path from 'node:path';
import { heapFlags } from '../../../exporter/src/heapFlags.ts';
import { answers } from '../health.ts';
import type { StackContext } from '../stackContext.ts';
import { node, root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';

export function exporter({ folder, ports, urls, secrets, profile, district }: StackContext): StackProcess {
  const config = folder.write('exporter.yml', {
    listen: { host: '127.0.0.1', port: ports.exporter },
    inventory: district.inventoryFiles,
    credentialsFile: district.credentialsFile,
    metricsTokenFile: secrets.file('metrics.token'),
    ...(district.simulated ? { traps: { listen: { host: '127.0.0.1', port: ports.traps } } } : {}),
    captures: { history: folder.folder('captures') },
    ...profile.exporter,
    pictures: { folder: folder.folder('pictures'), ...profile.exporter.pictures },
  });
  return new StackProcess({
    name: 'exporter',
    command: [node, ...heapFlags, path.join(root, 'exporter/src/main.ts'), '--config', config],
    folder: root,
    logFile: folder.log('exporter'),
    health: answers(`${urls.exporter}/healthz`),
  });
}
