import { randomBytes } from 'node:crypto';
import type { Encoder } from './encoder.ts';
import { senderReport } from './packets.ts';
import type { Transport } from './transport.ts';

const reportIntervalMs = 5000;

/** One client's RTP stream: numbers of its own, the pictures of a shared encoder. */
export class Playing {
  readonly #encoder: Encoder;
  readonly #transport: Transport;
  readonly #flows: () => boolean;
  readonly #ssrc = randomBytes(4).readUInt32BE();
  readonly #timestampOffset = randomBytes(4).readUInt32BE();
  #sequence = randomBytes(2).readUInt16BE();
  #packets = 0;
  #octets = 0;
  #reportedAt = -Infinity;
  #stopWatching: (() => void) | undefined;

  /** @param flows whether packets leave the camera and arrive: false while it stalls or cannot be reached. */
  constructor(encoder: Encoder, transport: Transport, flows: () => boolean) {
    this.#encoder = encoder;
    this.#transport = transport;
    this.#flows = flows;
  }

  /** Where the stream goes on: for the RTP-Info header (RFC 2326 section 12.33). */
  position(): { sequence: number; timestamp: number } {
    return { sequence: this.#sequence, timestamp: this.#timestamp(this.#encoder.shutter.nextTimestamp()) };
  }

  play(): void {
    this.#stopWatching ??= this.#encoder.shutter.watch((picture, at) => {
      const frame = this.#encoder.frame(picture);
      if (!frame || !this.#flows()) return;
      const timestamp = this.#timestamp(at);
      const now = Date.now();
      this.#transport.sendFrame(frame, { sequence: this.#sequence, timestamp, ssrc: this.#ssrc });
      this.#sequence = (this.#sequence + frame.packets.length) & 0xffff;
      this.#packets += frame.packets.length;
      this.#octets += frame.payloadOctets;
      if (now - this.#reportedAt < reportIntervalMs) return;
      this.#reportedAt = now;
      const counts = { ssrc: this.#ssrc, timestamp, packets: this.#packets, octets: this.#octets };
      this.#transport.sendReport(senderReport(counts, now));
    });
  }

  pause(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  close(): void {
    this.pause();
    this.#transport.close();
  }

  #timestamp(at: number): number {
    return (at + this.#timestampOffset) % 2 ** 32;
  }
}
