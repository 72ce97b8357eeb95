import type { StreamProfile } from '@roundsman/contract/inventory/video.ts';
import type { StreamMeter } from './streamMeter.ts';

/** Beside the frame that a window may have more or less, a rate may differ by this share. */
const tolerance = 0.1;
/** Of the bit rate that is set, which encoders hold loosely and fall below while nothing moves. */
const bitRate = { least: 0.2, most: 1.5 } as const;

export type ProfileProperty = 'codec' | 'resolution' | 'frame_rate' | 'bit_rate' | 'key_frame_interval';

/** Whether what was watched differs from what the inventory says, by property; absent where one of the two says nothing. */
export function profileDifferences(
  meter: StreamMeter,
  windowSeconds: number,
  profile: StreamProfile | undefined,
): Map<ProfileProperty, boolean> {
  const differs = new Map<ProfileProperty, boolean>();
  if (!profile || meter.frames === 0) return differs;
  const { codec, width, height, framesPerSecond, kilobitsPerSecond, keyFrameSeconds } = profile;
  const { group, size } = meter;
  if (codec !== undefined) differs.set('codec', codec !== meter.codec);
  if (size && (width !== undefined || height !== undefined))
    differs.set('resolution', (width ?? size.width) !== size.width || (height ?? size.height) !== size.height);
  const measured = group.framesPerSecond;
  if (framesPerSecond !== undefined && measured !== undefined)
    differs.set(
      'frame_rate',
      Math.abs(measured - framesPerSecond) > 1 / group.spanSeconds + tolerance * framesPerSecond,
    );
  // Over the pictures' own time: what a camera sends at once in the beginning does not make it faster.
  const seconds = Math.max(group.spanSeconds, windowSeconds);
  if (kilobitsPerSecond !== undefined && seconds > 0) {
    const ratio = (meter.bytes * 8) / 1000 / seconds / kilobitsPerSecond;
    differs.set('bit_rate', ratio < bitRate.least || ratio > bitRate.most);
  }
  const interval = keyFrameSeconds === undefined ? undefined : intervalDiffers(meter, keyFrameSeconds);
  if (interval !== undefined) differs.set('key_frame_interval', interval);
  return differs;
}

/** Without two key frames it is known only that the interval is longer than what was watched. */
function intervalDiffers({ group, knowsKeyFrames }: StreamMeter, expected: number): boolean | undefined {
  if (!knowsKeyFrames) return undefined;
  const frame = 1 / (group.framesPerSecond ?? Infinity);
  const slack = tolerance * expected + frame;
  if (group.intervalSeconds !== undefined) return Math.abs(group.intervalSeconds - expected) > slack;
  return group.spanSeconds > expected + slack ? true : undefined;
}
