import type { Target } from '../targets.ts';

export type KeyFrameCodec = 'H264' | 'H265' | 'JPEG';

/** A picture that can be decoded without others, as it came: compressed. */
export interface KeyFrame {
  codec: KeyFrameCodec;
  /** Annex B with the parameter sets first, or a JPEG file. */
  data: Uint8Array;
  /** When its first packet came, ms since 1970. */
  at: number;
  /** Packets of it are missing: it may decode badly without the picture being bad. */
  damaged: boolean;
}

/** Who judges pictures. */
export interface KeyFrameReceiver {
  /** Whether the key frames of this camera's next visit are wanted; they are put together only then. */
  wants: (target: Target) => boolean;
  /** The last key frames of a visit, oldest first, and how many of its packets were lost. Must not wait for anything. */
  onKeyFrames: (target: Target, frames: readonly KeyFrame[], packetsLost: number) => void;
}

/** A larger one does not come from a camera of a street. */
export const maxKeyFrameBytes = 2 * 1024 * 1024;
export const maxKeyFrames = 3;
