import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Endpoint } from '../endpoint.ts';
import { scenes, type Recipe } from '../picture/recipe.ts';
import type { Plant } from '../plant/plant.ts';
import { sightOf } from '../plant/sight.ts';
import { spread } from '../plant/spread.ts';
import { serveConnection, type CameraSide } from './connection.ts';
import { DigestGuard, type Account } from './digest.ts';
import type { ClipLibrary } from './clipLibrary.ts';
import { Encoder } from './encoder.ts';
import type { Shutter } from './shutter.ts';

/** As many clients as a cheap camera takes at once. */
const maxConnections = 8;

/** What a stream of a camera shows now. */
export function recipeOf({ id }: Element, plant: Plant): Recipe {
  return { scene: Math.floor(spread(id) * scenes), ...sightOf(id, plant), codec: 'H264', stream: 'sub' };
}

/** A camera's RTSP server on its own address. What it says and sends follows the plant. */
export async function startCamera(
  element: Element,
  { host, port }: Endpoint,
  account: Account,
  { library, shutter, plant }: { library: ClipLibrary; shutter: Shutter; plant: Plant },
) {
  const condition = () => plant.condition(element.id);
  const side: CameraSide = {
    host,
    streams: new Map([[element.streamPath ?? '/', new Encoder(shutter, library, () => recipeOf(element, plant))]]),
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
