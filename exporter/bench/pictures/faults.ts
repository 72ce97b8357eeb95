import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { blurPlane } from './blur.ts';
import { viewHeight, viewWidth, type Canvas, type Place } from './canvas.ts';
import { pool, type Light } from './field.ts';
import { writeSigns } from './osd.ts';
import { Random } from './random.ts';
import type { Frame, Harm } from './render.ts';

export type Strength = 'mild' | 'clear';

/** Faults that are made in the picture; `frozen` repeats pictures and `mosaic` loses packets, both on the coded stream. */
export type DrawnFault = Exclude<PictureFault, 'frozen' | 'mosaic'>;

/** One way in which the fault can look, by chance from the seed; it stays the same from visit to visit. */
export function drawFault(fault: DrawnFault, strength: Strength, canvas: Canvas, place: Place, seed: number): Harm {
  const random = new Random(seed, 41);
  return makers[fault](random, strength === 'clear', canvas, place);
}

type Maker = (random: Random, clear: boolean, canvas: Canvas, place: Place) => Harm;

const eachPixel = (plane: Uint8ClampedArray, value: (before: number, at: number) => number): void => {
  for (let at = 0; at < plane.length; at++) plane[at] = value(plane[at] ?? 0, at);
};
const regain = (light: Light, gain: number, offset: number): void => {
  light.gain.forEach((value, node) => {
    light.gain[node] = value * gain;
    light.offset[node] = (light.offset[node] ?? 0) * gain + offset;
  });
};
const meanOf = ({ luma }: Frame): number => luma.reduce((sum, value) => sum + value, 0) / luma.length;

/** Shift the whole picture to a mean luma by a factor, as a wrong exposure does. */
const exposeTo = (target: number): Harm => ({
  signal: (frame) => {
    const factor = target / Math.max(1, meanOf(frame));
    eachPixel(frame.luma, (value) => value * factor);
    for (const plane of [frame.cb, frame.cr]) eachPixel(plane, (value) => 128 + (value - 128) * Math.min(1, factor));
  },
});
/** Overexposed: what is bright is clipped, and the rest is lifted until the mean is reached. */
const overexposeTo = (target: number): Harm => ({
  signal: (frame) => {
    let [low, high] = [0, 255];
    for (let turn = 0; turn < 12; turn++) {
      const lift = (low + high) / 2;
      let sum = 0;
      for (let at = 0; at < frame.luma.length; at += 13) sum += Math.min(255, (frame.luma[at] ?? 0) * 1.6 + lift);
      if ((sum * 13) / frame.luma.length < target) low = lift;
      else high = lift;
    }
    eachPixel(frame.luma, (value) => value * 1.6 + low);
    for (const plane of [frame.cb, frame.cr]) eachPixel(plane, (value) => 128 + (value - 128) * 0.6);
  },
});

