import { describe, expect, test } from '@jest/globals';
import { distanceMetres, judgeArrival } from './workOrderArrival.ts';
import { inventory } from './workOrder.fixture.ts';

/** So many metres north of the site at Renmin Road. */
const north = (metres: number, accuracyMetres = 0) => ({
  latitude: 31.2304 + metres / 111_195,
  longitude: 121.4737,
  accuracyMetres,
});

describe('an arrival', () => {
  test('further than 300 m from the site does not count', () => {
    expect(judgeArrival(north(310), ['renmin'], inventory)).toEqual({ distanceMetres: 310, accepted: false });
    expect(judgeArrival(north(295), ['renmin'], inventory)).toEqual({ distanceMetres: 295, accepted: true });
  });

  test('is given what the phone says of its own accuracy, up to a bound', () => {
    expect(judgeArrival(north(350, 60), ['renmin'], inventory).accepted).toBe(true);
    expect(judgeArrival(north(5000, 1_000_000), ['renmin'], inventory).accepted).toBe(false);
  });

  test('is judged by the nearest of several sites', () => {
    expect(judgeArrival(north(0), ['station', 'renmin'], inventory)).toEqual({ distanceMetres: 0, accepted: true });
  });

  test('without a position, or where the site is unknown, counts and says that no distance is known', () => {
    expect(judgeArrival(undefined, ['renmin'], inventory)).toEqual({ distanceMetres: null, accepted: true });
    expect(judgeArrival(north(0), ['nowhere'], inventory)).toEqual({ distanceMetres: null, accepted: true });
  });

  test('distances follow the great circle, also across the date line', () => {
    const [paris, london] = [
      { latitude: 48.8566, longitude: 2.3522 },
      { latitude: 51.5074, longitude: -0.1278 },
    ];
    expect(distanceMetres(paris, london) / 1000).toBeCloseTo(343.6, 0);
    expect(distanceMetres({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 })).toBeCloseTo(
      222.4,
      0,
    );
  });
});
