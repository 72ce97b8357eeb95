import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { StreamProfile } from '@roundsman/contract/inventory/video.ts';
import { keyFrameSeconds, picturesPerSecond, profiles } from '../picture/recipe.ts';

/** Models that code in H.265; all others do in H.264. */
const codesH265: ReadonlySet<string | undefined> = new Set(['SY-8M-EP']);

/** Where the streams of a camera of this model are, and what they are set to. */
export function videoOf({ model }: Pick<Element, 'model'>) {
  const profile = ({ width, height, kilobitsPerSecond }: (typeof profiles)['sub' | 'main']): StreamProfile => ({
    codec: codesH265.has(model) ? 'h265' : 'h264',
    ...{ width, height, framesPerSecond: picturesPerSecond, kilobitsPerSecond, keyFrameSeconds },
  });
  return {
    streamPath: '/stream/sub',
    mainStreamPath: '/stream/main',
    video: { profile: profile(profiles.sub), mainProfile: profile(profiles.main) },
  };
}
