import { of, type Reading } from './reading.ts';

/** Reasons of a failed stream probe that speak of the media. That a camera cannot be reached says nothing about it. */
const noMedia: ReadonlySet<string> = new Set(['no_media', 'protocol', 'timeout']);

/** Of streams as far as they tell of a way: whether video comes at all, and whether the camera lets us in. */
export const streamReadings: readonly Reading[] = [
  {
    selector: (ids) => `{__name__=~"probe_success|probe_failure_info",job="stream",device_id=~"${ids}"}`,
    says: ['media_flowing', 'authorised'],
    every: 30,
    wide: true,
    read: ({ __name__: metric, device_id: id, reason = '' }, value) => {
      if (value !== 1) return [];
      if (metric === 'probe_success') return [of(id, 'media_flowing', true), of(id, 'authorised', true)];
      if (reason === 'unauthorised') return [of(id, 'authorised', false)];
      return noMedia.has(reason) ? [of(id, 'media_flowing', false)] : [];
    },
  },
];
