import type { Random } from '../city/random.ts';
import { picture, put, type Paint, type Picture } from './frame.ts';
import { bumps, texture } from './texture.ts';

export type Light = 'day' | 'infrared';

/** Where the camera looks. The picture is 1 high; `across` and `down` are what it has turned, in heights of the picture. */
export interface View {
  across: number;
  down: number;
  zoom: number;
}
export const straight: View = { across: 0, down: 0, zoom: 1 };

interface Building {
  left: number;
  right: number;
  top: number;
  paint: Paint;
  storey: number;
}
interface Tree {
  x: number;
  y: number;
  radius: number;
}

/** A street as a camera on a pole sees it, in heights of the picture. */
export interface Street {
  seed: number;
  /** Of the horizon, from above. */
  horizon: number;
  vanishing: number;
  /** Middle and half the width of the road at the lower edge. */
  middle: number;
  halfWidth: number;
  lanes: number;
  buildings: readonly Building[];
  trees: readonly Tree[];
}

const walls: readonly [Paint, ...Paint[]] = [
  [150, 122, 136],
  [120, 126, 132],
  [172, 124, 130],
  [104, 130, 124],
  [136, 116, 142],
];

export function street(seed: number, random: Random): Street {
  const between = (low: number, high: number): number => low + ((high - low) * random.integer(2 ** 16)) / 2 ** 16;
  const horizon = between(0.3, 0.42);
  const buildings: Building[] = [];
  // Beyond both edges, for a camera that turned.
  for (let left = -0.6; left < 2.4;) {
    const right = left + between(0.14, 0.34);
    buildings.push({
      ...{ left, right, top: horizon - between(0.06, 0.3) },
      ...{ paint: random.pick(walls), storey: between(0.03, 0.05) },
    });
    left = right + Math.max(0, between(-0.08, 0.06));
  }
  const trees = Array.from({ length: 7 }, (_, index) => ({
    x: -0.3 + index * 0.4 + between(0, 0.12) + (index > 2 ? 0.15 : -0.1),
    y: horizon + between(-0.09, 0.01),
    radius: between(0.06, 0.12),
  }));
  return {
    ...{ seed, horizon, vanishing: between(0.65, 1.1), middle: between(0.75, 1.05), halfWidth: between(0.55, 0.75) },
    ...{ lanes: 3 + random.integer(2), buildings, trees },
  };
}

/** Middle and half width of the road at a depth, 0 at the horizon, 1 at the lower edge. */
export const roadAt = ({ vanishing, middle, halfWidth }: Street, depth: number) => ({
  middle: vanishing + (middle - vanishing) * depth,
  halfWidth: halfWidth * depth,
});

/** What stands still: all but the traffic. */
export function background(scene: Street, light: Light, view: View, width: number, height: number): Picture {
  const drawn = picture(width, height);
  const colour = light === 'day' ? daylight : underInfrared;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const x = (column + 0.5 - width / 2) / height / view.zoom + width / height / 2 + view.across;
      const y = ((row + 0.5) / height - 0.5) / view.zoom + 0.5 + view.down;
      put(drawn, column, row, colour(scene, x, y));
    }
  return drawn;
}

const daylight = (scene: Street, x: number, y: number): Paint => {
  const { seed, horizon } = scene;
  const tree = scene.trees.find((each) => inCrown(each, x, y, seed));
  if (tree) {
    const leaves = texture(x * 70, y * 70, seed) + (tree.y - y) * 1.5;
    return [50 + 75 * leaves, 112, 116];
  }
  if (scene.trees.some((each) => inTrunk(each, x, y))) return [62, 122, 134];
  return y < horizon ? aboveHorizon(scene, x, y) : ground(scene, x, (y - horizon) / (1 - horizon));
};

