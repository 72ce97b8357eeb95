import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

/** A listener that accepts nobody, so that once its short queue is full the system drops who else would connect. */
const script = `
import socket, sys
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(0)
print(listener.getsockname()[1], flush=True)
sys.stdin.read()
`;
const queueIsFullAfter = 4;

/** A port of 127.0.0.1 that keeps silent to a new connection, as a device behind a filter does. */
export async function startFullPort(): Promise<{ port: number; stop: () => Promise<void> }> {
  const child = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  const fillers = Array.from({ length: queueIsFullAfter }, () => connect({ host: '127.0.0.1', port }));
  for (const filler of fillers) filler.on('error', () => undefined);
  await Promise.race(fillers.map((filler) => once(filler, 'connect')));
  return {
    port,
    stop: async () => {
      for (const filler of fillers) filler.destroy();
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
