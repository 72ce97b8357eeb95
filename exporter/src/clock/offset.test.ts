import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  boundsOf,
  measureOffset,
  narrowed,
  nextSendMs,
  offsetOf,
  type ClockReading,
  type OffsetBounds,
} from './offset.ts';

/** What a device tells whose clock is wrong by `offsetMs`, asked at `sentMs`, when it looks at its clock after a part of the round trip. */
const reading = (offsetMs: number, sentMs: number, roundTripMs: number, looksAfter: number): ClockReading => ({
  ...{ sentMs, answeredMs: sentMs + roundTripMs, stepMs: 1000 },
  deviceMs: Math.floor((sentMs + roundTripMs * looksAfter + offsetMs) / 1000) * 1000,
});

const situation = fc.record({
  offsetMs: fc.integer({ min: -90_000_000, max: 90_000_000 }),
  sentMs: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  roundTripMs: fc.integer({ min: 0, max: 900 }),
  looksAfter: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('the offset of a clock', () => {
  test('lies within its bounds, wherever in the round trip the device looked at its clock', () => {
    fc.assert(
      fc.property(situation, ({ offsetMs, sentMs, roundTripMs, looksAfter }) => {
        const bounds = boundsOf(reading(offsetMs, sentMs, roundTripMs, looksAfter));
        expect(bounds.lowMs).toBeLessThanOrEqual(offsetMs);
        expect(bounds.highMs).toBeGreaterThanOrEqual(offsetMs);
        const { seconds, uncertaintySeconds } = offsetOf(bounds);
        expect(uncertaintySeconds).toBeCloseTo((roundTripMs + 1000) / 2000, 9);
        expect(Math.abs(seconds - offsetMs / 1000)).toBeLessThanOrEqual(uncertaintySeconds + 1e-9);
      }),
    );
  });

  test('is known to a tenth of a second after four readings, each at the second that it turns on, whatever it is', () => {
    fc.assert(
      fc.property(situation, ({ offsetMs, sentMs, looksAfter }) => {
        const roundTripMs = 4;
        let bounds: OffsetBounds = boundsOf(reading(offsetMs, sentMs, roundTripMs, looksAfter));
        let now = sentMs + roundTripMs;
        for (let more = 0; more < 3; more++) {
          const next = nextSendMs(bounds, roundTripMs, now);
          expect(next - now).toBeGreaterThanOrEqual(0);
          expect(next - now).toBeLessThanOrEqual(1000);
          bounds = narrowed(bounds, boundsOf(reading(offsetMs, next, roundTripMs, looksAfter)));
          now = next + roundTripMs;
        }
        expect(bounds.lowMs).toBeLessThanOrEqual(offsetMs + 0.01);
        expect(bounds.highMs).toBeGreaterThanOrEqual(offsetMs - 0.01);
        expect(offsetOf(bounds).uncertaintySeconds).toBeLessThanOrEqual(0.1);
      }),
    );
  });

  test('is what the newer reading says where a clock was set between two', () => {
    const before = boundsOf(reading(0, 1000, 10, 0.5));
    const after = boundsOf(reading(60_000, 2000, 10, 0.5));
    expect(narrowed(before, after)).toEqual(after);
  });
});

describe('a device is asked for its time', () => {
  const asked = async (
    limitSeconds: number,
    patienceMs: number,
  ): Promise<{ readings: number; bounds: OffsetBounds }> => {
    let readings = 0;
    const bounds = await measureOffset(
      () => {
        readings++;
        return Promise.resolve(reading(300, Date.now(), 2, 0.5));
      },
      { limitSeconds, until: performance.now() + patienceMs },
    );
    return { readings, bounds };
  };

  test('once where ten seconds do no harm', async () => {
    expect((await asked(10, 5000)).readings).toBe(1);
  });

  test('at the turn of its seconds where one second is too much, and no longer than there is time', async () => {
    const { readings, bounds } = await asked(1, 5000);
    expect(readings).toBeGreaterThan(1);
    const { seconds, uncertaintySeconds } = offsetOf(bounds);
    expect(uncertaintySeconds).toBeLessThanOrEqual(0.1);
    expect(Math.abs(seconds - 0.3)).toBeLessThanOrEqual(uncertaintySeconds);
    expect((await asked(1, 1)).readings).toBe(1);
  });
});
