import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../plant/plant.ts';
import type { Endpoint } from '../endpoint.ts';
import type { MannersBook } from '../manners.ts';
import { accessOf, type Opening } from './access.ts';
import { BerError } from './ber.ts';
import type { MibView } from './mibView.ts';
import type { Notification } from './notifications/notification.ts';
import { Notifier, type NotifyingOptions } from './notifications/notifier.ts';
import { respond } from './respond.ts';
import { mibViewOf } from './views/views.ts';

/** What the agents of one city share. */
export interface AgentSurroundings {
  plant: Plant;
  manners: MannersBook;
  /** Whom the agents tell what they were not asked; nobody where undefined. */
  notifying?: (NotifyingOptions & { receiver: Endpoint }) | undefined;
}

export interface Agent {
  element: Element;
  port: number;
  /** Tells the receiver of notifications, if there is one. */
  notify: (notification: Notification) => void;
  stop: () => Promise<void>;
}

/** A device's SNMP agent on its own address; mute while the plant says that the device cannot be reached. */
export async function startAgent(
  element: Element,
  { host, port }: Endpoint,
  opening: Opening,
  { plant, manners, notifying }: AgentSurroundings,
): Promise<Agent> {
  const { id } = element;
  const access = accessOf(opening, element, plant, () => manners.of(id).clockSkewSeconds);
  // Built when somebody asks: of thousands of devices most are asked seldom.
  let view: MibView | undefined;
  let seen = { furtherPorts: 0, rewirings: 0 };
  const viewNow = (furtherPorts: number): MibView => {
    const rewirings = plant.rewirings();
    if (!view || furtherPorts !== seen.furtherPorts || rewirings !== seen.rewirings)
      view = mibViewOf(element, plant, furtherPorts);
    seen = { furtherPorts, rewirings };
    return view;
  };
  const socket: Socket = createSocket('udp4');
  let open = true;
  const toReceiver = (message: Buffer): void => {
    if (open && notifying) socket.send(message, notifying.receiver.port, notifying.receiver.host, () => undefined);
  };
  const notifier = notifying && new Notifier(access, notifying, toReceiver);
  const isReceiver = ({ address, port: from }: RemoteInfo): boolean =>
    address === notifying?.receiver.host && from === notifying.receiver.port;
  socket.on('message', (message, from) => {
    if (!plant.condition(id).reachable) return;
    if (notifier && isReceiver(from)) return received(message);
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
  const received = (message: Buffer): void => {
    try {
      notifier?.received(message);
    } catch (error) {
      if (!(error instanceof BerError)) throw error;
    }
  };
  socket.bind(port, host);
  await once(socket, 'listening');
  return {
    element,
    port: socket.address().port,
    notify: (notification) => notifier?.notify(notification, plant.now() - plant.bootedAt(id)),
    stop: async (): Promise<void> => {
      open = false;
      notifier?.stop();
      socket.close();
      await once(socket, 'close');
    },
  };
}
