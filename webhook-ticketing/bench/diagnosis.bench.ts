import { cpuUsage } from 'node:process';
import { diagnose } from '../src/domain/diagnosis/diagnose.ts';
import { buildTopology } from '../src/domain/topology.ts';
import { inhibition, names, nearestDeadAncestor } from './diagnosis/baselines.ts';
import { evidenceAt } from './diagnosis/evidenceAtLook.ts';
import { judgementsOf } from './diagnosis/judgement.ts';
import type { Judgement } from './diagnosis/judgement.ts';
import { scenariosOf } from './diagnosis/scenarioStream.ts';
import { ofFaults, ofScenarios, perfectly, reduction, stormOf, type Storm } from './diagnosis/storms.ts';
import { calibration, confusion, share, sharesOf } from './diagnosis/tally.ts';

/**
 * Accuracy of the diagnosis on scenarios of the simulator: which fault, where, whose, beside two simpler ways. Parameters are set
 * on the shapes radial and mixed; ringed and dense, and these seeds, are for the figures. SCENARIOS: of each condition.
 */
const scenarios = Number(process.env['SCENARIOS'] ?? 656);
const firstSeed = Number(process.env['SEED'] ?? 5_000_001);
const reported = (process.env['SHAPES'] ?? 'ringed,dense').split(',');
const only = process.env['CONDITIONS']?.split(',');

const conditions = [
  { name: 'complete', condition: 'complete', carrierData: true },
  { name: 'light', condition: 'light', carrierData: true },
  { name: 'heavy', condition: 'heavy', carrierData: true },
  { name: 'two', condition: 'two', carrierData: true },
  { name: 'three', condition: 'three', carrierData: true },
  { name: 'complete_without_carrier', condition: 'complete', carrierData: false },
  { name: 'light_without_carrier', condition: 'light', carrierData: false },
  { name: 'heavy_without_carrier', condition: 'heavy', carrierData: false },
  { name: 'sparse', condition: 'complete', carrierData: true, shapes: ['sparse'] },
].filter(({ name }) => only?.includes(name) ?? true);

interface Found {
  /** Ten minutes after the first alarms, when every probe has had its turn. */
  judgements: Judgement[];
  /** At the first alarms, as the order is dispatched. */
  early: Judgement[];
  /** Of each fault, whether the simpler way names its point. */
  parent: boolean[];
  inhibited: boolean[];
  storms: Storm[];
  /** Scenarios, and those with more verdicts than faults. */
  cases: number;
  needless: number;
  milliseconds: number[];
}

async function run(condition: string, carrierData: boolean, shapes: readonly string[]): Promise<Found> {
  const found: Found = {
    judgements: [],
    early: [],
    parent: [],
    inhibited: [],
    storms: [],
    cases: 0,
    needless: 0,
    milliseconds: [],
  };
  for (const [index, shape] of shapes.entries()) {
    const count = Math.ceil(scenarios / shapes.length);
    for await (const each of scenariosOf({
      count,
      firstSeed: firstSeed + index * count,
      condition,
      shape,
      carrierData,
    })) {
      const [first, look = first] = each.looks;
      if (first === undefined || look === undefined) continue;
      const topology = buildTopology(each.inventory);
      const evidence = evidenceAt(each, look);
      const started = cpuUsage();
      const verdicts = diagnose(topology, evidence);
      const { user, system } = cpuUsage(started);
      found.milliseconds.push((user + system) / 1000);
      const judgements = judgementsOf(each, topology, verdicts, evidence);
      const early = evidenceAt(each, first);
      found.early.push(...judgementsOf(each, topology, diagnose(topology, early), early));
      found.judgements.push(...judgements);
      found.cases += 1;
      if (verdicts.length > judgements.length) found.needless += 1;
      found.storms.push(...stormOf(each, evidence, judgements, verdicts.length));
      const [dead, notified] = [nearestDeadAncestor(topology, evidence), inhibition(topology, evidence)];
      const bad = new Set(evidence.observations.flatMap(({ element, value }) => (value ? [] : [element])));
      for (const fault of each.faults.filter(({ affected }) => affected.some((element) => bad.has(element)))) {
        found.parent.push(names(dead, fault));
        found.inhibited.push(names(notified, fault));
      }
      if (process.env['SHOW'] !== undefined) show(each.seed, each.faults, judgements, verdicts);
    }
  }
  return found;
}

type Verdicts = ReturnType<typeof diagnose>;
/** SHOW=1 prints what was missed, for looking into it. */
const show = (seed: number, faults: unknown, judgements: readonly Judgement[], verdicts: Verdicts): void => {
  if (judgements.every(({ top1, party, split, merged }) => top1 && party && !split && !merged)) return;
  const said = verdicts.map(({ faultClass, faultPoint, party, candidates }) => ({
    said: `${faultClass} ${faultPoint} ${party ?? ''}`,
    candidates: candidates.map((each) => `${each.faultClass} ${each.faultPoint} ${each.probability}`),
  }));
  console.log(JSON.stringify({ seed, faults, said }));
};

const found: Record<string, Found> = {};
const table: Record<string, Record<string, number>> = {};
for (const { name, condition, carrierData, shapes } of conditions) {
  const each = await run(condition, carrierData, shapes ?? reported);
  found[name] = each;
  table[name] = {
    ...sharesOf(each.judgements),
    first_look_top1: share(each.early, ({ top1 }) => top1),
    first_look_party: share(each.early, ({ party }) => party),
    needless: Math.round((each.needless / Math.max(1, each.cases)) * 1e4) / 1e4,
    storms: each.storms.length,
    storm_reduction: reduction(each.storms, ofFaults),
    all_orders: reduction(each.storms, ofScenarios),
    all_possible: reduction(each.storms, perfectly),
    parent_top1: share(each.parent, (named) => named),
    inhibition_top1: share(each.inhibited, (named) => named),
  };
  console.log(`\n${name}: ${each.cases} scenarios, ${each.judgements.length} faults; row, class, and what was said`);
  for (const line of confusion(each.judgements)) console.log(line);
  console.table(calibration(each.judgements));
}
console.table(table);

const all = Object.values(found);
const worst = (key: string): number => Math.max(...Object.values(table).map((row) => row[key] ?? 0));
const times = all.flatMap(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
console.log(
  JSON.stringify({
    scenarios: all.reduce((sum, { cases }) => sum + cases, 0),
    complete_top1: table['complete']?.['top1'],
    complete_top3: table['complete']?.['top3'],
    complete_party: table['complete']?.['party'],
    light_top1: table['light']?.['top1'],
    heavy_top1: table['heavy']?.['top1'],
    confident_wrong_party: worst('confident_wrong'),
    split_ratio: worst('split'),
    merged_ratio: worst('merged'),
    storm_reduction: reduction(
      all.flatMap(({ storms }) => storms),
      ofFaults,
    ),
    storm_reduction_all_orders: reduction(
      all.flatMap(({ storms }) => storms),
      ofScenarios,
    ),
    baseline_parent_top1: table['complete']?.['parent_top1'],
    baseline_inhibition_top1: table['complete']?.['inhibition_top1'],
    ms_p99: Math.round((times[Math.floor(times.length * 0.99)] ?? 0) * 100) / 100,
  }),
);
