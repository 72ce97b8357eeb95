import { describe, expect, test } from '@jest/globals';
import type { Observation } from '@roundsman/contract/evidence.ts';
import { city } from '../../../test/cityFixture.ts';
import type { Alert } from '../alertEpisode.ts';
import { plusSeconds } from '../instant.ts';
import { buildTopology } from '../topology.ts';
import { firstSign, isConfirmed, keptSuspicions, type Suspected, type Suspicion } from './suspicion.ts';

const topology = buildTopology(city());
const start = '2026-05-04T03:00:00.000Z';
const at = (seconds: number): string => plusSeconds(start, seconds);
const camera = 'camera-1-1';

const suspected = (why: Suspected['why'], faultPoint = camera): Suspected => ({
  order: 'o1',
  why,
  verdict: {
    faultClass: 'camera_hang',
    faultPoint,
    party: 'keepers',
    probability: 0.9,
    candidates: [],
    affected: [faultPoint],
  },
});
const neverRecovered = (): null => null;
const kept = (
  what: readonly Suspected[],
  known: readonly Suspicion[],
  now: string,
  recoveredAt: (order: string) => string | null = neverRecovered,
): Suspicion[] => keptSuspicions(what, known, recoveredAt, topology, now);

const alert = (updatedAt: string, receivedAt = start): Alert => ({
  fingerprint: 'f',
  episode: 1,
  status: 'firing',
  symptom: 'camera_unreachable',
  element: camera,
  labels: {},
  startsAt: start,
  endsAt: null,
  receivedAt,
  updatedAt,
  judgedAt: null,
  orderId: null,
  absentSince: null,
});
const reading = (value: boolean, when: string): Observation => ({
  element: camera,
  observable: 'reachable',
  value,
  at: when,
  from: 'metric',
});

describe('a suspicion', () => {
  test('of a camera whose power was away leaves it two minutes to start, and then half a minute to be asked', () => {
    expect(kept([suspected('behind')], [], start)).toMatchObject([
      { since: start, freshFrom: at(120), readyAt: at(150), elements: [camera] },
    ]);
  });

  test('of a diagnosis that may change its mind again waits half a minute', () => {
    expect(kept([suspected('beside')], [], start)).toMatchObject([{ freshFrom: start, readyAt: at(30) }]);
  });

  test('of a camera that was well again since waits for one more look', () => {
    expect(kept([suspected('anew')], [], start, () => at(-90))).toMatchObject([
      { since: start, freshFrom: at(-30), readyAt: at(15) },
    ]);
  });

  test('keeps its beginning over diagnoses, and has passed once none says so', () => {
    const first = kept([suspected('beside')], [], start);
    expect(kept([suspected('beside')], first, at(20))).toMatchObject([{ since: start, readyAt: at(30) }]);
    expect(kept([], first, at(20))).toEqual([]);
    expect(kept([suspected('beside')], [], at(25))).toMatchObject([{ since: at(25), readyAt: at(55) }]);
  });

  test('that was ready and not confirmed is looked at again a quarter of a minute later', () => {
    const first = kept([suspected('behind')], [], start);
    expect(kept([suspected('behind')], first, at(150))).toMatchObject([{ freshFrom: at(120), readyAt: at(165) }]);
  });

  test('of a door that a visit explains is looked at once a minute while that goes on', () => {
    const first = kept([suspected('visit')], [], start);
    expect(first).toMatchObject([{ readyAt: at(30) }]);
    expect(kept([suspected('visit')], first, at(30))).toMatchObject([{ readyAt: at(90) }]);
  });

  test('counts from the recovery of the cause where that was before', () => {
    expect(kept([suspected('behind')], [], at(60), () => start)).toMatchObject([{ since: start, readyAt: at(150) }]);
  });
});

describe('a fresh look', () => {
  const [ready] = kept([suspected('behind')], [], start);
  if (!ready) throw new Error('nothing was suspected');

  test('that is bad confirms the suspicion', () => {
    expect(isConfirmed(ready, [alert(start)], [reading(true, at(90)), reading(false, at(125))])).toBe(true);
  });

  test('from before the device can have started says nothing, however bad', () => {
    expect(isConfirmed(ready, [alert(at(150))], [reading(false, at(119))])).toBe(false);
  });

  test('that is good refutes it, though the alert still fires', () => {
    expect(isConfirmed(ready, [alert(at(150))], [reading(false, at(125)), reading(true, at(140))])).toBe(false);
  });

  test('without a measurement is Alertmanager’s: it still says so, or has said nothing since', () => {
    expect(isConfirmed(ready, [alert(at(140))], [])).toBe(true);
    expect(isConfirmed(ready, [alert(at(100))], [])).toBe(false);
  });

  test('is nothing without an alert that asks for it', () => {
    expect(isConfirmed(ready, [], [reading(false, at(140))])).toBe(false);
  });
});

describe('the first sign of a second cause', () => {
  test('is the receipt of its first alert', () => {
    expect(firstSign(suspected('beside'), at(50), [alert(start, at(10))], at(90))).toBe(at(10));
  });

  test('is not before the first cause was gone', () => {
    expect(firstSign(suspected('behind'), at(50), [alert(start, at(10))], at(90))).toBe(at(50));
  });
});
