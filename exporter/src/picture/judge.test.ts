import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pictureFaultIds, type PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { chances, take, viewOf } from '../../test/pictureScene.ts';
import { confirmations } from './confirmation.ts';
import { judge, type Judgement } from './judge.ts';
import { freshMemory, readMemory, referenceTimes, writeMemory, type PictureMemory } from './memory.ts';
import { chromaWidth, pictureBytes, pictureHeight, pictureOf, pictureWidth, type Picture } from './picture.ts';
import { visitsToLearn } from './reference.ts';

const view = viewOf(3);
const noon = { sunElevation: 40 };
const minutes = (count: number): number => count * 60_000;

/** A visit with these pictures, two seconds from one another. */
function visit(memory: PictureMemory, order: number, pictures: readonly Picture[], stream = {}): Judgement {
  const at = minutes(5 * order);
  const timed = pictures.map((picture, place) => ({ picture, at: at + 2000 * place }));
  return judge(memory, { pictures: timed, decoderErrors: 0, packetsLost: 0, at, ...noon, ...stream });
}
const healthy = (order: number): Picture[] => [0, 1].map((picture) => take(view, { seed: order * 2 + picture }));
const raise = (reason: string): never => {
  throw new Error(reason);
};
const scoreOf = ({ verdicts }: Judgement, wanted: PictureFault) =>
  verdicts.find(({ fault }) => fault === wanted) ?? raise('no verdict');
const confirmedBy = ({ verdicts }: Judgement): PictureFault[] =>
  verdicts.filter(({ confirmed }) => confirmed).map(({ fault }) => fault);

/** What each fault makes of healthy pictures. */
type Spoil = (order: number, picture: number) => Picture;
const changed = (change: (picture: Picture, chance: () => number) => void): Spoil => {
  return (order, place) => {
    const picture = take(view, { seed: order * 2 + place });
    change(picture, chances(order * 31 + place));
    return picture;
  };
};
const each = (plane: Uint8Array, value: (before: number, at: number) => number): void => {
  const clamped = new Uint8ClampedArray(plane.buffer, plane.byteOffset, plane.length);
  for (let at = 0; at < plane.length; at++) clamped[at] = value(plane[at] ?? 0, at);
};
const grey = (luma: number): Picture => {
  const picture = pictureOf(new Uint8Array(pictureBytes).fill(128));
  picture.luma.fill(luma);
  return picture;
};
const smoothed = (luma: Uint8Array, reach: number): void => {
  for (const step of [1, pictureWidth, 1, pictureWidth]) {
    const before = luma.slice();
    each(luma, (own, at) => {
      let sum = 0;
      for (let by = -reach; by <= reach; by++) sum += before[at + by * step] ?? own;
      return sum / (2 * reach + 1);
    });
  }
};

const spoils: Partial<Record<PictureFault, Spoil>> = {
  no_signal: () => {
    const picture = grey(41);
    picture.cb.fill(240);
    picture.cr.fill(110);
    return picture;
  },
  black: (order) => grey(order % 3),
  covered: changed(({ luma }, chance) => each(luma, () => 90 + chance() * 2)),
  stripes: changed(({ luma }, chance) => {
    const phase = chance() * 7;
    const wave = Float32Array.from({ length: pictureHeight }, (_, row) => 35 * Math.sin(row / 2 + phase));
    each(luma, (value, at) => value + (wave[(at / pictureWidth) | 0] ?? 0));
  }),
  snow: changed(({ luma }, chance) => each(luma, (value) => value + (chance() - 0.5) * 180)),
  too_dark: changed(({ luma }, chance) => each(luma, (value) => value / 8 + chance() * 4)),
  too_bright: changed(({ luma }) => each(luma, (value) => value * 1.6 + 90)),
  monochrome: changed(({ cb, cr }) => [cb, cr].forEach((plane) => plane.fill(128))),
  low_contrast: changed(({ luma }, chance) => each(luma, (value) => 108 + (value - 110) * 0.17 + chance() * 4)),
  shake: (order, picture) => take(view, { seed: order * 2 + picture, shiftX: picture ? 9 : -3 * (order % 3) }),
  moved: (order, picture) => take(view, { seed: order * 2 + picture, shiftX: 70 }),
  occluded: changed(({ luma }) =>
    each(luma, (value, at) => (at % pictureWidth < 120 && at > 40 * pictureWidth ? 60 : value)),
  ),
  colour_cast: changed(({ cb, cr }) => {
    each(cb, (value) => value + 25);
    each(cr, (value) => value + 20);
  }),
  blurred: changed(({ luma }, chance) => {
    smoothed(luma, 4);
    each(luma, (value) => value + chance() * 4);
  }),
  frozen: () => take(view, { seed: 1 }),
};

