import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { PictureObservable } from '@roundsman/contract/symptoms.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { mark, ofKind, sometimes, type Strike } from './strike.ts';

/** What a fault shows in the picture: the group, what is found of it, and how often the device notices something itself. */
interface Look {
  observable: PictureObservable;
  found: readonly PictureFault[];
  noticed?: { by: Observable; of: readonly PictureFault[]; share: number };
}

const look = (row: number, faultClass: FaultClassId, looks: readonly Look[]): Strike => ({
  row,
  faultClass,
  points: (ground) =>
    ofKind(ground, 'camera').filter(({ id }) => looks.some(({ observable }) => ground.measures(id, observable))),
  effects: ({ chance }, { id }, at) => {
    const { observable, found, noticed } = chance.pick(looks);
    const fault = chance.pick(found);
    return [
      mark(id, observable, at, { fault }),
      ...(noticed?.of.includes(fault) === true
        ? sometimes(chance, noticed.share, () => [mark(id, noticed.by, at + chance.between(0, 20))])
        : []),
    ];
  },
});

/** Rows 33 to 37: what a camera shows. */
export const pictureStrikes: readonly Strike[] = [
  look(33, 'picture_lost', [
    {
      observable: 'picture_shown',
      found: ['no_signal', 'black', 'frozen', 'snow'],
      noticed: { by: 'signal_present', of: ['no_signal', 'snow'], share: 0.7 },
    },
  ]),
  look(34, 'lens_dirty', [
    {
      observable: 'picture_clear',
      found: ['blurred', 'low_contrast'],
      noticed: { by: 'untampered', of: ['blurred'], share: 0.3 },
    },
  ]),
  look(35, 'view_occluded', [
    {
      observable: 'view_free',
      found: ['covered', 'occluded'],
      noticed: { by: 'untampered', of: ['covered'], share: 0.7 },
    },
  ]),
  look(36, 'view_moved', [
    {
      observable: 'view_in_place',
      found: ['moved', 'moved', 'shake'],
      noticed: { by: 'untampered', of: ['moved'], share: 0.4 },
    },
  ]),
  look(37, 'infrared_failure', [
    { observable: 'well_lit', found: ['too_dark', 'too_dark', 'too_bright'] },
    { observable: 'colours_true', found: ['colour_cast', 'monochrome'] },
  ]),
];
