import { describe, expect, it } from '@jest/globals';
import { sunElevation } from './sun.ts';

describe('the height of the sun', () => {
  it('is 90 degrees less the latitude at noon of an equinox', () => {
    expect(sunElevation(39.9, 116.4, Date.parse('2026-03-20T04:22:00Z'))).toBeCloseTo(50.1, 0);
  });
  it('is lowest at midnight, and the year moves it by the tilt of the axis', () => {
    expect(sunElevation(39.9, 116.4, Date.parse('2026-12-21T16:13:00Z'))).toBeCloseTo(-73.5, 0);
    expect(sunElevation(39.9, 116.4, Date.parse('2026-06-21T04:16:00Z'))).toBeCloseTo(73.5, 0);
  });
  it('is zero about sunset', () => {
    // Almanac for Greenwich, 2026-11-26: sunset 15:57.
    expect(Math.abs(sunElevation(51.48, 0, Date.parse('2026-11-26T15:57:00Z')))).toBeLessThan(1.2);
  });
});
