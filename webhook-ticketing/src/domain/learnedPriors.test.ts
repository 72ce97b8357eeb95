import { describe, expect, test } from '@jest/globals';
import type { FoundCause } from '@roundsman/contract/foundCause.ts';
import type { PriorLesson } from '@roundsman/contract/priors.ts';
import fc from 'fast-check';
import { cabinetOf, city, evidenceOf, inventoryOf } from '../../test/cityFixture.ts';
import { builtInPerYear } from './diagnosis/parameters.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { furthest, isNews, learnPriors, ratesOf } from './learnedPriors.ts';
import { recordCase } from './recordedCase/recordCase.ts';
import { replay } from './recordedCase/replay.ts';
import { buildTopology } from './topology.ts';

const twoYears = { from: '2024-06-01T00:00:00.000Z', to: '2026-06-01T00:00:00.000Z' };

/** Fifty cabinets: a hundred ONU-years, in which thirty drops and forty ONUs are expected to fail. */
const cabinets = Array.from({ length: 50 }, (_, index) => cabinetOf(String(index + 1), 'feeder-1', 'splitter-1', 2));
const { elements } = inventoryOf([
  { id: 'feeder-1', kind: 'feeder' },
  { id: 'splitter-1', kind: 'splitter' },
  ...cabinets.flat(),
]);
type Finding = { found: FoundCause };
const at = (faultClass: 'onu_failure' | 'drop_fibre_cut' | 'camera_hang', faultPoint: string): Finding => ({
  found: { outcome: 'fault', faultClass, faultPoint, party: null },
});
const times = (count: number, finding: Finding): Finding[] => Array.from({ length: count }, () => finding);
const onu = at('onu_failure', 'onu-1');
const drop = at('drop_fibre_cut', 'onu-1');
const camera = at('camera_hang', 'camera-1-1');

const lessonOf = (lessons: readonly PriorLesson[], faultClass: string, kind: string): PriorLesson => {
  const found = lessons.find((each) => each.faultClass === faultClass && each.kind === kind);
  if (!found) throw new Error(`no lesson of ${faultClass} at ${kind}`);
  return found;
};
const rate = (findings: readonly Finding[], faultClass = 'onu_failure', kind = 'onu'): number => {
  const { perYear, builtIn } = lessonOf(learnPriors(findings, elements, twoYears), faultClass, kind);
  return perYear ?? builtIn;
};
const anyFinding = fc.constantFrom<Finding>(
  onu,
  drop,
  camera,
  at('onu_failure', 'gone'),
  { found: { outcome: 'nothing' } },
  {
    found: { outcome: 'other', faultPoint: 'onu-1', party: null },
  },
);