const makers: Record<DrawnFault, Maker> = {
  no_signal: (random, clear) => {
    const look = random.pick(['blue', 'black', 'bars', 'grey']);
    const grain = clear ? 0 : 3;
    const signs = Array.from({ length: 9 }, () => random.whole(40));
    return {
      osd: clear ? random.chance(0.5) : true,
      signal: (frame, now) => {
        const bars = [235, 210, 170, 145, 106, 81, 41, 16];
        const [cb, cr] = [
          [128, 16, 166, 54, 202, 90, 240, 128],
          [128, 146, 16, 34, 222, 240, 110, 128],
        ];
        const flat = look === 'blue' ? 41 : look === 'black' ? 16 : 110;
        const column = (at: number, width: number): number => Math.floor(((at % width) * 8) / width);
        eachPixel(
          frame.luma,
          (_, at) => (look === 'bars' ? (bars[column(at, viewWidth)] ?? 0) : (flat ?? 0)) + grain * now.normal(),
        );
        const chroma = (of: readonly number[], blue: number) => (_: number, at: number) =>
          look === 'bars' ? (of[column(at, viewWidth / 2)] ?? 128) : look === 'blue' ? blue : 128;
        eachPixel(frame.cb, chroma(cb, 240));
        eachPixel(frame.cr, chroma(cr, 110));
        if (look !== 'bars') writeSigns(frame.luma, signs, 79, 80, 3);
      },
    };
  },
  black: (random, clear) => {
    const [level, grain] = clear ? [random.between(0, 4), 1] : [random.between(7, 12), 2.5];
    return {
      signal: (frame, now) => {
        eachPixel(frame.luma, () => level + grain * now.normal());
        frame.cb.fill(128);
        frame.cr.fill(128);
      },
    };
  },
  snow: (random, clear) => {
    const amount = clear ? random.between(35, 55) : random.between(11, 16);
    const share = clear ? random.between(0.6, 1) : 1;
    return {
      signal: ({ luma }, now) =>
        eachPixel(luma, (value) => (now.next() < share ? value + amount * now.normal() : value)),
    };
  },
  stripes: (random, clear) => {
    const upright = random.chance(0.3);
    const amplitude = clear ? random.between(28, 45) : random.between(9, 14);
    const period = random.between(4, 30);
    const sharp = random.chance(0.4);
    return {
      signal: ({ luma }, now) => {
        const phase = now.next() * 7;
        eachPixel(luma, (value, at) => {
          const place = upright ? at % viewWidth : Math.floor(at / viewWidth);
          const wave = Math.sin((2 * Math.PI * place) / period + phase);
          return value + amplitude * (sharp ? Math.sign(wave) : wave);
        });
      },
    };
  },
  covered: (random, clear) => {
    const [level, through] = [random.between(35, 170), clear ? 0 : 0.12];
    const [across, down] = [random.normal() * 12, random.normal() * 12];
    const [blue, red] = [random.between(-10, 10), random.between(-6, 14)];
    return {
      signal: (frame, now) => {
        eachPixel(frame.luma, (value, at) => {
          const [x, y] = [(at % viewWidth) / viewWidth - 0.5, at / viewWidth / viewHeight - 0.5];
          return value * through + (level + across * x + down * y) * (1 - through) + now.normal();
        });
        eachPixel(frame.cb, (value) => 128 + (value - 128) * through + blue * (1 - through));
        eachPixel(frame.cr, (value) => 128 + (value - 128) * through + red * (1 - through));
      },
    };
  },
  too_dark: (random, clear) => exposeTo(clear ? random.between(10, 20) : random.between(26, 32)),
  too_bright: (random, clear) => overexposeTo(clear ? random.between(228, 242) : random.between(200, 212)),
  monochrome: (_random, clear) => ({
    signal: ({ cb, cr }) => {
      for (const plane of [cb, cr]) eachPixel(plane, (value) => 128 + (value - 128) * (clear ? 0 : 0.15));
    },
  }),
  colour_cast: (random, clear) => {
    const [angle, amount] = [random.next() * 2 * Math.PI, clear ? random.between(25, 40) : random.between(10, 14)];
    const [blue, red] = [Math.cos(angle) * amount, Math.sin(angle) * amount];
    return {
      signal: ({ cb, cr }) => {
        eachPixel(cb, (value) => value + blue);
        eachPixel(cr, (value) => value + red);
      },
    };
  },
  low_contrast: (random, clear) => {
    const [left, level] = [clear ? random.between(0.14, 0.22) : random.between(0.35, 0.45), random.between(90, 150)];
    return {
      light: (light) => regain(light, left, level * (1 - left)),
      signal: ({ cb, cr }) => {
        for (const plane of [cb, cr]) eachPixel(plane, (value) => 128 + (value - 128) * left);
      },
    };
  },
  blurred: (random, clear) => {
    const sigma = clear ? random.between(2.5, 4) : random.between(1, 1.3);
    return {
      lens: ({ luma, cb, cr }) => {
        blurPlane(luma, viewWidth, viewHeight, sigma);
        for (const plane of [cb, cr]) blurPlane(plane, viewWidth / 2, viewHeight / 2, sigma / 2);
      },
    };
  },
  occluded: (random, clear) => occluder(random, clear ? random.between(0.25, 0.45) : random.between(0.07, 0.12)),
  moved: (random, clear, canvas, place) => {
    const far = viewWidth * (clear ? random.between(0.15, 0.4) : random.between(0.03, 0.05));
    const fits = (to: Place): boolean =>
      to.x >= 0 && to.y >= 0 && to.x <= canvas.width - viewWidth && to.y <= canvas.height - viewHeight;
    for (let tries = 0; tries < 200; tries++) {
      const angle = random.next() * 2 * Math.PI;
      const [dx, dy] = [far * Math.cos(angle), far * Math.sin(angle) * 0.7];
      const to = { x: place.x + dx, y: place.y + dy };
      if (fits(to)) return { place: (swayed) => ({ x: swayed.x + dx, y: swayed.y + dy }) };
    }
    throw new Error('the canvas leaves no room to move');
  },
  shake: (random, clear) => {
    const amplitude = clear ? random.between(6, 10) : random.between(2, 3);
    const turn = random.next() * Math.PI;
    return {
      place: (swayed, now) => {
        const phase = Math.sin(2 * Math.PI * now.next()) * amplitude;
        return { x: swayed.x + phase * Math.cos(turn), y: swayed.y + phase * Math.sin(turn) };
      },
    };
  },
};

