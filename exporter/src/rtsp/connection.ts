import type { Socket } from 'node:net';
import { connectTcp } from '../probe/connect.ts';
import { failureOf, ProbeFailure } from '../probe/failure.ts';
import { RtspMessageReader, type RtspMessage } from './messageReader.ts';

interface PendingRequest {
  cseq: string;
  resolve: (response: RtspMessage) => void;
  reject: (error: Error) => void;
}

/** More than a minute of the fattest stream a camera sends; a peer that sends more in one probe is not a camera. */
const maxConnectionBytes = 256 * 1024 * 1024;

/** One TCP connection to an RTSP server: requests one after the other, and the packets that come between the answers. */
export class RtspConnection {
  readonly #socket: Socket;
  readonly #closed = Promise.withResolvers<undefined>();
  #cseq = 0;
  #bytes = 0;
  #pending: PendingRequest | undefined;
  /** A `ProbeFailure` of the device, or a fault of ours. */
  #failure: Error | undefined;
  #interleaved: (channel: number, octets: Uint8Array) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new RtspMessageReader({
      message: (message) => this.#message(message),
      interleaved: (channel, octets) => this.#interleaved(channel, octets),
    });
    socket.on('data', (chunk) => {
      this.#bytes += chunk.length;
      try {
        if (this.#bytes > maxConnectionBytes) throw new ProbeFailure('protocol', 'the device sends without end');
        reader.push(chunk);
      } catch (error) {
        // A fault of ours fails this probe: thrown from here it would end the process, and with it the probes of all cameras.
        this.#fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
    socket.on('error', (error) => this.#fail(failureOf(error)));
    socket.on('close', () => this.#fail(new ProbeFailure('protocol', 'the device closed the connection')));
  }

  /** @throws ProbeFailure `timeout`, `refused`, `unreachable` */
  static async open(address: string, port: number, timeoutMs: number): Promise<RtspConnection> {
    return new RtspConnection(await connectTcp(address, port, timeoutMs));
  }

  /** Whom to tell of embedded packets, from now on. */
  onInterleaved(receiver: (channel: number, octets: Uint8Array) => void): void {
    this.#interleaved = receiver;
  }

  /** Resolves when the connection is over, for whatever reason. */
  get closed(): Promise<undefined> {
    return this.#closed.promise;
  }

  /**
   * Send a request and wait for its answer. One at a time.
   * @throws ProbeFailure `timeout`, or why the connection broke; anything else is a fault of the exporter
   */
  async request(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
  ): Promise<RtspMessage> {
    if (this.#failure) throw this.#failure;
    if (!/^[\x21-\x7e]+$/.test(url)) throw new ProbeFailure('protocol', 'the device names an address that is none');
    const cseq = String(++this.#cseq);
    const lines = Object.entries({ CSeq: cseq, 'User-Agent': 'roundsman', ...headers });
    const answered = new Promise<RtspMessage>((resolve, reject) => {
      this.#pending = { cseq, resolve, reject };
    });
    const timer = setTimeout(
      () => this.#pending?.reject(new ProbeFailure('timeout', `no answer to ${method}`)),
      timeoutMs,
    );
    this.#socket.write(
      `${method} ${url} RTSP/1.0\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    try {
      return await answered;
    } finally {
      clearTimeout(timer);
      this.#pending = undefined;
    }
  }

  close(): void {
    this.#interleaved = () => undefined;
    this.#socket.destroy();
  }

  #message(message: RtspMessage): void {
    // A server may ask too (keep-alives, announcements); nothing of it matters within seconds, so none is answered.
    if (message.status === undefined || !this.#pending) return;
    const cseq = message.headers.get('cseq')?.[0];
    // Answers without a number come from servers that answer in order.
    if (cseq !== undefined && cseq !== this.#pending.cseq) return;
    this.#pending.resolve(message);
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    this.#pending?.reject(this.#failure);
    this.#socket.destroy();
    this.#closed.resolve(undefined);
  }
}
