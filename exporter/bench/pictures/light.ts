import type { Camera } from './camera.ts';
import { viewHeight, viewWidth, type Place } from './canvas.ts';
import { nodeColumns, nodeCount, nodeRows, pool, type Light } from './field.ts';
import type { Random } from './random.ts';
import type { Sky } from './weather.ts';

/** How far it is day: 1 with the sun 2 degrees up, 0 at the end of twilight. */
export const dayShare = ({ sun }: Sky): number => Math.max(0, Math.min(1, (sun + 7) / 9));

/** The light on the view, and the standard deviation of the sensor's noise. */
export function lightOf(
  camera: Camera,
  sky: Sky,
  random: Random,
  luma: Uint8ClampedArray,
  place: Place,
): [Light, number] {
  const day = dayShare(sky);
  const slope = Math.max(-1, Math.min(1, sky.azimuth));
  const shadowAt = 0.5 + 0.45 * slope;
  const gain = illuminate(sky, day, slope, shadowAt, day < 1 ? lampsOf(camera, sky, place) : undefined);
  const total = gain.reduce((sum, value) => sum + value, 0) / nodeCount;
  // By night the sensor amplifies as far as it can, and its pictures stay darker than by day.
  const target = camera.exposure.target * (day + (1 - day) * (sky.infrared ? 0.8 : 0.62));
  const most = camera.exposure.most / (day + (1 - day) * 0.55);
  const exposure = sky.exposure * Math.max(0.45, Math.min(most, target / Math.max(12, averageOf(luma) * total)));
  const haze = (sky.infrared ? 70 : 185 * day + 60 * (1 - day)) * Math.min(1.1, exposure);
  const offset = new Float32Array(nodeCount);
  for (let row = 0, node = 0; row < nodeRows; row++) {
    const clear = Math.exp(-sky.fog * (0.06 + 0.94 * (1 - row / (nodeRows - 1)) ** 1.5));
    for (let column = 0; column < nodeColumns; column++, node++) {
      gain[node] = (gain[node] ?? 0) * exposure * clear;
      offset[node] = haze * (1 - clear);
    }
  }
  const glare = sky.sun > 2 && sky.sun < 14 && sky.direct > 0.6 ? 45 * sky.direct : 0;
  if (glare) addPool(offset, glare, shadowAt, 0.05, 0.25);
  for (const { atX, atY } of headlights(camera, sky, random, day)) {
    addPool(offset, 170, atX, atY, 0.05);
    addPool(offset, 25, atX, atY, 0.3);
  }
  return [{ gain, offset }, camera.noise.day * day + camera.noise.night * (1 - day)];
}

/** Sunlight with the edge of a shadow that goes round with the sun, and by night what the lamps give. */
function illuminate(sky: Sky, day: number, slope: number, shadowAt: number, lamps: Float32Array | undefined) {
  const light = new Float32Array(nodeCount);
  const shadow = 0.45 * sky.direct;
  for (let row = 0, node = 0; row < nodeRows; row++) {
    const y = row / (nodeRows - 1);
    for (let column = 0; column < nodeColumns; column++, node++) {
      const x = column / (nodeColumns - 1);
      const shade = 1 / (1 + Math.exp((x + 0.3 * y - shadowAt - 0.15) * 40));
      // The side from which the light comes is brighter.
      const sunlit = (1 + 0.15 * slope * (x - 0.5)) * (1 - shadow * shade);
      light[node] = sunlit * day + (lamps?.[node] ?? 0) * (1 - day);
    }
  }
  return light;
}

/** What lamps give, or the camera's own infrared light. */
function lampsOf(camera: Camera, sky: Sky, place: Place): Float32Array {
  const light = new Float32Array(nodeCount);
  if (sky.infrared) {
    addPool(light.fill(0.3), 0.9, 0.5, 0.55, 0.35);
    return light;
  }
  light.fill(0.8 * 0.12);
  // Lamps stand in the scene: they move when the camera turns. Its own infrared light does not.
  const [turnX, turnY] = [(camera.place.x - place.x) / viewWidth, (camera.place.y - place.y) / viewHeight];
  for (const { x, y, radius, power } of camera.lamps) addPool(light, 0.8 * power, x + turnX, y + turnY, radius);
  return light;
}

function addPool(field: Float32Array, amount: number, atX: number, atY: number, radius: number): void {
  for (let row = 0, node = 0; row < nodeRows; row++) {
    const y = row / (nodeRows - 1);
    for (let column = 0; column < nodeColumns; column++, node++) {
      field[node] = (field[node] ?? 0) + amount * pool(column / (nodeColumns - 1), y, atX, atY, radius);
    }
  }
}

function averageOf(luma: Uint8ClampedArray): number {
  let sum = 0;
  for (let at = 0; at < luma.length; at += 41) sum += luma[at] ?? 0;
  return sum / Math.ceil(luma.length / 41);
}

/** Vehicles that face the camera at night. */
function headlights(camera: Camera, sky: Sky, random: Random, day: number): { atX: number; atY: number }[] {
  if (day > 0.5 || !random.chance(0.12 * camera.traffic * sky.traffic)) return [];
  const [atX, atY] = [random.next(), random.between(0.4, 0.9)];
  return [
    { atX, atY },
    { atX: atX + 0.07, atY },
  ];
}
