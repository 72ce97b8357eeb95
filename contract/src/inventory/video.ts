import { z } from 'zod';

/** What a stream should be. What is not named is not compared. */
const streamProfile = z.strictObject({
  codec: z.enum(['h264', 'h265', 'jpeg']).optional(),
  /** Pixels. */
  width: z.int().min(16).max(16_384).optional(),
  height: z.int().min(16).max(16_384).optional(),
  framesPerSecond: z.number().min(0.1).max(240).optional(),
  /** As the camera is set; a stream of variable rate falls below it while nothing moves. */
  kilobitsPerSecond: z.int().min(1).max(200_000).optional(),
  /** From one key frame to the next. */
  keyFrameSeconds: z.number().min(0.05).max(600).optional(),
});
export type StreamProfile = z.infer<typeof streamProfile>;

/** Module `rtsp`: how the streams of a camera are asked for, and what they should be. */
export const videoAsking = z.strictObject({
  /** How packets come: within the RTSP connection, or beside it. */
  transport: z.enum(['tcp', 'udp']).default('tcp'),
  scheme: z.enum(['rtsp', 'rtsps']).default('rtsp'),
  /** With rtsps: whether the certificate must be signed by who is trusted and be for the address, or may be any. */
  certificate: z.enum(['trusted', 'any']).default('trusted'),
  /** Of the stream at `streamPath`. */
  profile: streamProfile.optional(),
  /** Of the stream at `mainStreamPath`. */
  mainProfile: streamProfile.optional(),
});
export type VideoAsking = z.infer<typeof videoAsking>;
