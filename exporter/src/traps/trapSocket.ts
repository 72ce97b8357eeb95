import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';
import type { Origin } from './receiver.ts';

/** What the kernel keeps while a storm is worked off. */
const receiveBuffer = 4 * 1024 * 1024;

/** The socket at which traps and informs come in. */
export class TrapSocket {
  readonly #socket: Socket;
  #open = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    // What cannot be sent or received is lost, as on any network.
    socket.on('error', () => undefined);
  }

  /** @throws errors of binding as they come */
  static async open(listen: { host: string; port: number }): Promise<TrapSocket> {
    const type = isIP(listen.host) === 6 ? 'udp6' : 'udp4';
    const socket = createSocket({ type, recvBufferSize: receiveBuffer });
    const listening = once(socket, 'listening');
    socket.bind({ address: listen.host, port: listen.port, exclusive: true });
    await listening;
    return new TrapSocket(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  onDatagram(receive: (octets: Uint8Array, from: Origin) => void): void {
    this.#socket.on('message', receive);
  }

  /** An acknowledgement that cannot be sent is lost; the inform comes again. */
  send(octets: Uint8Array, { address, port }: Origin): void {
    if (this.#open) this.#socket.send(octets, port, address, () => undefined);
  }

  close(): void {
    this.#open = false;
    this.#socket.close();
  }
}