describe('what is learnt from findings', () => {
  test('with none of them the priors are exactly the built-in ones, however long nobody told any', () => {
    const lessons = learnPriors([], elements, { from: '1990-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' });
    expect(lessons.map(({ faultClass, kind, builtIn }) => ({ faultClass, kind, perYear: builtIn }))).toEqual(
      builtInPerYear,
    );
    expect(ratesOf(lessons)).toEqual({});
  });

  test('one more finding of a class never lowers its rate', () => {
    fc.assert(
      fc.property(
        fc.array(anyFinding, { maxLength: 60 }),
        fc.constantFrom(onu, drop, camera),
        fc.nat(40),
        (all, more, count) => {
          const { found } = more;
          if (found.outcome !== 'fault') throw new Error('a class was expected');
          const kind = found.faultClass === 'camera_hang' ? 'camera' : 'onu';
          const before = [...all, ...times(count, more)];
          expect(rate([...before, more], found.faultClass, kind)).toBeGreaterThanOrEqual(
            rate(before, found.faultClass, kind),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the order of the findings does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 60 }), (all) => {
        expect(learnPriors([...all].reverse(), elements, twoYears)).toEqual(learnPriors(all, elements, twoYears));
      }),
      { numRuns: 100 },
    );
  });

  test('no rate goes further than a factor of twenty from the built-in one', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 40 }), fc.nat(3000), (all, count) => {
        for (const { perYear, builtIn } of learnPriors([...all, ...times(count, onu)], elements, twoYears)) {
          expect(perYear ?? builtIn).toBeLessThanOrEqual(builtIn * furthest);
          expect(perYear ?? builtIn).toBeGreaterThanOrEqual(builtIn / furthest);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('the built-in rate is worth five faults', () => {
    // 0.4 a year are worth 12.5 element-years, to which a hundred come.
    expect(rate(times(80, onu))).toBeCloseTo(85 / 112.5, 3);
  });

  test('nine findings raise nothing, ten do where they are more than was to be expected', () => {
    const few = elements.filter(({ id }) => /-[1-9]$/.test(id));
    const learnt = (count: number) =>
      lessonOf(learnPriors(times(count, onu), few, twoYears), 'onu_failure', 'onu').perYear;
    expect([learnt(9), learnt(10)]).toEqual([null, expect.closeTo(15 / 30.5, 2)]);
  });

  test('what was never found is only held against a class where thirty other causes were told', () => {
    expect(rate(times(29, drop))).toBe(0.4);
    expect(rate(times(30, drop))).toBeCloseTo(5 / 112.5, 3);
  });

  test('an element counts from its installation, and a finding at one that is gone teaches nothing', () => {
    const young = elements.map((element) => ({ ...element, installed: '2026-05-31' }));
    expect(lessonOf(learnPriors([], young, twoYears), 'onu_failure', 'onu').elementYears).toBeLessThan(0.2);
    expect(learnPriors(times(50, at('onu_failure', 'gone')), elements, twoYears)).toEqual(
      learnPriors([], elements, twoYears),
    );
  });

  test('is news when a rate moves by a tenth, not when a day has passed', () => {
    const from = '2023-06-01T00:00:00.000Z';
    const last = learnPriors(times(80, onu), elements, { ...twoYears, from });
    const dayLater = { from, to: '2026-06-02T00:00:00.000Z' };
    expect(isNews(learnPriors(times(80, onu), elements, dayLater), last)).toBe(false);
    expect(isNews(learnPriors(times(100, onu), elements, dayLater), last)).toBe(true);
    expect(isNews(learnPriors([], elements, twoYears), [])).toBe(false);
    expect(isNews(last, [])).toBe(true);
  });
});

describe('a diagnosis with learnt priors', () => {
  const inventory = city();
  const topology = buildTopology(inventory);
  /** The ONU of a cabinet with power is silent: its drop is cut, or it is dead. */
  const evidence = evidenceOf(inventory, {
    bad: [
      [/^(onu|switch|camera-.|ups)-1\.reachable/, 20],
      [/^camera-.-1\.media_flowing/, 25],
    ],
    absent:
      /^(switch|camera-.|ups|breaker|meter)-1\.(link_up|authorised|packets_whole|profile_kept|mains_present|energised|picture|view|colours|well_lit|clock|identity)/,
  });
  const learnt = { version: 3, perYear: ratesOf(learnPriors(times(80, drop), elements, twoYears)) };
  const named = (priors: typeof learnt | null) =>
    diagnose(topology, evidence, priors).map(({ candidates }) => candidates[0]?.faultClass);

  test('names the fibre in a city whose fibres fail more often than their ONUs, and the ONU elsewhere', () => {
    expect(named(null)).toEqual(['onu_failure']);
    expect(named(learnt)).toEqual(['drop_fibre_cut']);
  });

  test('says which version it goes by; with the built-in ones it says none', () => {
    expect(diagnose(topology, evidence, learnt).map(({ priors }) => priors)).toEqual([3]);
    expect(diagnose(topology, evidence)[0]).not.toHaveProperty('priors');
  });

  test('is recorded with its priors, and gives the same verdict again when others are in force', () => {
    const [verdict] = diagnose(topology, evidence, learnt);
    if (!verdict) throw new Error('no verdict');
    const about = {
      id: '00000000-0000-4000-8000-000000000000',
      orders: [{ id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7a10', number: 'WO-20260612-0007' }],
      recordedAt: evidence.at,
    };
    const made = recordCase({ inventory, topology }, { evidence, verdict, madeBy: 'diagnosis', priors: learnt }, about);
    expect(made && replay(made)).toMatchObject({ same: true, sameParameters: true });
  });
});
