import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../plant/plant.ts';
import type { Endpoint } from '../endpoint.ts';
import type { MannersBook } from '../manners.ts';
import { accessOf, type Opening } from './access.ts';
import { BerError } from './ber.ts';
import type { MibView } from './mibView.ts';
import { respond } from './respond.ts';
import { mibViewOf } from './views/views.ts';

/** What the agents of one city share. */
export interface AgentSurroundings {
  plant: Plant;
  manners: MannersBook;
}

/** A device's SNMP agent on its own address; mute while the plant says that the device cannot be reached. */
export async function startAgent(
  element: Element,
  { host, port }: Endpoint,
  opening: Opening,
  { plant, manners }: AgentSurroundings,
) {
  const { id } = element;
  const access = accessOf(opening, element, plant, () => manners.of(id).clockSkewSeconds);
  // Built when somebody asks: of thousands of devices most are asked seldom.
  let view: MibView | undefined;
  let viewedPorts = 0;
  const viewNow = (furtherPorts: number): MibView => {
    if (!view || furtherPorts !== viewedPorts) view = mibViewOf(element, plant, furtherPorts);
    viewedPorts = furtherPorts;
    return view;
  };
  const socket: Socket = createSocket('udp4');
  let open = true;
  socket.on('message', (message, from) => {
    if (!plant.condition(id).reachable) return;
    const { delayMs, lossRatio, furtherPorts } = manners.of(id);
    if (lossRatio > 0 && Math.random() < lossRatio) return;
    try {
      const response = respond(message, access, viewNow(furtherPorts));
      if (!response) return;
      // A datagram that cannot be sent is lost, as on any network.
      const send = (): void => void (open && socket.send(response, from.port, from.address, () => undefined));
      if (delayMs > 0) setTimeout(send, delayMs);
      else send();
    } catch (error) {
      // An agent passes malformed messages over in silence (RFC 3412 section 7.2).
      if (!(error instanceof BerError)) throw error;
    }
  });
  socket.bind(port, host);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    stop: async (): Promise<void> => {
      open = false;
      socket.close();
      await once(socket, 'close');
    },
  };
}
