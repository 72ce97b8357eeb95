import { cpuUsage } from 'node:process';
import type { Evidence } from '@roundsman/contract/evidence.ts';
import { diagnose, Diagnoser } from '../src/domain/diagnosis/diagnose.ts';
import { buildTopology } from '../src/domain/topology.ts';
import { randomCity } from './diagnosisCity.ts';
import { randomFault } from './diagnosisFaults.ts';
import { chance } from './diagnosisRandom.ts';
import { evidenceAt } from './diagnosisScenario.ts';
import type { Fault } from './diagnosisScenario.ts';

/**
 * CPU time of one diagnosis of a storm: the core of a city of 10,000 devices fails, after sixty other faults, and 10,000 alerts
 * fire. `incremental_ms` is the CPU time until the verdicts are there again after one alert has changed and a second has passed.
 */
const city = randomCity(chance(41), { transformers: 136 });
const topology = buildTopology(city);
const random = chance(42);
const faults: Fault[] = [{ faultClass: 'aggregation_down', faultPoint: 'core-1', at: 300 }];
for (let number = 0; faults.length < 61; number += 1) {
  const fault = randomFault(city, random, number, random.between(0, 250));
  if (fault !== undefined && topology.reach(fault.faultPoint).size < 200) faults.push(fault);
}
const evidence = evidenceAt(city, faults, random, 700, { lost: 0, spurious: 0, delay: 0 });

const cpuSeconds = (work: () => void): number => {
  const started = cpuUsage();
  work();
  const { user, system } = cpuUsage(started);
  return (user + system) / 1e6;
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

let causes = 0;
const whole: number[] = [];
for (let round = 0; round < 7; round += 1) {
  // A new topology each other round: the first diagnosis after a reload computes what hangs on what.
  const asked = round % 2 === 0 ? buildTopology(city) : topology;
  whole.push(
    cpuSeconds(() => {
      causes = diagnose(asked, evidence).length;
    }),
  );
}

/** One alert after the other ends, as its device answers again, and after that fires again; each second something does. */
const firing = evidence.observations.filter(({ value }) => !value);
const changed: number[] = [];
const diagnoser = new Diagnoser(topology);
diagnoser.diagnose(evidence);
let current: Evidence = evidence;
for (let round = 0; round < 20; round += 1) {
  const at = new Date(Date.parse(current.at) + 1000).toISOString();
  const ended = firing[Math.floor(random.between(0, firing.length))];
  const observations = current.observations.map((one) => {
    if (one.element !== ended?.element || one.observable !== ended.observable) return one;
    return { ...one, value: !one.value, at, from: one.value ? ('alert' as const) : ('metric' as const) };
  });
  current = { at, observations };
  changed.push(cpuSeconds(() => void diagnoser.diagnose(current)));
}

const kinds: ReadonlySet<string> = new Set(['ups', 'onu', 'switch', 'camera']);
const figures = {
  alerts: firing.length,
  devices: city.elements.filter(({ kind }) => kinds.has(kind)).length,
  elements: city.elements.length,
  observations: evidence.observations.length,
  faults: faults.length,
  causes,
  cpu_s: Math.round(median(whole) * 1000) / 1000,
  cpu_s_max: Math.round(Math.max(...whole) * 1000) / 1000,
  incremental_ms: Math.round(median(changed) * 1e4) / 10,
};
console.table(figures);
console.log(JSON.stringify(figures));
