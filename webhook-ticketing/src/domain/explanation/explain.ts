import type { Observation } from '@roundsman/contract/evidence.ts';
import type { ExplainedReading, Explanation } from '@roundsman/contract/explanation.ts';
import type { RecordedCase } from '@roundsman/contract/recordedCase.ts';
import { sightingsOf } from '../diagnosis/sightings.ts';
import { sentence } from '../diagnosis/words.ts';
import { instantOf, millis } from '../instant.ts';
import { asInventory } from '../recordedCase/partInQuestion.ts';
import { buildTopology, type Topology } from '../topology.ts';
import { pathTree } from './pathTree.ts';
import { noneStanding, standingOf } from './standing.ts';

const mostReadings = 300;

/** The recorded case as a person reads it. `orders` are those of its work orders that the asker may see. */
export function explain(recorded: RecordedCase, sha256: string, orders: Explanation['orders']): Explanation {
  const { inventory, evidence, verdict } = recorded;
  const topology = buildTopology(asInventory(inventory));
  const { graph } = topology;
  const sightings = sightingsOf(graph, evidence);
  const stands = graph.elements.map((_, position) => standingOf(sightings, position));
  const counts = noneStanding();
  for (const { standing } of stands) counts[standing] += 1;
  const since = verdict.affected.flatMap((id) => stands[graph.positions.get(id) ?? -1]?.badSince ?? []);
  const points = [...new Set(verdict.candidates.flatMap(({ faultPoint }) => graph.positions.get(faultPoint) ?? []))];
  const parties = new Set(verdict.candidates.map(({ party }) => party).concat(verdict.party));
  const readings = evidence.observations.filter(({ element }) => graph.positions.has(element)).sort(badAndNewFirst);
  return {
    id: recorded.id,
    recordedAt: recorded.recordedAt,
    judgedAt: evidence.at,
    firstBadAt: since.length === 0 ? null : instantOf(since.reduce((first, each) => Math.min(first, each))),
    sha256,
    parameters: recorded.parameters,
    madeBy: recorded.madeBy,
    orders,
    verdict,
    parties: inventory.parties.flatMap(({ id, name }) => (parties.has(id) ? [{ id, name }] : [])),
    counts,
    elements: graph.elements.map(({ id, kind, fedBy, uplinks }, position) => {
      const { standing = 'unknown', badSince = null } = stands[position] ?? {};
      const name = topology.name(id);
      const ways = { fedBy, uplinks: [...new Set(uplinks.map(({ to }) => to))] };
      return { id, kind, name, standing, ...ways, badSince: badSince === null ? null : instantOf(badSince) };
    }),
    power: pathTree(graph, { before: graph.feeders, behind: graph.fed }, stands, points),
    transmission: pathTree(graph, { before: graph.uplinks, behind: graph.downlinks }, stands, points),
    readings: readings.slice(0, mostReadings).map((reading) => inWords(topology, reading)),
    readingsLeftOut: Math.max(0, readings.length - mostReadings),
  };
}

const badAndNewFirst = (one: Observation, other: Observation): number =>
  Number(one.value) - Number(other.value) || millis(other.at) - millis(one.at);

const inWords = (topology: Topology, reading: Observation): ExplainedReading => ({
  ...reading,
  text: sentence(topology, [topology.graph.positions.get(reading.element) ?? -1], reading, null),
});
