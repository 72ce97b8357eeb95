import { ReceptionStatistics } from './receptionStatistics.ts';
import { readRtpPacket } from './rtpPacket.ts';
import type { VideoTrack } from './sdp.ts';
import type { PictureSize, VideoCodec } from './videoCodec.ts';
import { videoCodecs } from './videoCodecs.ts';

/** Watches the RTP packets of one video track, without decoding: packets, loss, jitter, frames, key frames, size. */
export class StreamMeter {
  readonly codec: string;
  readonly #payloadType: number;
  readonly #codec: VideoCodec | undefined;
  readonly #reception: ReceptionStatistics;
  #frameTimestamp: number | undefined;
  #frameIsKey = false;
  size: PictureSize | undefined;
  frames = 0;
  keyFrames = 0;
  /** Octets of payload, filler not counted. */
  bytes = 0;
  /** Packets that were not RTP. */
  malformed = 0;
  firstPacketMs: number | undefined;
  firstKeyFrameMs: number | undefined;

  constructor(track: VideoTrack) {
    this.codec = track.codec;
    this.#payloadType = track.payloadType;
    this.#codec = videoCodecs.get(track.codec);
    this.#reception = new ReceptionStatistics(track.clockRate);
    for (const set of track.parameterSets) this.size ??= this.#codec?.pictureSize(set);
  }

  get packets(): number {
    return this.#reception.received;
  }
  get packetsLost(): number {
    return this.#reception.lost;
  }
  get jitterSeconds(): number {
    return this.#reception.jitterSeconds;
  }
  /** Whether key frames can be told from others. */
  get knowsKeyFrames(): boolean {
    return this.#codec !== undefined;
  }

  packet(octets: Uint8Array, arrivalMs: number): void {
    const packet = readRtpPacket(octets);
    if (!packet) {
      this.malformed++;
      return;
    }
    if (packet.payloadType !== this.#payloadType) return;
    this.firstPacketMs ??= arrivalMs;
    this.#reception.packet(packet.sequence, packet.timestamp, arrivalMs);
    const codec = this.#codec;
    if (!codec) {
      this.bytes += packet.payload.length;
      this.#picture(packet.timestamp, false, arrivalMs);
      return;
    }
    codec.visitNals(packet.payload, (type, begins, nal, whole) => {
      if (codec.isFiller(type)) return;
      this.bytes += nal.length;
      // What a parameter set in the stream says is truer than what the description promised.
      if (whole) this.size = codec.pictureSize(nal) ?? this.size;
      if (begins && codec.isPicture(type)) this.#picture(packet.timestamp, codec.isKeyPicture(type), arrivalMs);
    });
  }

  /** A picture, or another slice of it: all slices of a picture have one timestamp. */
  #picture(timestamp: number, isKey: boolean, arrivalMs: number): void {
    if (timestamp !== this.#frameTimestamp) {
      this.#frameTimestamp = timestamp;
      this.#frameIsKey = false;
      this.frames++;
    }
    if (!isKey || this.#frameIsKey) return;
    this.#frameIsKey = true;
    this.keyFrames++;
    this.firstKeyFrameMs ??= arrivalMs;
  }
}
