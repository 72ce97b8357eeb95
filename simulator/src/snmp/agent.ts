import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../plant/plant.ts';
import type { Endpoint } from '../endpoint.ts';
import { BerError } from './ber.ts';
import type { MibView } from './mibView.ts';
import { respond } from './respond.ts';
import { mibViewOf } from './views/views.ts';

/** A device's SNMP v2c agent on its own address; mute while the plant says that the device cannot be reached. */
export async function startAgent(element: Element, { host, port }: Endpoint, community: string, plant: Plant) {
  // Built when somebody asks: of thousands of devices most are asked seldom.
  let view: MibView | undefined;
  const socket: Socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    if (!plant.condition(element.id).reachable) return;
    try {
      const response = respond(message, community, (view ??= mibViewOf(element, plant)));
      // A datagram that cannot be sent is lost, as on any network.
      if (response) socket.send(response, from.port, from.address, () => undefined);
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
      socket.close();
      await once(socket, 'close');
    },
  };
}
