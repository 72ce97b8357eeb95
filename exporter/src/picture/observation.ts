import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Picture } from './picture.ts';

export interface TimedPicture {
  picture: Picture;
  /** When it was taken, ms since 1970. */
  at: number;
}

/** What one visit brought: its key frames in order, and what was wrong with the stream. */
export interface Observation {
  /** One to three key frames; none where none could be decoded, and then only `mosaic` is judged. */
  pictures: readonly TimedPicture[];
  /** Errors that the decoder reported for these key frames. */
  decoderErrors: number;
  /** RTP packets that were missing during the visit. */
  packetsLost: number;
  /** The time of the visit, ms since 1970. */
  at: number;
  /** Degrees of the sun over the horizon, where the position of the camera is known; without it what asks for day is unknown. */
  sunElevation?: number;
}

export interface PictureVerdict {
  fault: PictureFault;
  /** How strongly this visit speaks for the fault; absent where it cannot tell, as long as a reference is not learnt. */
  score?: number;
  /** From this score on a visit is suspected. */
  threshold: number;
  /** Whether this visit speaks for the fault; absent with the score. */
  suspected?: boolean;
  /**
   * Whether enough of the last visits spoke for it, and no other confirmed fault explains it: at most one fault is confirmed.
   * Absent while no visit could tell.
   */
  confirmed?: boolean;
}
