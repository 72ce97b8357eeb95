import { randomInt } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { failureOf, ProbeFailure } from '../probe/failure.ts';
import { decodeResponse, type SnmpResponse } from './message.ts';

export interface Peer {
  /** Numeric, in the form in which the kernel reports it. */
  address: string;
  family: 4 | 6;
  port: number;
}

/** Why a datagram was thrown away; the label of `roundsman_exporter_snmp_messages_dropped_total`. */
export type DropReason = 'malformed' | 'unknown_request' | 'wrong_source';
export const dropReasons: readonly DropReason[] = ['malformed', 'unknown_request', 'wrong_source'];

interface Waiting {
  peer: Peer;
  answered: (response: SnmpResponse, octets: number) => void;
  givenUp: (why: ProbeFailure) => void;
}

/** Answers of a thousand agents may come within a few milliseconds; the kernel's default would drop most of them. */
const receiveBuffer = 4 * 1024 * 1024;
const idRange = 2 ** 31 - 1;

/**
 * All SNMP requests of the process go through one UDP socket per address family: a socket per request costs more than the request.
 * An answer counts only from the address and port that was asked: anybody can send a datagram with a guessed id.
 */
export class SnmpSocket {
  readonly #sockets: { 4: Socket; 6: Socket | undefined };
  readonly #waiting = new Map<number, Waiting>();
  readonly #dropped: (reason: DropReason) => void;
  #lastId = randomInt(idRange);

  private constructor(sockets: { 4: Socket; 6: Socket | undefined }, dropped: (reason: DropReason) => void) {
    this.#sockets = sockets;
    this.#dropped = dropped;
    for (const socket of [sockets[4], sockets[6]]) {
      socket?.on('message', (octets, from) => this.#receive(octets, from));
      // Errors of sending come back to their sender; nothing else happens on an unconnected socket that could be handled here.
      socket?.on('error', () => undefined);
    }
  }

  static async open(dropped: (reason: DropReason) => void): Promise<SnmpSocket> {
    const bind = async (type: 'udp4' | 'udp6'): Promise<Socket> => {
      const socket = createSocket({ type, ipv6Only: type === 'udp6', recvBufferSize: receiveBuffer });
      socket.bind(0);
      await once(socket, 'listening');
      return socket;
    };
    // A machine without IPv6 is still a good exporter of IPv4 devices.
    const v6 = await bind('udp6').catch(() => undefined);
    return new SnmpSocket({ 4: await bind('udp4'), 6: v6 }, dropped);
  }

  /** An id that no running request has. */
  nextId(): number {
    do this.#lastId = (this.#lastId + 1) % idRange;
    while (this.#waiting.has(this.#lastId));
    return this.#lastId;
  }

  /**
   * Send a request, again at each of the times (ms) if no answer came, and wait for the answer until `giveUpMs` after now.
   * @throws ProbeFailure `timeout`, or `unreachable` when the kernel knows no way.
   */
  request(
    peer: Peer,
    request: { id: number; octets: Uint8Array },
    schedule: { resendMs: number; giveUpMs: number },
  ): Promise<{ response: SnmpResponse; octets: number; sends: number }> {
    const socket = this.#sockets[peer.family];
    if (!socket) return Promise.reject(new ProbeFailure('unreachable', 'this machine has no IPv6'));
    const { promise, resolve, reject } = Promise.withResolvers<{
      response: SnmpResponse;
      octets: number;
      sends: number;
    }>();
    let sends = 0;
    const send = (): void => {
      sends++;
      socket.send(request.octets, peer.port, peer.address, (error) => {
        if (error) finish(() => reject(failureOf(error)));
      });
    };
    const resend = setInterval(send, schedule.resendMs);
    const giveUp = setTimeout(() => {
      finish(() => reject(new ProbeFailure('timeout', `no answer to ${sends} SNMP request(s)`)));
    }, schedule.giveUpMs);
    const finish = (settle: () => void): void => {
      clearInterval(resend);
      clearTimeout(giveUp);
      if (this.#waiting.get(request.id) === waiting) this.#waiting.delete(request.id);
      settle();
    };
    const waiting: Waiting = {
      peer,
      answered: (response, octets) => finish(() => resolve({ response, octets, sends })),
      givenUp: (why) => finish(() => reject(why)),
    };
    this.#waiting.set(request.id, waiting);
    send();
    return promise;
  }

  /** Ends what is waited for as well: a request that is sent again on a closed socket would end the process. */
  close(): void {
    for (const { givenUp } of [...this.#waiting.values()])
      givenUp(new ProbeFailure('timeout', 'the exporter is stopping'));
    this.#sockets[4].close();
    this.#sockets[6]?.close();
  }

  #receive(octets: Uint8Array, from: RemoteInfo): void {
    const response = decodeResponse(octets);
    if (!response) return this.#dropped('malformed');
    const waiting = this.#waiting.get(response.requestId);
    if (!waiting) return this.#dropped('unknown_request');
    const { address, port } = waiting.peer;
    if (from.port !== port || from.address !== address) return this.#dropped('wrong_source');
    waiting.answered(response, octets.length);
  }
}
