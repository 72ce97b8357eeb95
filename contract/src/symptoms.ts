import type { PictureFault } from './pictureFaults.ts';
import { deviceSymptoms } from './symptoms/deviceSymptoms.ts';
import { pictureSymptoms } from './symptoms/pictureSymptoms.ts';
import { powerSymptoms } from './symptoms/powerSymptoms.ts';
import { recordSymptoms } from './symptoms/recordSymptoms.ts';
import { streamSymptoms } from './symptoms/streamSymptoms.ts';
import { transmissionSymptoms } from './symptoms/transmissionSymptoms.ts';
import type { Observable } from './symptoms/observables.ts';

export { observables, type Observable } from './symptoms/observables.ts';
export type { Symptom } from './symptoms/symptom.ts';

/** Faults of a picture by what is observed of it: those of a group look alike to a person and are repaired alike. */
export const pictureGroups = {
  picture_shown: ['no_signal', 'black', 'frozen', 'snow'],
  picture_clear: ['blurred', 'low_contrast'],
  picture_undisturbed: ['stripes', 'mosaic'],
  view_free: ['covered', 'occluded'],
  view_in_place: ['moved', 'shake'],
  colours_true: ['colour_cast', 'monochrome'],
  well_lit: ['too_dark', 'too_bright'],
} as const satisfies Partial<Record<Observable, readonly PictureFault[]>>;
export type PictureObservable = keyof typeof pictureGroups;
export const pictureObservables = Object.keys(pictureGroups) as PictureObservable[];

/** What the alerts of the house say, by the label `symptom` of each. */
export const symptoms = {
  ...powerSymptoms,
  ...transmissionSymptoms,
  ...deviceSymptoms,
  ...streamSymptoms,
  ...pictureSymptoms,
  ...recordSymptoms,
};
export type SymptomId = keyof typeof symptoms;
export const symptomIds = Object.keys(symptoms) as [SymptomId, ...SymptomId[]];
