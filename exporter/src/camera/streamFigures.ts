import { z } from 'zod';
import type { Exposition, ProbeMetric } from '../probe/exposition.ts';

/** What a person wants to know of a stream, of the newest visit. */
export const streamFigures = z.strictObject({
  /** watched, main. */
  stream: z.string(),
  /** ms since 1970. */
  at: z.number(),
  codec: z.string(),
  width: z.string(),
  height: z.string(),
  framesPerSecond: z.number().optional(),
  bitsPerSecond: z.number().optional(),
  packetsLost: z.number().optional(),
  jitterSeconds: z.number().optional(),
  keyFrameSeconds: z.number().optional(),
});
export type StreamFigures = z.infer<typeof streamFigures>;

const told = [
  'stream_info',
  'stream_watched_timestamp_seconds',
  'stream_window_seconds',
  'stream_frames',
  'stream_bytes',
  'stream_packets_lost',
  'stream_jitter_seconds',
  'stream_key_frame_interval_seconds',
] as const satisfies ProbeMetric[];

/** The samples that figures are made of; empty where no stream was watched. Short: it is kept for each camera. */
export const streamSamples = (exposition: Exposition): string => told.map((name) => exposition.samples(name)).join('');

/** @param samples as `streamSamples` gives them */
export function figuresOf(samples: string): StreamFigures[] {
  const streams = new Map<string, Map<string, number>>();
  const infos = new Map<string, Record<string, string>>();
  for (const [, name = '', written = '', value] of samples.matchAll(/^(\w+)\{(.*)\} (\S+)$/gm)) {
    const labels = Object.fromEntries(
      [...written.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text ?? '']),
    );
    const stream = labels['stream'] ?? '';
    if (name === 'stream_info') infos.set(stream, labels);
    else streams.set(stream, (streams.get(stream) ?? new Map<string, number>()).set(name, Number(value)));
  }
  return [...streams].map(([stream, values]) => {
    const { codec = '', width = '', height = '' } = infos.get(stream) ?? {};
    const seconds = values.get('stream_window_seconds');
    const each = (amount: number | undefined): number | undefined =>
      amount === undefined || seconds === undefined || seconds === 0 ? undefined : amount / seconds;
    return {
      ...{ stream, codec, width, height },
      at: (values.get('stream_watched_timestamp_seconds') ?? NaN) * 1000,
      framesPerSecond: each(values.get('stream_frames')),
      bitsPerSecond: each((values.get('stream_bytes') ?? NaN) * 8),
      packetsLost: values.get('stream_packets_lost'),
      jitterSeconds: values.get('stream_jitter_seconds'),
      keyFrameSeconds: values.get('stream_key_frame_interval_seconds'),
    };
  });
}
