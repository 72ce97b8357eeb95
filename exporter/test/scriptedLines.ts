import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface ScriptedLines {
  port: number;
  /** Lines that were received. */
  received: string[];
  stop: () => Promise<void>;
}

/** A server on 127.0.0.1 that answers lines as told. */
export async function startScriptedLines(answer: (line: string, socket: Socket) => void): Promise<ScriptedLines> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        received.push(line);
        // Whoever begins TLS takes what follows.
        if (line === 'STARTTLS') socket.off('data', take);
        answer(line, socket);
      }
    };
    socket.on('data', take);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