describe('a camera whose view is learnt', () => {
  let learnt = freshMemory();
  let before: Judgement | undefined;
  beforeAll(() => {
    for (let order = 0; order < visitsToLearn + 2; order++) {
      before = visit(learnt, order, healthy(order));
      learnt = before.memory;
    }
  });

  it.each(Object.keys(spoils) as PictureFault[])('is found to be: %s, and nothing else', (fault) => {
    const spoil = spoils[fault] ?? raise('no way to spoil');
    let now: Judgement | undefined;
    for (let order = 100; order < 100 + confirmations[fault].among; order++) {
      now = visit(now?.memory ?? learnt, order, [spoil(order, 0), spoil(order, 1)]);
    }
    expect(now && confirmedBy(now)).toEqual([fault]);
  });

  it('is suspected of mosaic by lost packets, and one lost packet is no reason', () => {
    const lossy = visit(learnt, 100, healthy(100), { packetsLost: 9 });
    expect(scoreOf(lossy, 'mosaic')).toMatchObject({ suspected: true, confirmed: false });
    expect(scoreOf(visit(learnt, 100, healthy(100), { packetsLost: 1 }), 'mosaic')).toMatchObject({ suspected: false });
  });

  it('judges nothing of the picture in a visit in which none could be decoded', () => {
    const { verdicts, mode } = visit(learnt, 100, [], { decoderErrors: 2 });
    expect(verdicts.filter(({ score }) => score !== undefined).map(({ fault }) => fault)).toEqual(['mosaic']);
    expect(mode).toBeUndefined();
  });

  it('accuses nothing in a healthy visit, at other exposures and with more noise too', () => {
    expect(before && confirmedBy(before)).toEqual([]);
    for (const [gain, noise] of [
      [0.7, 1],
      [1.2, 1],
      [1, 5],
    ] as const) {
      const pictures = [1, 2].map((seed) => take(view, { seed, gain, noise }));
      const suspected = visit(learnt, 100, pictures).verdicts.filter((verdict) => verdict.suspected);
      expect(suspected.map(({ fault }) => fault)).toEqual([]);
    }
  });

  it('learns nothing of a suspected picture', () => {
    for (const [fault, spoil] of Object.entries(spoils)) {
      if (fault === 'frozen') continue;
      const after = visit(learnt, 100, [spoil(100, 0), spoil(100, 1)]);
      expect(after.memory.references).toBe(learnt.references);
    }
  });

  it('learns nothing in twilight, and says nothing against what is learnt by day', () => {
    const dusk = visit(learnt, 100, healthy(100), { sunElevation: 1 });
    expect(dusk.memory.references).toBe(learnt.references);
    expect(scoreOf(dusk, 'moved').score).toBeUndefined();
  });

  it('sees in infrared by night, which is no fault, and is learnt apart', () => {
    const night = visit(learnt, 100, [spoils.monochrome?.(100, 0) ?? grey(1)], { sunElevation: -20 });
    expect(night.mode).toBe('infrared');
    expect(scoreOf(night, 'monochrome').score).toBeUndefined();
    expect(referenceTimes(night.memory)).toEqual({ daylight: expect.any(Number), infrared: minutes(500) });
  });

  it('is learnt still when the program starts again, and anew after a reset', () => {
    const text = writeMemory(learnt);
    expect(text.length).toBeLessThan(40_000);
    expect(readMemory(text)).toEqual(learnt);
    expect(referenceTimes(freshMemory())).toEqual({});
  });

  it('has no signal where a text stands on black, and is black without it', () => {
    const text = grey(16);
    for (let y = 62; y < 98; y++) {
      for (let x = 82; x < 238; x++) if (x % 3 === 0) text.luma[y * pictureWidth + x] = 235;
    }
    expect(scoreOf(visit(learnt, 100, [text]), 'no_signal')).toMatchObject({ suspected: true });
    expect(scoreOf(visit(learnt, 100, [grey(16)]), 'no_signal')).toMatchObject({ suspected: false });
  });
});

