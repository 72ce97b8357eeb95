import { randomBytes, randomFillSync } from 'node:crypto';
import type { Encoder } from './encoder.ts';
import { interleavingHeader, senderReport, stamp, type Frame, type Stamp } from './packets.ts';
import type { Transport } from './transport.ts';

const reportIntervalMs = 5000;

/** What becomes of packets on a bad way. */
export interface Line {
  lossRatio: number;
  jitterMs: number;
  reorderRatio: number;
  garbageRatio: number;
}

/** What a session's packets depend on. */
export interface Course {
  /** Whether packets leave the camera and arrive: false while it stalls or cannot be reached. */
  flows: () => boolean;
  /** Undefined: all arrive as they were sent. */
  line: () => Line | undefined;
  /** The camera's own clock, milliseconds since 1970. */
  clock: () => number;
}

/** One client's RTP stream: numbers of its own, the pictures of a shared encoder. */
export class Playing {
  readonly #encoder: Encoder;
  readonly #transport: Transport;
  readonly #course: Course;
  readonly #ssrc = randomBytes(4).readUInt32BE();
  readonly #timestampOffset = randomBytes(4).readUInt32BE();
  #sequence = randomBytes(2).readUInt16BE();
  #packets = 0;
  #octets = 0;
  #reportedAt = -Infinity;
  /** Packets that go later, in order; milliseconds of `performance.now`. */
  readonly #delayed: { packet: Buffer; goes: number }[] = [];
  #nextGoes: NodeJS.Timeout | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(encoder: Encoder, transport: Transport, course: Course) {
    this.#encoder = encoder;
    this.#transport = transport;
    this.#course = course;
  }

  /** Where the stream goes on: for the RTP-Info header (RFC 2326 section 12.33). */
  position(): { sequence: number; timestamp: number } {
    return { sequence: this.#sequence, timestamp: this.#timestamp(this.#encoder.shutter.nextTimestamp()) };
  }

  play(): void {
    this.#stopWatching ??= this.#encoder.shutter.watch((picture, at) => {
      const frame = this.#encoder.frame(picture);
      if (!frame || !this.#course.flows()) return;
      const timestamp = this.#timestamp(at);
      const now = performance.now();
      const line = this.#course.line();
      const numbers = { sequence: this.#sequence, timestamp, ssrc: this.#ssrc };
      if (line) this.#sendBadly(frame, numbers, line);
      else this.#transport.sendFrame(frame, numbers);
      this.#sequence = (this.#sequence + frame.packets.length) & 0xffff;
      this.#packets += frame.packets.length;
      this.#octets += frame.payloadOctets;
      if (now - this.#reportedAt < reportIntervalMs) return;
      this.#reportedAt = now;
      const counts = { ssrc: this.#ssrc, timestamp, packets: this.#packets, octets: this.#octets };
      this.#transport.sendReport(senderReport(counts, this.#course.clock()));
    });
  }

  pause(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  close(): void {
    clearTimeout(this.#nextGoes);
    this.#delayed.length = 0;
    this.pause();
    this.#transport.close();
  }

  #sendBadly(frame: Frame, numbers: Omit<Stamp, 'channel'>, { lossRatio, jitterMs, reorderRatio, garbageRatio }: Line) {
    const { channel } = this.#transport;
    const stamped = stamp(frame, { ...numbers, channel }, Buffer.allocUnsafe(frame.bytes.length));
    const packets = frame.packets.map((at, index) => stamped.subarray(at, frame.packets[index + 1] ?? stamped.length));
    for (let at = 1; at < packets.length; at++)
      if (Math.random() < reorderRatio) packets.splice(at - 1, 2, ...packets.slice(at - 1, at + 1).reverse());
    for (const packet of packets) {
      if (Math.random() < lossRatio) continue;
      if (Math.random() < garbageRatio) randomFillSync(packet, interleavingHeader);
      if (jitterMs === 0) this.#transport.sendPacket(packet);
      else {
        const goes = Math.max(this.#delayed.at(-1)?.goes ?? 0, performance.now() + Math.random() * jitterMs);
        this.#delayed.push({ packet, goes });
      }
    }
    this.#sendDelayed();
  }

  #sendDelayed(): void {
    clearTimeout(this.#nextGoes);
    const now = performance.now();
    for (let next = this.#delayed[0]; next && next.goes <= now; next = this.#delayed[0]) {
      this.#transport.sendPacket(next.packet);
      this.#delayed.shift();
    }
    const [next] = this.#delayed;
    if (next) this.#nextGoes = setTimeout(() => this.#sendDelayed(), next.goes - now);
  }

  #timestamp(at: number): number {
    return (at + this.#timestampOffset) % 2 ** 32;
  }
}
