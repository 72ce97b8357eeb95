import { cpuUsage } from 'node:process';
import { diagnose } from '../src/domain/diagnosis/diagnose.ts';
import { buildTopology } from '../src/domain/topology.ts';
import type { Topology } from '../src/domain/topology.ts';
import { randomCity } from './diagnosisCity.ts';
import { randomFault } from './diagnosisFaults.ts';
import { chance } from './diagnosisRandom.ts';
import { judge, tally } from './diagnosisScore.ts';
import type { Timed } from './diagnosisScore.ts';
import { evidenceAt } from './diagnosisScenario.ts';
import type { Fault, Noise } from './diagnosisScenario.ts';

/** Accuracy of the diagnosis on seeded random faults in seeded random cities, and its time. Set SCENARIOS for another count. */
const scenarios = Number(process.env['SCENARIOS'] ?? 1000);
const firstSeed = Number(process.env['SEED'] ?? 700_001);

const conditions: Record<string, { noise: Noise; faults: number }> = {
  complete: { noise: { lost: 0, spurious: 0, delay: 0 }, faults: 1 },
  light: { noise: { lost: 0.05, spurious: 0.002, delay: 10 }, faults: 1 },
  two_faults: { noise: { lost: 0, spurious: 0, delay: 0 }, faults: 2 },
};

const meet = (topology: Topology, one: Fault, other: Fault): boolean =>
  [...topology.reach(one.faultPoint)].some((element) => topology.reach(other.faultPoint).has(element));

const run = (name: string, { noise, faults: count }: { noise: Noise; faults: number }): Timed[] => {
  const judgements: Timed[] = [];
  for (let number = 0; number < scenarios; number += 1) {
    const random = chance(firstSeed + number);
    const inventory = randomCity(random, { transformers: random.whole(1, 3) });
    const faults = Array.from({ length: count }, (_, index) =>
      randomFault(inventory, random, index === 0 ? number : random.whole(0, 100), index * random.between(0, 600)),
    ).flatMap((fault) => fault ?? []);
    if (faults.length < count) continue;
    const topology = buildTopology(inventory);
    // One within the other's area hides behind it until that is repaired.
    if (faults.some((fault) => faults.some((other) => other !== fault && meet(topology, fault, other)))) continue;
    const last = Math.max(...faults.map((fault) => fault.at));
    // Soon after the last fault, or so late that batteries have run down.
    const lookedAt = last + (random.happens(0.25) ? random.between(1800, 7200) : random.between(65, 180));
    const evidence = evidenceAt(inventory, faults, random, lookedAt, noise);
    const started = cpuUsage();
    const verdicts = diagnose(topology, evidence);
    const { user, system } = cpuUsage(started);
    const milliseconds = (user + system) / 1000;
    for (const fault of faults) {
      judgements.push({ ...judge(topology, verdicts, fault, evidence), milliseconds });
    }
    if (process.env['SHOW'] !== undefined && name === process.env['SHOW']) {
      const miss = judgements.slice(-faults.length).find((each) => !each.top1);
      if (miss !== undefined)
        console.log(
          JSON.stringify({
            number,
            faults,
            got: verdicts.map((v) => [v.faultClass, v.faultPoint, v.probability, v.affected.length]),
            cand: verdicts[0]?.candidates.map((c) => [c.faultClass, c.faultPoint, c.probability]),
          }),
        );
    }
  }
  return judgements;
};

const figures: Record<string, number> = { scenarios };
for (const [name, condition] of Object.entries(conditions)) {
  const judgements = run(name, condition);
  const found = tally(judgements);
  console.log(`\n${name}: ${judgements.length} faults`);
  console.table(found.byClass);
  const prefix = name === 'complete' ? '' : `${name}_`;
  for (const [key, value] of Object.entries(found.overall)) figures[`${prefix}${key}`] = value;
}
console.log(JSON.stringify(figures));
