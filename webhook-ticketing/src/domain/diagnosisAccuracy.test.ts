import { describe, expect, test } from '@jest/globals';
import { diagnosisAccuracy as shape } from '@roundsman/contract/diagnosisAccuracy.ts';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FoundCause } from '@roundsman/contract/foundCause.ts';
import fc from 'fast-check';
import { diagnosisAccuracy, type AccuracyQuery } from './diagnosisAccuracy.ts';
import { outcomeOf, type DiagnosisOutcome, type Verdict } from './diagnosisOutcome.ts';
import { proportionOf } from './wilson.ts';
import type { SystemFacts } from './workOrderRecord.ts';
import {
  dispatchedToLiWei,
  inventory,
  minute,
  operator,
  outage,
  recoveredAt,
  Story,
  opened,
} from './workOrder.fixture.ts';

const mains: Verdict = {
  faultClass: 'area_mains_outage',
  faultPoint: 'feeder-1',
  party: 'city-power',
  probability: 0.95,
};
const hang: Verdict = { faultClass: 'switch_hang', faultPoint: 'sw-1', party: 'north-upkeep', probability: 0.7 };
const open: Verdict = { faultClass: 'undetermined', faultPoint: 'sw-1', party: 'north-upkeep', probability: 0.95 };
const foundAs = (faultClass: 'area_mains_outage' | 'switch_hang' | 'switch_dead'): FoundCause =>
  faultClass === 'area_mains_outage'
    ? { outcome: 'fault', faultClass, faultPoint: 'feeder-1', party: 'city-power' }
    : { outcome: 'fault', faultClass, faultPoint: 'sw-1', party: 'north-upkeep' };
const nothing: FoundCause = { outcome: 'nothing' };
const other: FoundCause = { outcome: 'other', faultPoint: 'sw-1', party: 'north-upkeep' };

const lesson = (atEnd: Verdict, found: FoundCause, more: Partial<DiagnosisOutcome> = {}): DiagnosisOutcome => ({
  openedAt: minute(0),
  siteIds: ['renmin'],
  atDispatch: atEnd,
  atEnd,
  found,
  ...more,
});
const month = { from: minute(-100), to: minute(100) };
const judged = (outcomes: readonly DiagnosisOutcome[], query: Partial<AccuracyQuery> = {}) =>
  diagnosisAccuracy(outcomes, { ...month, ...query }, inventory);

describe('how well the diagnosis did', () => {
  test('is the share of orders whose class, element and party were found to be so, each with its interval', () => {
    const { atEnd } = judged([
      lesson(mains, foundAs('area_mains_outage')),
      lesson(hang, foundAs('switch_hang')),
      lesson(hang, foundAs('switch_dead')),
      lesson(mains, foundAs('switch_dead')),
    ]);
    expect(atEnd).toMatchObject({
      orders: 4,
      faultClass: { of: 4, count: 2, ratio: 0.5 },
      faultPoint: { count: 3 },
      party: { count: 3 },
      confidentlyWrong: { count: 1 },
    });
    expect(atEnd.faultClass.low).toBeCloseTo(0.15, 2);
    expect(atEnd.faultClass.high).toBeCloseTo(0.85, 2);
  });

  test('counts an abstention and a cause outside the classes as misses, and neither as confidently wrong', () => {
    const { atEnd } = judged([lesson(open, foundAs('switch_dead')), lesson({ ...hang, probability: 0.5 }, other)]);
    expect(atEnd).toMatchObject({
      orders: 2,
      faultClass: { count: 0 },
      faultPoint: { count: 1 },
      party: { count: 1 },
      confidentlyWrong: { count: 0 },
      abstentions: { count: 1 },
    });
  });

  test('is not judged by orders of which nothing was found; they are in the matrix', () => {
    const { atEnd, nothingFound } = judged([lesson(mains, nothing), lesson(hang, foundAs('switch_hang'))]);
    expect([nothingFound, atEnd.orders, atEnd.faultClass.ratio]).toEqual([1, 1, 1]);
    expect(atEnd.confusion).toEqual([
      { diagnosed: 'area_mains_outage', found: 'nothing', orders: 1 },
      { diagnosed: 'switch_hang', found: 'switch_hang', orders: 1 },
    ]);
  });

  test('is unknown, not perfect, where nothing was closed', () => {
    expect(judged([])).toMatchObject({ atEnd: { orders: 0, faultClass: { ratio: null, low: null, high: null } } });
  });

  test('is told by class and by party: how often right where named, how often named where found', () => {
    const { byClass, byParty } = judged([
      lesson(mains, foundAs('area_mains_outage')),
      lesson(mains, foundAs('switch_dead')),
      lesson(hang, foundAs('switch_dead')),
    ]).atEnd;
    const classes = byClass.map(({ faultClass, whereNamed, whereFound }) => [
      faultClass,
      `${whereNamed.count}/${whereNamed.of}`,
      `${whereFound.count}/${whereFound.of}`,
    ]);
    expect(classes).toEqual([
      ['area_mains_outage', '1/2', '1/1'],
      ['switch_hang', '0/1', '0/0'],
      ['switch_dead', '0/0', '0/2'],
    ]);
    expect(
      byParty.map(({ partyName, whereNamed, whereFound }) => [partyName.en, whereNamed.count, whereFound.of]),
    ).toEqual([
      ['City Power', 1, 1],
      ['North Upkeep', 1, 2],
    ]);
  });

  test('is asked for an interval, its end not included, a party, and a district', () => {
    const both = [lesson(mains, foundAs('switch_dead')), lesson(hang, other, { siteIds: [], openedAt: minute(50) })];
    expect(judged(both, { to: minute(50) }).atEnd.orders).toBe(1);
    expect(judged(both, { party: 'city-power' }).atEnd.orders).toBe(1);
    expect(judged(both, { party: 'north-upkeep' }).atEnd.orders).toBe(2);
    expect(judged(both, { district: 'north' }).atEnd.orders).toBe(1);
    expect(judged(both, { district: 'south' }).atEnd.orders).toBe(0);
  });

  test('does not depend on the order of the outcomes, has the shape of the contract, and counts every order once', () => {
    const any = fc.record({
      verdict: fc.constantFrom(mains, hang, open),
      found: fc.constantFrom(
        foundAs('switch_dead'),
        foundAs('switch_hang'),
        foundAs('area_mains_outage'),
        nothing,
        other,
      ),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), (given) => {
        const outcomes = given.map(({ verdict, found }) => lesson(verdict, found));
        const result = judged(outcomes);
        expect(judged([...outcomes].reverse())).toEqual(result);
        expect(shape.safeParse(result).success).toBe(true);
        expect(result.atEnd.orders + result.nothingFound).toBe(outcomes.length);
        expect(result.atEnd.confusion.reduce((sum, { orders }) => sum + orders, 0)).toBe(outcomes.length);
      }),
      { numRuns: 100 },
    );
  });
});

