import { diagnose } from '../../src/domain/diagnosis/diagnose.ts';
import { explain } from '../../src/domain/explanation/explain.ts';
import { caseSha256, recordCase } from '../../src/domain/recordedCase/recordCase.ts';
import { buildTopology } from '../../src/domain/topology.ts';
import { after, city, evidenceOf } from '../cityFixture.ts';
import { powerCut } from './demoCity.ts';

const inventory = city();
const topology = buildTopology(inventory);
/** A feeder dies: three UPSes go on battery, one of them is empty already, and its cameras fall silent. Of the other feeder's power nothing is read. */
const evidence = evidenceOf(inventory, {
  bad: [
    [/^ups-[123]\.mains_present$/, 25],
    [/^(meter|breaker)-[123]\.energised$/, 27],
    [/^(ups|onu|switch|camera-\d)-2\.reachable$/, 40],
    [/^camera-\d-2\.media_flowing$/, 42],
  ],
  lastGood: [[/-2\./, 20]],
  absent: /^(ups|meter|breaker)-[45]\.(mains_present|energised)$/,
});
const [verdict] = diagnose(topology, evidence);
const orders = [{ id: powerCut.id, number: powerCut.number }];
const made =
  verdict &&
  recordCase(
    { inventory, topology },
    { evidence, verdict, madeBy: 'diagnosis' },
    { id: powerCut.explanation?.id ?? '', orders, recordedAt: after(62) },
  );
if (!made) throw new Error('the demonstration has no verdict');
/** What the verdict on it was made from. */
export const powerCutCase = made;

/** Why it is the feeder, with everything that the page shows. */
export const powerCutExplained = explain(made, caseSha256(made), orders);
