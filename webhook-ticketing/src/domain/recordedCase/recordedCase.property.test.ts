import { describe, expect, test } from '@jest/globals';
import { recordedCase, type RecordedCase } from '@roundsman/contract/recordedCase.ts';
import type { Evidence } from '@roundsman/contract/evidence.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { randomCity } from '../../../bench/diagnosisCity.ts';
import { randomFault } from '../../../bench/diagnosisFaults.ts';
import { chance } from '../../../bench/diagnosisRandom.ts';
import { evidenceAt } from '../../../bench/diagnosisScenario.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { buildTopology } from '../topology.ts';
import { partInQuestion, asInventory } from './partInQuestion.ts';
import { caseSha256, recordCase } from './recordCase.ts';
import { replay } from './replay.ts';

interface Scene {
  inventory: Inventory;
  evidence: Evidence;
  cases: RecordedCase[];
}

/** Two faults at once in a random city, seen through lost and false readings, and what is recorded of every verdict. */
const scene = (seed: number, transformers: number): Scene => {
  const random = chance(seed);
  const inventory = randomCity(random, { transformers });
  const faults = [seed, seed + 7].flatMap((number, turn) => randomFault(inventory, random, number, turn * 40) ?? []);
  const noise = { lost: 0.05, spurious: 0.002, delay: 10 };
  const evidence = evidenceAt(inventory, faults, random, random.between(100, 300), noise);
  const topology = buildTopology(inventory);
  const cases = diagnose(topology, evidence).map((verdict, index) => {
    const made = recordCase(
      { inventory, topology },
      { evidence, verdict, madeBy: 'diagnosis' },
      {
        id: `00000000-0000-4000-8000-${String(seed * 100 + index).padStart(12, '0')}`,
        orders: [{ id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7a10', number: 'WO-20260612-0007' }],
        recordedAt: evidence.at,
      },
    );
    if (made === null) throw new Error('more than a case may hold');
    return made;
  });
  return { inventory, evidence, cases };
};

const scenes = [...Array.from({ length: 25 }, (_, seed) => scene(seed, 1)), ...[70, 71].map((seed) => scene(seed, 4))];
const cases = scenes.flatMap((each) => each.cases);

describe('a recorded case', () => {
  test('gives the identical verdict again, also after it went through a file', () => {
    expect(cases.length).toBeGreaterThan(40);
    const differing = cases.filter((each) => {
      const read = recordedCase.parse(JSON.parse(JSON.stringify(each)));
      const { same, sameParameters } = replay(read);
      return !same || !sameParameters || caseSha256(read) !== caseSha256(each);
    });
    expect(differing).toEqual([]);
  });

  test('holds a small part of a large city for a fault of one device', () => {
    const large = scenes.slice(-2);
    const small = large.flatMap(({ inventory, cases }) =>
      cases
        .filter(({ verdict }) => verdict.affected.length <= 2)
        .map((each) => each.inventory.elements.length / inventory.elements.length),
    );
    expect(small.length).toBeGreaterThan(2);
    expect(Math.max(...small)).toBeLessThan(0.75);
  });

  test('has nobody of a party, and no address of a device', () => {
    const text = JSON.stringify(cases.slice(0, 20));
    expect(text).not.toMatch(/duty@|"address"|"credentials"|"contacts"/);
  });

  test('has another hash when a single reading is another', () => {
    const [one] = cases;
    if (!one) throw new Error('no case');
    const [first, ...rest] = one.evidence.observations;
    if (!first) throw new Error('no reading');
    const forged = {
      ...one,
      evidence: { ...one.evidence, observations: [{ ...first, value: !first.value }, ...rest] },
    };
    expect(caseSha256(forged)).not.toBe(caseSha256(one));
  });
});

test('the part of a city in which anything was read means the same to the diagnosis as the whole city', () => {
  const differing = scenes.filter(({ inventory, evidence }) => {
    const topology = buildTopology(inventory);
    const read = new Set(inventory.cabinets.filter((_, index) => index % 3 === 0).map(({ id }) => id));
    const some = {
      ...evidence,
      observations: evidence.observations.filter(({ element }) => read.has(topology.element(element)?.cabinet ?? '')),
    };
    const part = partInQuestion({ inventory, topology }, some.observations);
    const inPart = diagnose(buildTopology(asInventory(part)), some);
    return JSON.stringify(inPart) !== JSON.stringify(diagnose(topology, some));
  });
  expect(differing).toEqual([]);
});