/** Something near the lens, out of focus: a leaf, a sticker, a hand's breadth of a bag, or a web with bright threads. */
function occluder(random: Random, area: number): Harm {
  const corner = { x: random.pick([0.1, 0.9]), y: random.pick([0.15, 0.85]) };
  const stretch = random.between(0.7, 1.4);
  const lobes = Array.from({ length: 6 }, () => ({ angle: random.next() * 7, depth: random.between(0.05, 0.2) }));
  const [level, blue, red] = [random.between(15, 150), random.between(-14, 6), random.between(-12, 12)];
  const mask = new Float32Array(viewWidth * viewHeight);
  const cover = (radius: number): number => {
    let covered = 0;
    for (let at = 0; at < mask.length; at++) {
      const [dx, dy] = [(at % viewWidth) / viewWidth - corner.x, Math.floor(at / viewWidth) / viewHeight - corner.y];
      const angle = Math.atan2(dy, dx);
      const edge = lobes.reduce(
        (sum, lobe, order) => sum * (1 + lobe.depth * Math.sin((order + 1) * angle + lobe.angle)),
        radius,
      );
      const share = 1 / (1 + Math.exp((Math.hypot(dx * stretch, dy / stretch) / edge - 1) * 30));
      mask[at] = share;
      covered += share / mask.length;
    }
    return covered;
  };
  let [small, large] = [0, 2];
  for (let turn = 0; turn < 7; turn++) {
    const radius = (small + large) / 2;
    if (cover(radius) < area) small = radius;
    else large = radius;
  }
  return {
    lens: ({ luma, cb, cr }) => {
      eachPixel(luma, (value, at) => {
        const share = mask[at] ?? 0;
        const shade = 1 + 0.25 * pool((at % viewWidth) / viewWidth, at / viewWidth / viewHeight, 0.5, 0.5, 0.3);
        return value * (1 - share) + level * shade * share;
      });
      for (const [plane, shift] of [
        [cb, blue],
        [cr, red],
      ] as const) {
        eachPixel(plane, (value, at) => {
          const column = (at % (viewWidth / 2)) * 2;
          const share = mask[Math.floor(at / (viewWidth / 2)) * 2 * viewWidth + column] ?? 0;
          return value * (1 - share) + (128 + (value === 128 ? 0 : shift)) * share;
        });
      }
    },
  };
}