function aboveHorizon({ seed, horizon, buildings }: Street, x: number, y: number): Paint {
  const building = buildings.find(({ left, right, top }) => x >= left && x < right && y >= top);
  if (!building) {
    const cloud = Math.max(0, texture(x * 3, y * 7, seed + 40) - 0.45) * 90;
    return [178 + 60 * (y / horizon) * 0.5 + cloud, 142 - cloud / 4, 116 + cloud / 8];
  }
  const { left, top, paint, storey } = building;
  const [across, down] = [((x - left) / storey) % 1, ((y - top) / storey) % 1];
  const plaster = 14 * (texture(x * 60, y * 60, seed + 7) - 0.5);
  const window = across > 0.28 && across < 0.78 && down > 0.3 && down < 0.8;
  if (!window) return [paint[0] + plaster, paint[1], paint[2]];
  return [48 + 60 * bumps(Math.floor((x - left) / storey) * 7, Math.floor((y - top) / storey) * 7, seed), 132, 124];
}

function ground(scene: Street, x: number, depth: number): Paint {
  const { seed, lanes } = scene;
  const road = roadAt(scene, Math.max(depth, 1e-3));
  const across = (x - road.middle) / road.halfWidth;
  const far = 1 / Math.max(depth, 0.02);
  const rough = 26 * (texture(across * 40, far * 24, seed + 11) - 0.5);
  if (Math.abs(across) > 1.08) {
    // Pavement of slabs next to the road, grass beyond.
    if (Math.abs(across) > 1.7) return [92 + 1.6 * rough, 114, 120];
    const joint = (far * 3) % 1 < 0.08 || Math.abs((across * 6) % 1) < 0.06;
    return [joint ? 112 : 146 + rough, 126, 130];
  }
  if (Math.abs(across) > 1) return [176 + rough / 2, 128, 128];
  if (Math.abs(across) > 0.95 && Math.abs(across) < 0.975) return [205, 128, 128];
  const lane = ((across + 1) / 2) * lanes;
  const toLine = Math.abs(lane - Math.round(lane));
  const between = Math.round(lane) > 0 && Math.round(lane) < lanes;
  if (between && toLine < 0.025 && (far * 1.3) % 1 < 0.5) return [212 + rough / 3, 128, 128];
  // Oil and wheels leave their darker tracks in the middle of each lane.
  return [92 + rough - 10 * Math.cos(2 * Math.PI * lane * 2), 128, 128];
}

/** In black and white, lit by the camera's own lamp: bright before it, dark at the edges, and the sky black. */
function underInfrared(scene: Street, x: number, y: number): Paint {
  const { seed, horizon } = scene;
  const lamp = Math.exp(-3.2 * ((x - 0.89) ** 2 + (y - 0.72) ** 2));
  const lit = daylight(scene, x, y)[0];
  const leaves = scene.trees.some((each) => inCrown(each, x, y, seed)) ? 1.5 : 1;
  if (y >= horizon || leaves > 1) return [18 + (lit - 16) * leaves * (0.12 + 0.95 * lamp), 128, 128];
  const building = scene.buildings.find(({ left, right, top }) => x >= left && x < right && y >= top);
  if (!building) return [20, 128, 128];
  const { left, top, storey } = building;
  const home = bumps(Math.floor((x - left) / storey) * 5.3, Math.floor((y - top) / storey) * 5.3, seed + 3) > 0.72;
  const window = lit < 110 && home;
  return [window ? 190 : 20 + (lit - 16) * (0.1 + 0.3 * lamp), 128, 128];
}

const inCrown = ({ x, y, radius }: Tree, atX: number, atY: number, seed: number): boolean => {
  const distance = Math.hypot(atX - x, (atY - y) * 1.1);
  if (distance > radius * 1.25) return false;
  return distance < radius * (0.7 + 0.55 * texture(atX * 30, atY * 30, seed + 23));
};

const inTrunk = ({ x, y, radius }: Tree, atX: number, atY: number): boolean =>
  Math.abs(atX - x) < radius * 0.09 && atY > y && atY < y + radius * 2.1;
