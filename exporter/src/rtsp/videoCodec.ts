import type { KeyFrameCodec } from './keyFrame.ts';

/** Pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** What a stream says of itself. */
export interface Declaration extends PictureSize {
  /** Undefined where it does not say. */
  framesPerSecond: number | undefined;
}

/**
 * Told of every unit, or fragment of one, in a packet, and where it lies. `begins`: its first octets are here. `header`: the header
 * of the unit that a fragment is of; -1 for a whole unit, which holds its own.
 */
export type UnitVisitor = (
  type: number,
  begins: boolean,
  octets: Buffer,
  from: number,
  to: number,
  header: number,
) => void;

/** Puts the units of one picture together again. */
export interface PictureAssembler {
  add: UnitVisitor;
  /** The whole picture as a decoder takes it; undefined where nothing came that could be decoded. */
  finish: () => Uint8Array | undefined;
}

/** What has to be known of a codec to count its pictures without decoding them. */
export interface VideoCodec {
  name: KeyFrameCodec;
  /** The units of an RTP payload; what is cut off is left out. */
  visitUnits: (octets: Buffer, from: number, to: number, visit: UnitVisitor) => void;
  isPicture: (type: number) => boolean;
  isKeyPicture: (type: number) => boolean;
  /** Padding that cameras with a constant bitrate send: neither frames nor payload. */
  isFiller: (type: number) => boolean;
  /** Whether units of this type are needed to decode the pictures after them; in the order in which a decoder wants them. */
  parameterSets: readonly number[];
  /** Whether units of this type declare what the stream is. */
  declares: (type: number) => boolean;
  /** What a whole unit declares; undefined for those that declare nothing, and for broken ones. */
  declaration: (unit: Uint8Array) => Declaration | undefined;
  /** `parameterSets`: the whole ones that came, the newest last. */
  assemble: (parameterSets: readonly Uint8Array[]) => PictureAssembler;
}
