import type { Random } from '../city/random.ts';
import { blur } from './blur.ts';
import { put, type Picture } from './frame.ts';
import { straight, type View } from './street.ts';
import { texture } from './texture.ts';

/** What a look does to the pictures of a camera, on the way of the light: where it points, its glass, its sensor. */
interface Look {
  view?: (pictureNumber: number) => View;
  /** Dirt, leaves, a bad focus: seen before the sensor adds its noise. */
  glass?: (onto: Picture, share: number) => void;
  /** After the noise. */
  sensor?: (onto: Picture, random: Random) => void;
  /** Noise of the sensor beside that of a good one. */
  grain?: number;
  /** The first picture stands for ever. */
  still?: boolean;
}

const each = (plane: Uint8ClampedArray, change: (value: number) => number): void => {
  for (let at = 0; at < plane.length; at++) plane[at] = change(plane[at] ?? 0);
};
const grey = ({ u, v }: Picture): void => {
  u.fill(128);
  v.fill(128);
};

/** Something close before the lens: luma where it is, and how much of the picture it takes there, 0 to 1. */
function before(onto: Picture, of: (x: number, y: number) => readonly [luma: number, share: number]): void {
  const { width, height, y: plane } = onto;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [luma, share] = of(column / height, row / height);
      if (share <= 0) continue;
      const at = row * width + column;
      const mixed = (plane[at] ?? 0) * (1 - share) + luma * share;
      const chroma = (row >> 1) * (width / 2) + (column >> 1);
      const tint = (value: number): number => value + (126 - value) * share;
      put(onto, column, row, [mixed, tint(onto.u[chroma] ?? 128), tint(onto.v[chroma] ?? 128)]);
    }
}

const within = (value: number): number => Math.min(1, Math.max(0, value));

/** How a camera's pictures can look; all but the first are faults. */
export const looks = {
  normal: {},
  /** A dead sensor behind a living encoder. */
  black: { grain: 0.2, glass: (onto) => (onto.y.fill(17), grey(onto)) },
  /** What an encoder puts out that gets nothing from its sensor: even blue. */
  no_signal: { grain: 0, sensor: (onto) => (onto.y.fill(41), onto.u.fill(240), onto.v.fill(110)) },
  frozen: { still: true },
  snow: {
    sensor: (onto, random) => {
      grey(onto);
      each(onto.y, (value) => 16 + 0.12 * value + random.integer(180));
    },
  },
  /** Hum on the sensor's supply: bars across the picture. */
  stripes: {
    sensor: ({ y, width, height }) => {
      for (let at = 0; at < y.length; at++)
        y[at] = (y[at] ?? 0) + 52 * Math.sin((Math.floor(at / width) / height) * 2 * Math.PI * 22);
    },
  },
  dark: { glass: (onto) => (each(onto.y, (value) => 16 + (value - 16) * 0.1), grey(onto)), grain: 1.4 },
  bright: { glass: (onto) => (each(onto.y, (value) => 150 + value * 0.55), grey(onto)) },
  defocused: { glass: (onto) => blur(onto, Math.round(onto.height / 45)) },
  /** Dust and cobwebs: a veil of uneven thickness. */
  dirty: {
    glass: (onto) => {
      blur(onto, Math.round(onto.height / 180));
      before(onto, (x, y) => [150, within(0.25 + 0.75 * (texture(x * 2.2, y * 2.2, 77) - 0.3))]);
    },
  },
  /** A bag or a plate over the whole lens; a little light comes from one side. */
  covered: { glass: (onto) => before(onto, (x, y) => [58 + 10 * x + 5 * texture(x * 2, y * 2, 5), 1]) },
  /** A branch close to the lens, out of focus, that sways. */
  occluded: {
    glass: (onto, share) => {
      const sway = 0.03 * Math.sin(2 * Math.PI * share * 2);
      before(onto, (x, y) => {
        const leaf = texture((x + sway) * 4, y * 4, 31) - 0.5;
        return [48 + 30 * leaf, within((0.95 - x - 0.25 * y + 0.6 * leaf + sway) * 9)];
      });
    },
  },
  moved: { view: () => ({ across: 0.34, down: -0.13, zoom: 1.08 }) },
  /** A loose mount in the wind. */
  shaking: {
    view: (number) => ({ across: 0.02 * Math.sin(number * 2.1), down: 0.014 * Math.sin(number * 1.3 + 1), zoom: 1 }),
  },
  /** The filter that keeps infrared from the sensor by day is stuck open. */
  infrared_stuck: {
    glass: ({ y, u, v }) => {
      each(y, (value) => 40 + value * 0.8);
      each(u, (value) => 140 + (value - 128) * 0.4);
      each(v, (value) => 160 + (value - 128) * 0.4);
    },
  },
  /** White balance lost: all is green. */
  colour_cast: {
    glass: ({ u, v }) => {
      each(u, (value) => value - 26);
      each(v, (value) => value - 30);
    },
  },
  monochrome: { glass: grey },
} as const satisfies Record<string, Look>;

export type LookName = keyof typeof looks;
export const lookNames = Object.keys(looks) as [LookName, ...LookName[]];
export const lookOf = (name: LookName): Look => looks[name];
export const viewOf = (look: Look, number: number): View => look.view?.(number) ?? straight;
