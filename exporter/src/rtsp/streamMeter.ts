import { GroupOfPictures } from './groupOfPictures.ts';
import type { KeyFrame } from './keyFrame.ts';
import { KeyFrameKeeper } from './keyFrameKeeper.ts';
import { PacketOrder } from './packetOrder.ts';
import { ReceptionStatistics } from './receptionStatistics.ts';
import { RtpPacket } from './rtpPacket.ts';
import type { VideoTrack } from './sdp.ts';
import type { PictureSize, UnitVisitor, VideoCodec } from './videoCodec.ts';
import { videoCodecs } from './videoCodecs.ts';

/** Watches the RTP packets of one video track, without decoding: packets, loss, jitter, frames, key frames, size. */
export class StreamMeter {
  readonly codec: string;
  readonly #payloadType: number;
  readonly #codec: VideoCodec | undefined;
  readonly #reception: ReceptionStatistics;
  readonly #order = new PacketOrder((octets, from, to, gap) => this.#inOrder(octets, from, to, gap));
  readonly #packet = new RtpPacket();
  readonly #keeper: KeyFrameKeeper | undefined;
  readonly group: GroupOfPictures;
  #declared: Buffer | undefined;
  #arrivalMs = 0;
  #frameTimestamp: number | undefined;
  #frameIsKey = false;
  size: PictureSize | undefined;
  /** How often the size changed while it was watched. */
  sizeChanges = 0;
  declaredFramesPerSecond: number | undefined;
  frames = 0;
  keyFrames = 0;
  /** Octets of payload, filler not counted. */
  bytes = 0;
  fillerBytes = 0;
  /** Packets that were no RTP of this track. */
  malformed = 0;
  firstPacketMs: number | undefined;
  firstKeyFrameMs: number | undefined;
  /** Told each time that a whole group of pictures, from one key frame to the next, has come. */
  onGroup: () => void = () => undefined;

  /** `keepsKeyFrames`: whether to put key frames together, which costs a copy of each. */
  constructor(track: VideoTrack, keepsKeyFrames = false) {
    this.codec = track.codec;
    this.#payloadType = track.payloadType;
    this.#codec = videoCodecs.get(track.codec);
    this.#reception = new ReceptionStatistics(track.clockRate);
    this.group = new GroupOfPictures(track.clockRate);
    if (keepsKeyFrames && this.#codec) this.#keeper = new KeyFrameKeeper(this.#codec, track.parameterSets);
    for (const set of track.parameterSets) {
      const declared = this.#codec?.declaration(set);
      this.size ??= declared && { width: declared.width, height: declared.height };
      this.declaredFramesPerSecond ??= declared?.framesPerSecond;
    }
    this.declaredFramesPerSecond = track.framesPerSecond ?? this.declaredFramesPerSecond;
  }

  get packets(): number {
    return this.#reception.received;
  }
  get packetsLost(): number {
    return this.#reception.lost;
  }
  get packetsReordered(): number {
    return this.#reception.reordered;
  }
  get jitterSeconds(): number {
    return this.#reception.jitterSeconds;
  }
  /** Whether key frames can be told from others. */
  get knowsKeyFrames(): boolean {
    return this.#codec !== undefined;
  }
  /** The last whole key frames, oldest first; empty where none were wanted. */
  get keptKeyFrames(): readonly KeyFrame[] {
    return this.#keeper?.frames ?? [];
  }

  /** A packet that lies between two places of a buffer, which is only valid during the call. */
  packet(octets: Buffer, from: number, to: number, arrivalMs: number): void {
    const packet = this.#packet;
    if (!packet.read(octets, from, to) || packet.payloadType !== this.#payloadType) {
      this.malformed++;
      return;
    }
    this.#arrivalMs = arrivalMs;
    this.firstPacketMs ??= arrivalMs;
    this.#reception.packet(packet.sequence, packet.timestamp, arrivalMs);
    this.#order.push(packet.sequence, octets, from, to);
  }

  /** Nothing more will come: what was held for a missing packet is counted. */
  finish(): void {
    this.#order.flush();
  }

  #inOrder(octets: Buffer, from: number, to: number, gap: boolean): void {
    const packet = this.#packet;
    packet.read(octets, from, to);
    if (gap) this.group.interrupted();
    this.#keeper?.packet(packet.timestamp, gap);
    if (this.#codec) this.#codec.visitUnits(octets, packet.from, packet.to, this.#unit);
    else {
      this.bytes += packet.to - packet.from;
      this.#picture(packet.timestamp, false);
    }
    if (packet.marker) this.#keeper?.pictureEnds();
  }

  readonly #unit: UnitVisitor = (type, begins, octets, from, to, header) => {
    const codec = this.#codec;
    if (!codec) return;
    if (codec.isFiller(type)) {
      this.fillerBytes += to - from;
      return;
    }
    this.bytes += to - from;
    if (header < 0) {
      if (this.#keeper && codec.parameterSets.includes(type))
        this.#keeper.parameterSet(type, octets.subarray(from, to));
      if (codec.declares(type)) this.#declaration(codec, octets.subarray(from, to));
    }
    if (!codec.isPicture(type)) return;
    const isKey = codec.isKeyPicture(type);
    if (begins) this.#picture(this.#packet.timestamp, isKey);
    if (isKey) this.#keeper?.unit(type, begins, octets, from, to, header);
  };

  /** What the stream says of itself is truer than what the description promised. Mostly it is repeated unchanged. */
  #declaration(codec: VideoCodec, unit: Buffer): void {
    if (this.#declared?.equals(unit)) return;
    this.#declared = Buffer.from(unit);
    const declared = codec.declaration(unit);
    if (!declared) return;
    const { width, height } = declared;
    if (this.size?.width !== width || this.size.height !== height) {
      if (this.frames > 0 && this.size) this.sizeChanges++;
      this.size = { width, height };
    }
    this.declaredFramesPerSecond ??= declared.framesPerSecond;
  }

  /** A picture, or another slice of it: all slices of a picture have one timestamp. */
  #picture(timestamp: number, isKey: boolean): void {
    if (timestamp !== this.#frameTimestamp) {
      this.#frameTimestamp = timestamp;
      this.#frameIsKey = false;
      this.frames++;
      this.group.picture(timestamp);
    }
    if (!isKey || this.#frameIsKey) return;
    this.#frameIsKey = true;
    this.keyFrames++;
    this.firstKeyFrameMs ??= this.#arrivalMs;
    if (this.group.keyPicture(timestamp)) this.onGroup();
  }
}
