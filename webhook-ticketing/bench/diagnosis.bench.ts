import { fare, type Fared, type Told } from './diagnosis/fare.ts';
import { lookAlikeTables } from './diagnosis/lookAlikeRows.ts';
import { ofFaults, ofScenarios, perfectly, reduction } from './diagnosis/storms.ts';
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

/** SHOW=1 prints what was missed, for looking into it. */
const show: Told = ({ seed, faults }, judgements, verdicts) => {
  if (judgements.every(({ top1, party, split, merged }) => top1 && party && !split && !merged)) return;
  const said = verdicts.map(({ faultClass, faultPoint, party, candidates }) => ({
    said: `${faultClass} ${faultPoint} ${party ?? ''}`,
    candidates: candidates.map((each) => `${each.faultClass} ${each.faultPoint} ${each.probability}`),
  }));
  console.log(JSON.stringify({ seed, faults, said }));
};
const tell = process.env['SHOW'] === undefined ? undefined : show;

const found: Record<string, Fared> = {};
const table: Record<string, Record<string, number>> = {};
for (const { name, condition, carrierData, shapes } of conditions) {
  const each = await fare({ condition, carrierData, shapes: shapes ?? reported, scenarios, firstSeed }, tell);
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
const all = Object.values(found);
console.log('\nrows that look alike, of all conditions');
for (const lookAlikes of lookAlikeTables(all.flatMap(({ judgements }) => judgements))) console.table(lookAlikes);
console.table(table);

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
