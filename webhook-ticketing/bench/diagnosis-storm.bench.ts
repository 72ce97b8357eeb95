import { cpuUsage } from 'node:process';
import { diagnose } from '../src/domain/diagnosis/diagnose.ts';
import { buildTopology } from '../src/domain/topology.ts';
import { randomCity } from './diagnosisCity.ts';
import { randomFault } from './diagnosisFaults.ts';
import { chance } from './diagnosisRandom.ts';
import { evidenceAt } from './diagnosisScenario.ts';
import type { Fault } from './diagnosisScenario.ts';

/** CPU time of one diagnosis with hundreds of bad observations in a city of 20,000 elements, all of them measured. */
const city = randomCity(chance(41), { transformers: 155 });
const topology = buildTopology(city);
const faults: Fault[] = [];
const random = chance(42);
for (let number = 0; faults.length < 60; number += 1) {
  const fault = randomFault(city, random, number, random.between(0, 600));
  if (fault !== undefined && topology.reach(fault.faultPoint).size < 200) faults.push(fault);
}
const evidence = evidenceAt(city, faults, random, 700, { lost: 0, spurious: 0, delay: 0 });
const times: number[] = [];
let causes = 0;
for (let round = 0; round < 15; round += 1) {
  // A new topology each other round: the first diagnosis after a reload computes what hangs on what.
  const asked = round % 2 === 0 ? buildTopology(city) : topology;
  const started = cpuUsage();
  causes = diagnose(asked, evidence).length;
  const { user, system } = cpuUsage(started);
  times.push((user + system) / 1000);
}
times.sort((a, b) => a - b);
const figures = {
  elements: city.elements.length,
  observations: evidence.observations.length,
  bad: evidence.observations.filter((each) => !each.value).length,
  faults: faults.length,
  causes,
  ms_median: Math.round(times[7] ?? 0),
  ms_max: Math.round(times[times.length - 1] ?? 0),
};
console.table(figures);
console.log(JSON.stringify(figures));
