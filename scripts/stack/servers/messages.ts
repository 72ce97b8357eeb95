import path from 'node:path';
import { answers } from '../health.ts';
import type { StackContext } from '../stackContext.ts';
import { node, root } from '../stackFolder.ts';
import { StackProcess } from '../stackProcess.ts';

/** Takes and shows the messages of the demo; see messageSink.ts. */
export function messages({ folder, ports }: StackContext): StackProcess {
  return new StackProcess({
    name: 'messages',
    command: [
      node,
      path.join(root, 'scripts/stack/messageSink.ts'),
      ...['--port', String(ports.messages), '--mail-port', String(ports.mail)],
    ],
    folder: root,
    logFile: folder.log('messages'),
    health: answers(`http://127.0.0.1:${ports.messages}/healthz`),
  });
}
