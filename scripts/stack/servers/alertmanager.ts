import { readFileSync } from 'node:fs';
import path from 'node:path';
import { alertmanagerConfig } from '../alertmanagerConfig.ts';
import { answers } from '../health.ts';
import { requireProgram } from '../requireProgram.ts';
import type { StackContext } from '../stackContext.ts';
import { root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';

export function alertmanager(context: StackContext, onCallUrl: string): StackProcess {
  const { folder, ports, urls, secrets, profile } = context;
  const config = folder.write(
    'alertmanager.yml',
    alertmanagerConfig(readFileSync(path.join(root, 'provisioning/alertmanager/alertmanager.yml'), 'utf8'), {
      ticketingUrl: urls.ticketing,
      webhookTokenFile: secrets.file('webhook.token'),
      onCallUrl,
      timeScale: profile.timeScale,
    }),
  );
  return new StackProcess({
    name: 'alertmanager',
    command: [
      requireProgram('alertmanager', 'prometheus-alertmanager'),
      `--config.file=${config}`,
      `--storage.path=${folder.folder('alertmanager')}`,
      `--web.listen-address=127.0.0.1:${ports.alertmanager}`,
      // One of its own: no gossip, and no port for it.
      '--cluster.listen-address=',
    ],
    folder: folder.path,
    logFile: folder.log('alertmanager'),
    health: answers(`${urls.alertmanager}/-/ready`),
  });
}
