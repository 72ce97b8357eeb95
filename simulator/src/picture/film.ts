import { random } from '../city/random.ts';
import { caption } from './caption.ts';
import { picture, type Picture } from './frame.ts';
import { Grain } from './grain.ts';
import { lookOf, viewOf, type LookName } from './looks.ts';
import { background, street, type Light, type View } from './street.ts';
import { drive, traffic } from './traffic.ts';

export interface Film {
  /** Seed of the street: the same number is the same place. */
  scene: number;
  light: Light;
  look: LookName;
  width: number;
  height: number;
  framesPerSecond: number;
  seconds: number;
}

const grainOf: Readonly<Record<Light, number>> = { day: 2.2, infrared: 3.6 };

/** The pictures of some seconds of a street, one after the other; the first follows the last without a jump. */
export function* film({ scene, light, look, width, height, framesPerSecond, seconds }: Film): Generator<Picture> {
  const place = street(scene, random(scene + 1));
  const cars = traffic(place, light, random(scene + 101));
  const dice = random(scene + 201);
  const grain = new Grain(dice);
  const { glass, sensor, grain: coarse = 1, still = false } = lookOf(look);
  const count = framesPerSecond * seconds;
  const shown = picture(width, height);
  let standing: { view: View; drawn: Picture } | undefined;
  for (let number = 0; number < count; number++) {
    if (!still || number === 0) {
      const view = viewOf(lookOf(look), number);
      // What stands still is drawn once, and anew only where the camera turns.
      if (standing?.view.across !== view.across || standing.view.down !== view.down)
        standing = { view, drawn: background(place, light, view, width, height) };
      shown.bytes.set(standing.drawn.bytes);
      drive(shown, place, cars, light, view, number / count);
      glass?.(shown, number / count);
      grain.strew(shown, grainOf[light] * coarse);
      if (light === 'infrared') for (const plane of [shown.u, shown.v]) plane.fill(128);
      sensor?.(shown, dice);
      caption(shown, `2026-11-26 ${light === 'day' ? '10' : '22'}:30:0${Math.floor(number / framesPerSecond)}`);
    }
    yield shown;
  }
}
