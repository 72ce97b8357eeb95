import { Socket } from 'node:net';
import { connectTcp } from '../probe/connect.ts';
import { failureOf, ProbeFailure } from '../probe/failure.ts';
import { RtspMessageReader, type RtspMessage } from './messageReader.ts';
import { secured, type TlsTerms } from './tls.ts';

interface PendingRequest {
  cseq: string;
  resolve: (response: RtspMessage) => void;
  reject: (error: Error) => void;
}

/** Told of embedded packets: where they lie in a buffer, which is only valid during the call. */
export type PacketReceiver = (channel: number, octets: Buffer, from: number, to: number) => void;

/** More than a minute of the fattest stream a camera sends; a peer that sends more in one probe is not a camera. */
export const maxConnectionBytes = 256 * 1024 * 1024;

/** What all plain connections read into: each read is dealt with before the next, so nothing is made for any of them. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);

/** One TCP connection to an RTSP server: requests one after the other, and the packets that come between the answers. */
export class RtspConnection {
  readonly #closed = Promise.withResolvers<undefined>();
  readonly #reader = new RtspMessageReader({
    message: (message) => this.#message(message),
    interleaved: (channel, octets, from, to) => this.#interleaved(channel, octets, from, to),
  });
  #socket: Socket | undefined;
  #cseq = 0;
  #bytes = 0;
  #pending: PendingRequest | undefined;
  /** A `ProbeFailure` of the device, or a fault of ours. */
  #failure: Error | undefined;
  #interleaved: PacketReceiver = () => undefined;

  private constructor() {
    // Made by `open` only.
  }

  /** `tls`: absent for a plain connection. @throws ProbeFailure `timeout`, `refused`, `unreachable`, `protocol` for TLS */
  static async open(address: string, port: number, timeoutMs: number, tls?: TlsTerms): Promise<RtspConnection> {
    const connection = new RtspConnection();
    const started = performance.now();
    const callback = (length: number): boolean => {
      connection.#read(readBuffer.subarray(0, length));
      return true;
    };
    const plain = tls ? new Socket() : new Socket({ onread: { buffer: readBuffer, callback } });
    await connectTcp(address, port, timeoutMs, plain);
    const left = Math.max(1, timeoutMs - (performance.now() - started));
    const socket = tls ? await secured(plain, tls, left) : plain;
    if (tls) socket.on('data', (chunk) => connection.#read(chunk));
    socket.on('error', (error) => connection.#fail(failureOf(error)));
    socket.on('close', () => connection.#fail(new ProbeFailure('protocol', 'the device closed the connection')));
    connection.#socket = socket;
    return connection;
  }

  /** Our numeric address on it. */
  get localAddress(): string {
    return this.#socket?.localAddress ?? '';
  }

  /** Whom to tell of embedded packets, from now on. */
  onInterleaved(receiver: PacketReceiver): void {
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
    let text = `${method} ${url} RTSP/1.0\r\nCSeq: ${cseq}\r\nUser-Agent: roundsman\r\n`;
    for (const [name, value] of Object.entries(headers)) text += `${name}: ${value}\r\n`;
    const answered = new Promise<RtspMessage>((resolve, reject) => {
      this.#pending = { cseq, resolve, reject };
    });
    const timer = setTimeout(
      () => this.#pending?.reject(new ProbeFailure('timeout', `no answer to ${method}`)),
      timeoutMs,
    );
    this.#socket?.write(`${text}\r\n`);
    try {
      return await answered;
    } finally {
      clearTimeout(timer);
      this.#pending = undefined;
    }
  }

  close(): void {
    this.#interleaved = () => undefined;
    this.#socket?.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#failure) return;
    this.#bytes += chunk.length;
    try {
      if (this.#bytes > maxConnectionBytes) throw new ProbeFailure('protocol', 'the device sends without end');
      this.#reader.push(chunk);
    } catch (error) {
      // A fault of ours fails this probe: thrown from here it would end the process, and with it the probes of all cameras.
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
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
    this.#socket?.destroy();
    this.#closed.resolve(undefined);
  }
}