describe('a camera that was never seen', () => {
  it('has no verdict on what needs a reference', () => {
    const first = visit(freshMemory(), 0, healthy(0));
    for (const fault of ['moved', 'occluded', 'blurred', 'low_contrast', 'stripes', 'colour_cast'] as const) {
      expect(scoreOf(first, fault)).toEqual({ fault, threshold: expect.any(Number) });
    }
  });
  it('is suspected of black at once, and black is confirmed at the third visit', () => {
    const first = visit(freshMemory(), 0, [grey(2)]);
    expect(scoreOf(first, 'black')).toMatchObject({ suspected: true, confirmed: false });
    const third = visit(visit(first.memory, 1, [grey(2)]).memory, 2, [grey(2)]);
    expect(confirmedBy(third)).toEqual(['black']);
  });
  it('begins anew from a memory that is damaged or of another version', () => {
    const text = writeMemory(visit(freshMemory(), 0, healthy(0)).memory);
    expect(readMemory(text.slice(1))).toBeUndefined();
    expect(readMemory(text.replace('"version":1', '"version":0'))).toBeUndefined();
    expect(readMemory(text.replace(/"x":"..../, '"x":"'))).toBeUndefined();
  });
});

describe('whatever a camera shows', () => {
  const anyPicture = fc
    .record({
      seed: fc.nat(),
      base: fc.nat(255),
      spread: fc.nat(255),
      step: fc.constantFrom(1, 4, 40),
      cb: fc.nat(255),
    })
    .map(({ seed, base, spread, step, cb }) => {
      const [picture, chance] = [grey(0), chances(seed)];
      const row = Array.from({ length: pictureWidth * 4 }, chance);
      each(picture.luma, (_, at) => {
        const [x, y] = [((at % pictureWidth) / step) | 0, (at / pictureWidth / step) | 0];
        return base + spread * ((row[(x + y * 37) % row.length] ?? 0) - 0.5);
      });
      picture.cb.fill(cb);
      return picture;
    });

  it('at most one fault is confirmed, and every score is a number or absent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyPicture, { maxLength: 2 }), { minLength: 1, maxLength: 4 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (visits, sunElevation) => {
          let memory = freshMemory();
          // Each visit comes four times, so that what it shows can be confirmed.
          for (const [order, pictures] of visits.flatMap((one) => [one, one, one, one]).entries()) {
            const judgement = visit(memory, order, pictures, { sunElevation });
            memory = judgement.memory;
            expect(judgement.verdicts.map(({ fault }) => fault)).toEqual([...pictureFaultIds]);
            expect(confirmedBy(judgement).length).toBeLessThanOrEqual(1);
            for (const { score } of judgement.verdicts)
              expect(score === undefined || Number.isFinite(score)).toBe(true);
          }
          expect(readMemory(writeMemory(memory))).toEqual(memory);
        },
      ),
      { numRuns: 6 },
    );
  });
  it('has the size of a picture', () => {
    expect(() => pictureOf(new Uint8Array(pictureBytes - 1))).toThrow(RangeError);
    expect(grey(1).cb).toHaveLength((chromaWidth * pictureHeight) / 2);
  });
});
