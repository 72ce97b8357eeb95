import { aim, loadCanvas, type Canvas, type Place } from './canvas.ts';
import { Random } from './random.ts';

/** One camera of the bench: what it looks at, and how it is built. */
export interface Camera {
  /** Number of the camera; all its chances follow from it. */
  seed: number;
  scene: string;
  canvas: Canvas;
  place: Place;
  /** Where things that pass by come from: other photographs. */
  things: readonly Canvas[];
  latitude: number;
  longitude: number;
  /** Whether it switches to infrared at night; the others see by lamplight. */
  infrared: boolean;
  /** Sun elevation below which it switches to infrared, and above which back, degrees. */
  switchAt: { below: number; above: number };
  /** Mean luma that the automatic exposure aims at, and how far it can amplify. */
  exposure: { target: number; most: number };
  /** Standard deviation of the sensor's noise by day and by night, levels. */
  noise: { day: number; night: number };
  /** How far wind moves the whole view at most, pixels. */
  sway: number;
  /** Objects in view at a quiet time. */
  traffic: number;
  /** A tree in view: middle (shares of the view) and radius in pixels. */
  foliage?: { x: number; y: number; radius: number };
  /** Lamps that light the view at night. */
  lamps: readonly { x: number; y: number; radius: number; power: number }[];
  /**
   * Quantiser of the encoder's key frames, as its bit rate allows: 6 less than that of a stream twice as wide, whose coding errors are
   * halved when it is made small.
   */
  quantiser: number;
  /** Whether the camera writes name and time into the picture. */
  osd: boolean;
}

export function makeCamera(scene: string, seed: number, others: readonly Canvas[]): Camera {
  const random = new Random(seed, 11);
  const canvas = loadCanvas(scene, random.between(0.5, 0.66));
  const infrared = random.chance(0.7);
  const below = random.between(-5, -1.5);
  return {
    seed,
    scene,
    canvas,
    place: aim(canvas, random),
    things: others,
    latitude: random.between(22, 46),
    longitude: random.between(88, 126),
    infrared,
    switchAt: { below, above: below + random.between(1, 3) },
    exposure: { target: random.between(95, 125), most: random.between(1.6, 2.4) },
    noise: { day: random.between(0.4, 1), night: random.between(1.25, 3) },
    sway: random.chance(0.5) ? random.between(0.15, 1) : 0.1,
    traffic: random.between(0, 4),
    foliage: random.chance(0.5)
      ? { x: random.between(0.1, 0.9), y: random.between(0.1, 0.6), radius: random.between(20, 55) }
      : undefined,
    lamps: Array.from({ length: 2 + random.whole(3) }, () => ({
      x: random.between(0.05, 0.95),
      y: random.between(0.2, 0.9),
      radius: random.between(0.12, 0.3),
      power: random.between(0.6, 1.2),
    })),
    quantiser: random.chance(0.15) ? random.between(29, 32) : random.between(18, 27),
    osd: random.chance(0.7),
  };
}
