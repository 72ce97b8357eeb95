import { randomInt } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { failureOf, ProbeFailure } from '../probe/failure.ts';
import { answeredId } from './message.ts';

export interface Peer {
  /** Numeric, in the form in which the kernel reports it. */
  address: string;
  family: 4 | 6;
  port: number;
}

/** Why a datagram was thrown away; the label of `roundsman_exporter_snmp_messages_dropped_total`. */
export type DropReason = 'malformed' | 'unknown_request' | 'wrong_source';
export const dropReasons: readonly DropReason[] = ['malformed', 'unknown_request', 'wrong_source'];

/** One request, with how its answer is read. */
export interface Outgoing<T> {
  id: number;
  octets: Uint8Array;
  /** What the answer says; undefined for one that cannot be believed, which is thrown away. */
  read: (octets: Uint8Array) => T | undefined;
}

/** When to send again and when to give up. */
export interface Patience {
  /** After how many ms without an answer a request is sent again. */
  resendMs: number;
  /** How often it is sent again. */
  retries: number;
  /** After how many ms it is given up, in any case. */
  giveUpMs: number;
}

export interface Answered<T> {
  answer: T;
  octets: number;
  /** Datagrams sent: 1 when nothing was lost. */
  sends: number;
}

/** A request on its way. */
interface Waiting {
  id: number;
  peer: Peer;
  octets: Uint8Array;
  sends: number;
  /** What it was sent over again. */
  connected: Socket | undefined;
  resendMs: number;
  resendAt: number;
  resends: number;
  giveUpAt: number;
  /** False for what is no answer. */
  take: (octets: Uint8Array) => boolean;
  reject: (why: ProbeFailure) => void;
}

/** Answers of a thousand agents may come within a few milliseconds; the kernel's default would drop most of them. */
const receiveBuffer = 4 * 1024 * 1024;
const idRange = 2 ** 31 - 1;
/** How exactly times are kept. One timer for all: a timer for each request costs more than its datagrams. */
const tickMs = 20;

/**
 * All SNMP requests of the process go through one UDP socket per address family: a socket per request costs more than the request.
 * An answer counts only from the address and port that was asked: anybody can send a datagram with a guessed id.
 */
export class SnmpSocket {
  readonly #sockets: { 4: Socket; 6: Socket | undefined };
  readonly #waiting = new Map<number, Waiting>();
  readonly #dropped: (reason: DropReason) => void;
  #lastId = randomInt(idRange);
  #ticking: NodeJS.Timeout | undefined;

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
      const socket = createSocket({
        type,
        ipv6Only: type === 'udp6',
        recvBufferSize: receiveBuffer,
        // Addresses are numeric; the resolver would only put a turn of the event loop before each datagram.
        lookup: (address, _options, callback) => callback(null, address, type === 'udp6' ? 6 : 4),
      });
      // Nothing has to be looked up, so it may be listening before `bind` returns.
      const listening = once(socket, 'listening');
      socket.bind(0);
      await listening;
      return socket;
    };
    // A machine without IPv6 is still a good exporter of IPv4 devices.
    const v6 = await bind('udp6').catch(() => undefined);
    return new SnmpSocket({ 4: await bind('udp4'), 6: v6 }, dropped);
  }

  /** An id that no running request has, of 31 bits. */
  nextId(): number {
    do this.#lastId = (this.#lastId + 1) % idRange;
    while (this.#waiting.has(this.#lastId));
    return this.#lastId;
  }

  /**
   * Send a request, again if no answer came, and wait for the answer.
   * @throws ProbeFailure `timeout`; `refused` when the host says that nobody listens there; `unreachable` when there is no way
   */
  request<T>(peer: Peer, { id, octets, read }: Outgoing<T>, patience: Patience): Promise<Answered<T>> {
    const socket = this.#sockets[peer.family];
    if (!socket) return Promise.reject(new ProbeFailure('unreachable', 'this machine has no IPv6'));
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const waiting: Waiting = {
        id,
        peer,
        octets,
        sends: 1,
        connected: undefined,
        resendMs: patience.resendMs,
        resendAt: started + patience.resendMs,
        resends: patience.retries,
        giveUpAt: started + patience.giveUpMs,
        take: (datagram) => {
          const answer = read(datagram);
          if (answer === undefined) return false;
          this.#settle(waiting);
          resolve({ answer, octets: datagram.length, sends: waiting.sends });
          return true;
        },
        reject,
      };
      this.#waiting.set(id, waiting);
      this.#ticking ??= setInterval(() => this.#tick(), tickMs);
      socket.send(octets, peer.port, peer.address, (error) => error && this.#giveUp(waiting, failureOf(error)));
    });
  }

  /** Ends what is waited for as well: a request that is sent again on a closed socket would end the process. */
  close(): void {
    for (const waiting of [...this.#waiting.values()])
      this.#giveUp(waiting, new ProbeFailure('timeout', 'the exporter is stopping'));
    this.#sockets[4].close();
    this.#sockets[6]?.close();
  }

  #tick(): void {
    const now = performance.now();
    for (const waiting of this.#waiting.values()) {
      if (now < waiting.giveUpAt && now < waiting.resendAt) continue;
      if (now >= waiting.giveUpAt || waiting.resends === 0)
        this.#giveUp(waiting, new ProbeFailure('timeout', `no answer to ${waiting.sends} SNMP request(s)`));
      else {
        waiting.resends--;
        waiting.resendAt = now + waiting.resendMs;
        this.#resend(waiting);
      }
    }
  }

  /** Send again, over a socket of the request's own: only a connected one is told that the host refuses (RFC 1122 section 4.1.3.3). */
  #resend(waiting: Waiting): void {
    const { peer, octets, connected } = waiting;
    waiting.sends++;
    const failed = (error: Error | null): void => {
      if (error) this.#giveUp(waiting, failureOf(error));
    };
    if (connected) {
      connected.send(octets, failed);
      return;
    }
    const socket = createSocket(peer.family === 6 ? 'udp6' : 'udp4');
    waiting.connected = socket;
    socket.on('message', (datagram, from) => this.#receive(datagram, from));
    socket.on('error', failed);
    socket.once('connect', () => socket.send(octets, failed));
    socket.connect(peer.port, peer.address);
  }

  #giveUp(waiting: Waiting, why: ProbeFailure): void {
    if (this.#waiting.get(waiting.id) !== waiting) return;
    this.#settle(waiting);
    waiting.reject(why);
  }

  #settle({ id, connected }: Waiting): void {
    this.#waiting.delete(id);
    connected?.close();
    if (this.#waiting.size > 0) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  #receive(octets: Uint8Array, from: RemoteInfo): void {
    const id = answeredId(octets);
    if (id === undefined) return this.#dropped('malformed');
    const waiting = this.#waiting.get(id);
    if (!waiting) return this.#dropped('unknown_request');
    const { address, port } = waiting.peer;
    if (from.port !== port || from.address !== address) return this.#dropped('wrong_source');
    if (!waiting.take(octets)) this.#dropped('malformed');
  }
}
