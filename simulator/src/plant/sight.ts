import type { LookName } from '../picture/looks.ts';
import type { Coding } from '../picture/recipe.ts';
import type { Light } from '../picture/street.ts';
import type { FaultKindId } from './faultKinds.ts';
import type { Plant } from './plant.ts';

/** What a camera sees and how it codes it. */
export interface Sight {
  light: Light;
  look: LookName;
  coding: Coding;
}

/** What is worse stands before what it hides. */
const lookOfFault: Partial<Record<FaultKindId, LookName>> = {
  no_signal: 'no_signal',
  black_picture: 'black',
  snow: 'snow',
  frozen_picture: 'frozen',
  covered_lens: 'covered',
  too_dark: 'dark',
  too_bright: 'bright',
  stripes: 'stripes',
  infrared_filter_stuck: 'infrared_stuck',
  colour_cast: 'colour_cast',
  no_colour: 'monochrome',
  moved_view: 'moved',
  shaking: 'shaking',
  occluded_view: 'occluded',
  dirty_lens: 'dirty',
  defocused: 'defocused',
};
const codingOfFault: Partial<Record<FaultKindId, Coding>> = {
  filler_only: 'filler_only',
  no_key_frames: 'no_key_frames',
  other_picture_size: 'other_size',
  low_frame_rate: 'low_frame_rate',
  low_bit_rate: 'low_bit_rate',
};
/** At night a camera sees without colour and without that filter. */
const onlyByDay: ReadonlySet<LookName> = new Set(['infrared_stuck', 'colour_cast', 'monochrome']);

/** How a camera's pictures are at the moment, from its faults. */
export function sightOf(camera: string, plant: Plant): Sight {
  const suffers = (kind: string): boolean =>
    plant.active().some((each) => each.target === camera && each.kind === kind);
  const light = suffers('night') ? 'infrared' : 'day';
  const looks = Object.entries(lookOfFault).filter(([, look]) => light === 'day' || !onlyByDay.has(look));
  return {
    light,
    look: looks.find(([kind]) => suffers(kind))?.[1] ?? 'normal',
    coding: Object.entries(codingOfFault).find(([kind]) => suffers(kind))?.[1] ?? 'as_set',
  };
}
