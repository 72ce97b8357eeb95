import { describe, expect, test } from '@jest/globals';
import { diagnosis as diagnosisShape } from '@roundsman/contract/evidence.ts';
import type { Evidence } from '@roundsman/contract/evidence.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import fc from 'fast-check';
import { randomCity } from '../../../bench/diagnosisCity.ts';
import { randomFault } from '../../../bench/diagnosisFaults.ts';
import { chance } from '../../../bench/diagnosisRandom.ts';
import { evidenceAt } from '../../../bench/diagnosisScenario.ts';
import { judge } from '../../../bench/diagnosisScore.ts';
import type { Judgement } from '../../../bench/diagnosisScore.ts';
import { after, city } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose } from './diagnose.ts';

const judged = (count: number): Judgement[] =>
  Array.from({ length: count }, (_, number) => {
    const random = chance(90_000 + number);
    const inventory = randomCity(random, { transformers: 1 });
    const topology = buildTopology(inventory);
    const fault = randomFault(inventory, random, number);
    if (fault === undefined) return [];
    const evidence = evidenceAt(inventory, [fault], random, random.between(65, 180), {
      lost: 0,
      spurious: 0,
      delay: 0,
    });
    return judge(topology, diagnose(topology, evidence), fault, evidence);
  }).flat();

describe('with full evidence of single random faults in random cities', () => {
  const all = judged(270).filter((each) => !each.unseen);

  test('the fault point is right in at least 97 of 100', () => {
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter((each) => each.top1).length / all.length).toBeGreaterThanOrEqual(0.97);
  });

  test('the party is right in at least 97 of 100; a dead ONU and its cut drop cannot be told apart from afar', () => {
    const distinct = all.filter((each) => each.faultClass !== 'drop_fibre_cut onu');
    expect(distinct.filter((each) => each.party).length / distinct.length).toBeGreaterThanOrEqual(0.97);
  });

  test('no wrong party is blamed with a probability of 0.9', () => {
    expect(all.filter((each) => each.confidentlyWrong)).toEqual([]);
  });
});

describe('with evidence that is missing, contradictory or made up', () => {
  const inventory = city();
  const topology = buildTopology(inventory);
  const anyEvidence: fc.Arbitrary<Evidence> = fc
    .array(
      fc.record({
        element: fc.constantFrom(...inventory.elements.map((element) => element.id), 'gone'),
        observable: fc.constantFrom(...observables),
        value: fc.boolean(),
        at: fc.integer({ min: -7200, max: 60 }).map(after),
        from: fc.constantFrom('alert', 'metric', 'trap', 'report'),
      }),
      { maxLength: 40 },
    )
    .map((observations) => ({ at: after(60), observations }));

  test('every bad element is in a verdict, and the verdict has the shape of the contract', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const verdicts = diagnose(topology, evidence);
        for (const verdict of verdicts) expect(diagnosisShape.parse(verdict)).toEqual(verdict);
        const affected = new Set(verdicts.flatMap((verdict) => verdict.affected));
        const newest = new Map<string, { at: string; value: boolean }>();
        for (const { element, observable, at, value } of evidence.observations) {
          const before = newest.get(`${element} ${observable}`);
          if (before === undefined || at > before.at || (at === before.at && !value)) {
            newest.set(`${element} ${observable}`, { at, value });
          }
        }
        const bad = [...newest].filter(([key, { value }]) => !value && !key.startsWith('gone ')).map(([key]) => key);
        expect(bad.map((key) => key.split(' ')[0] ?? '').filter((element) => !affected.has(element))).toEqual([]);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('the order of the observations does not matter', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const reversed = { ...evidence, observations: [...evidence.observations].reverse() };
        const [one, other] = [diagnose(topology, evidence), diagnose(topology, reversed)];
        expect(other).toEqual(one);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  test('with a fifth lost and false alarms, the wrong party is hardly ever blamed with a probability of 0.9', () => {
    const wrong = Array.from({ length: 200 }, (_, number) => {
      const random = chance(95_000 + number);
      const built = randomCity(random, { transformers: 1 });
      const graph = buildTopology(built);
      const fault = randomFault(built, random, number);
      if (fault === undefined) return [];
      const evidence = evidenceAt(built, [fault], random, random.between(65, 180), {
        lost: 0.2,
        spurious: 0.002,
        delay: 30,
      });
      const judgement = judge(graph, diagnose(graph, evidence), fault, evidence);
      return judgement.confidentlyWrong && !judgement.unseen ? [fault] : [];
    }).flat();
    expect(wrong.length).toBeLessThanOrEqual(4);
  });
});
