import type { Random } from '../city/random.ts';
import { fill, type Paint, type Picture } from './frame.ts';
import { roadAt, type Light, type Street, type View } from './street.ts';

interface Car {
  lane: number;
  /** Towards the camera, on the right half of the road; else away from it. */
  coming: boolean;
  /** Share of its way that it has gone when the clip begins. */
  start: number;
  paint: Paint;
  tall: number;
}

/** From the far end of the road until it has left the picture below. */
const depths = { far: 0.05, near: 2.4 } as const;

const bodies: readonly [Paint, ...Paint[]] = [
  [210, 128, 128],
  [60, 130, 126],
  [110, 110, 180],
  [90, 170, 108],
  [150, 126, 130],
  [170, 70, 150],
];

/** Cars for a scene. They go their way once or twice a clip, so that it closes without a jump. At night some streets are empty. */
export function traffic({ lanes, seed }: Street, light: Light, random: Random): readonly Car[] {
  const each = light === 'day' ? 2 : seed % 2;
  return Array.from({ length: lanes }, (_, lane) =>
    Array.from({ length: each }, (__, number) => ({
      lane,
      coming: lane < lanes / 2,
      start: ((number + 0.15 + 0.6 * (random.integer(1000) / 1000)) / each) % 1,
      paint: random.pick(bodies),
      tall: 0.62 + 0.3 * (random.integer(1000) / 1000),
    })),
  ).flat();
}

/** Draw the cars as they stand at this share of the clip, 0 to 1, the farthest first. */
export function drive(
  onto: Picture,
  scene: Street,
  cars: readonly Car[],
  light: Light,
  view: View,
  share: number,
): void {
  const placed = cars.map((car) => {
    const way = (car.start + share) % 1;
    return { car, depth: depths.far * (depths.near / depths.far) ** (car.coming ? way : 1 - way) };
  });
  for (const { car, depth } of placed.sort((a, b) => a.depth - b.depth)) draw(onto, scene, car, depth, light, view);
}

function draw(onto: Picture, scene: Street, car: Car, depth: number, light: Light, view: View): void {
  const { middle, halfWidth } = roadAt(scene, depth);
  const laneWidth = (2 * halfWidth) / scene.lanes;
  const x = middle - halfWidth + (car.lane + 0.5) * laneWidth;
  const y = scene.horizon + depth * (1 - scene.horizon);
  const half = laneWidth * 0.32;
  const high = half * 2 * car.tall;
  const { width, height } = onto;
  /** A part of the car: across from -1 to 1, up from 0 at the wheels to 1 at the roof. */
  const part = (left: number, low: number, right: number, top: number, paint: Paint): void => {
    const across = (share: number): number =>
      ((x + share * half - view.across - width / height / 2) * view.zoom + width / height / 2) * height;
    const down = (share: number): number => ((y - share * high - view.down - 0.5) * view.zoom + 0.5) * height;
    fill(onto, across(left), down(top), across(right), down(low), paint);
  };
  const dim = light === 'day' ? 1 : 0.45;
  const grey = ([luma, u, v]: Paint): Paint => (light === 'day' ? [luma, u, v] : [16 + (luma - 16) * dim, 128, 128]);
  part(-1.1, -0.1, 1.15, 0.06, grey([38, 128, 128]));
  part(-1, 0.08, 1, 0.55, grey(car.paint));
  part(-0.82, 0.5, 0.82, 1, grey([car.paint[0] * 0.9, car.paint[1], car.paint[2]]));
  part(-0.7, 0.58, 0.7, 0.9, grey([52, 134, 124]));
  part(-0.95, -0.04, -0.62, 0.16, grey([28, 128, 128]));
  part(0.62, -0.04, 0.95, 0.16, grey([28, 128, 128]));
  part(-0.3, 0.16, 0.3, 0.28, grey([196, 128, 128]));
  const lamp: Paint = car.coming
    ? [light === 'day' ? 215 : 235, 128, 128]
    : [light === 'day' ? 110 : 170, 112, light === 'day' ? 190 : 128];
  const glow = light === 'day' || !car.coming ? 0.1 : 0.24;
  for (const side of [-0.75, 0.75]) part(side - glow, 0.36 - glow / 2, side + glow, 0.36 + glow, lamp);
}
