import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Plant } from '../plant/plant.ts';
import { serveConnection, type CameraSide } from './connection.ts';
import { DigestGuard, type Account } from './digest.ts';
import type { Encoder } from './encoder.ts';

/** As many clients as a cheap camera takes at once. */
const maxConnections = 8;

/** A camera's RTSP server on its own address. What it says and sends follows the plant. */
export async function startCamera(
  element: Element,
  { host, port }: Endpoint,
  account: Account,
  encoder: Encoder,
  plant: Plant,
) {
  const condition = () => plant.condition(element.id);
  const side: CameraSide = {
    host,
    streamPath: element.streamPath ?? '/',
    encoder,
    guard: new DigestGuard(Date.now),
    // Nobody has been told the new password.
    account: () => (condition().refusesCredentials ? { ...account, password: `${account.password} changed` } : account),
    reachable: () => condition().reachable,
    flows: () => !condition().stalled,
  };
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    serveConnection(socket, side);
  });
  server.maxConnections = maxConnections;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: async (): Promise<void> => {
      server.close();
      for (const socket of connections) socket.destroy();
      await once(server, 'close');
    },
  };
}
