import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ShownCamera } from '../control/shapes.ts';
import type { Manners, MannersBook } from '../manners.ts';
import { deviceClock } from '../plant/deviceClock.ts';
import type { Plant } from '../plant/plant.ts';
import type { Line } from './playing.ts';
import { Sessions } from './sessions.ts';
import { serveConnection, type CameraSide } from './connection.ts';
import { DigestGuard, type Account } from './digest.ts';
import type { ClipLibrary } from './clipLibrary.ts';
import { Encoder } from './encoder.ts';
import type { Shutter } from './shutter.ts';
import { hasSound, recipeOf, streamsOf } from './streams.ts';

/** Connections, with a session or without. */
const maxConnections = 16;

/** What a camera shares with others, or is told by them. */
export interface Eye {
  library: ClipLibrary;
  shutter: Shutter;
  plant: Plant;
  manners: MannersBook;
}

/** Of a congested way: what gets lost, and how late the rest comes. */
const congestedLine: Line = { lossRatio: 0.04, jitterMs: 120, reorderRatio: 0.01, garbageRatio: 0 };
/** Cheap ones do not allow as many sessions at once as others. */
const sessionsOf = ({ model }: Element): number => (model === 'LC-400' ? 2 : 8);

/** A camera's RTSP server on its own address. What it says and sends follows the plant. */
export async function startCamera(
  element: Element,
  { host, port }: Endpoint,
  account: Account,
  { library, shutter, plant, manners }: Eye,
) {
  const condition = () => plant.condition(element.id);
  const sessions = new Sessions(() => manners.of(element.id).maxSessions ?? sessionsOf(element));
  const side: CameraSide = {
    host,
    streams: new Map(
      [...streamsOf(element)].map(([at, stream]) => [
        at,
        new Encoder(shutter, library, () => recipeOf(element, plant, stream)),
      ]),
    ),
    hasSound: hasSound(element),
    sessions,
    manners: () => manners.of(element.id),
    line: () => lineOf(manners.of(element.id), condition().congested),
    clock: () => deviceClock(element.id, plant),
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
    counts: (): ShownCamera => ({ id: element.id, ...sessions.counts() }),
    stop: async (): Promise<void> => {
      server.close();
      for (const socket of connections) socket.destroy();
      await once(server, 'close');
    },
  };
}

function lineOf({ lossRatio, jitterMs, reorderRatio, garbageRatio }: Manners, congested: boolean): Line | undefined {
  if (congested) return congestedLine;
  const bad = lossRatio + jitterMs + reorderRatio + garbageRatio > 0;
  return bad ? { lossRatio, jitterMs, reorderRatio, garbageRatio } : undefined;
}