test.each([
  [0, 10, 0, 0.2775],
  [10, 10, 0.7225, 1],
  [1, 2, 0.0945, 0.9055],
  [95, 100, 0.8882, 0.9785],
])('%i of %i lie between %f and %f by Wilson', (count, of, low, high) => {
  expect(proportionOf(count, of).low).toBeCloseTo(low, 4);
  expect(proportionOf(count, of).high).toBeCloseTo(high, 4);
});

describe('the lesson of an order', () => {
  const rediagnosed = (diagnosis: Diagnosis): SystemFacts => ({
    type: 'rediagnosed',
    diagnosis,
    title: { en: 'x', zh: 'x' },
    severity: 'major',
    siteIds: ['renmin'],
    affected: ['sw-1'],
    reason: { en: 'x', zh: 'x' },
  });
  const later: Diagnosis = { ...outage, ...hang };
  const finish = (story: Story, found?: FoundCause): Story => {
    story.finds(recoveredAt(20), 21);
    story.does(operator, 'evaluate', 22);
    story.does(operator, 'close', 23, { found: found ?? foundAs('switch_hang') });
    return story;
  };

  test('has the verdict with which somebody was first sent, and the last', () => {
    const story = new Story();
    story.finds(dispatchedToLiWei, 0);
    story.finds(rediagnosed(later), 5);
    expect(outcomeOf(finish(story).events)).toMatchObject({
      atDispatch: { faultClass: 'area_mains_outage', faultPoint: 'feeder-1', party: 'city-power', probability: 0.93 },
      atEnd: hang,
      found: foundAs('switch_hang'),
    });
  });

  test('of an order from a report that was diagnosed later has the verdict that there was', () => {
    const story = new Story(opened({ ...outage, faultClass: 'reported_fault' }, 'citizen'));
    story.finds(dispatchedToLiWei, 0);
    story.finds(rediagnosed(later), 5);
    expect(outcomeOf(finish(story).events)).toMatchObject({ atDispatch: hang, atEnd: hang });
  });

  test('is none before it is closed, while it is reopened, and of a report that nothing measured', () => {
    const story = new Story();
    expect(outcomeOf(story.events)).toBeNull();
    finish(story);
    expect(outcomeOf(story.events)).not.toBeNull();
    story.does(operator, 'reopen', 30);
    expect(outcomeOf(story.events)).toBeNull();
    expect(
      outcomeOf(finish(new Story(opened({ ...outage, faultClass: 'reported_fault' }, 'citizen'))).events),
    ).toBeNull();
  });

  test('follows a correction after the closing', () => {
    const story = finish(new Story());
    story.does(operator, 'record_cause', 40, { found: { ...foundAs('switch_dead') } });
    expect(outcomeOf(story.events)?.found).toEqual(foundAs('switch_dead'));
  });
});
