/** Pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** Told of every NAL unit, or fragment of one, in a packet: its type, whether it begins here, and its octets. */
export type NalVisitor = (type: number, begins: boolean, nal: Uint8Array, whole: boolean) => void;

/** What has to be known of a codec to count its pictures without decoding them. */
export interface VideoCodec {
  /** The NAL units of an RTP payload; what is cut off is left out. */
  visitNals: (payload: Uint8Array, visit: NalVisitor) => void;
  isPicture: (type: number) => boolean;
  isKeyPicture: (type: number) => boolean;
  /** Padding that cameras with a constant bitrate send: neither frames nor payload. */
  isFiller: (type: number) => boolean;
  /** The size that a sequence parameter set declares; undefined for other NAL units and for broken ones. */
  pictureSize: (nal: Uint8Array) => PictureSize | undefined;
}
