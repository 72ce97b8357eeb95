import path from 'node:path';
import { answers } from '../health.ts';
import type { StackContext } from '../stackContext.ts';
import { node, root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';

/** The built plugin in a page that plays Grafana's part, where no Grafana is installed. */
export function preview({ folder, ports, urls, secrets }: StackContext): StackProcess {
  return new StackProcess({
    name: 'preview',
    command: [
      node,
      path.join(root, 'grafana-plugin/host/serve.mjs'),
      ...['--port', String(ports.dashboard), '--ticketing-url', urls.ticketing],
      ...['--service-token-file', secrets.file('service.token'), '--grafana', '13.2'],
    ],
    folder: path.join(root, 'grafana-plugin'),
    logFile: folder.log('preview'),
    health: answers(`${urls.dashboard}/api/signing-keys/keys`),
  });
}
