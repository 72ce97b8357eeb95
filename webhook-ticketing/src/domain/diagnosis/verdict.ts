import type { Argument, Candidate, Diagnosis } from '@roundsman/contract/evidence.ts';
import type { Topology } from '../topology.ts';
import { idsInOrder } from '../topology/idOrder.ts';
import { hasWitnesses } from './blame.ts';
import { checkFor } from './checks.ts';
import type { DoubtedEdge, Explanation } from './explanation.ts';
import { enough } from './parameters.ts';
import { isWorthShowing, type Ranked } from './ranking.ts';
import { reasonsOf, type Reasons } from './reasons.ts';
import type { Sightings } from './sightings.ts';

const maxCandidates = 5;

/** By candidate: as long as its ranking holds, so do its reasons. */
const reasonsKnown = new WeakMap<Ranked, Reasons>();

/** The verdict on one cause, with the rule of blame applied: see docs/diagnosis.md. */
export const verdictOf = (
  topology: Topology,
  sightings: Sightings,
  { ranked, explained, doubted = [] }: Explanation,
): Diagnosis => {
  const id = (position: number): string => topology.graph.elements[position]?.id ?? '';
  const all = ranked.map((weighed) => {
    const { faultClass, point } = weighed.hypothesis;
    const party =
      faultClass === 'undetermined'
        ? topology.maintenanceUnitFor(id(point))
        : topology.partyFor(id(point), faultClass, sightings.day);
    return { weighed, faultClass, faultPoint: id(point), party, probability: weighed.probability };
  });
  const shown = all.filter((each, rank) => isWorthShowing(rank, each.probability)).slice(0, maxCandidates);
  const [best] = shown;
  if (best === undefined) throw new Error('an explanation without a candidate');
  const candidates = shown.map((each, rank): Candidate => {
    const rival = rank === 0 ? shown[1] : best;
    const others = all.filter((other) => other !== each).map((other) => other.weighed);
    const { weighed, ...candidate } = each;
    const reasons =
      reasonsKnown.get(weighed) ?? reasonsOf(topology, sightings.byPlace, weighed, rival?.weighed, others);
    reasonsKnown.set(weighed, reasons);
    return {
      ...candidate,
      probability: Math.round(candidate.probability * 1e4) / 1e4,
      for: rank === 0 ? [...reasons.for, ...doubted.map((edge) => doubtOf(topology, edge))] : reasons.for,
      against: reasons.against,
      check: checkFor(each.faultClass, topology.name(each.faultPoint)),
    };
  });

  const maintenance = topology.maintenanceUnitFor(best.faultPoint);
  const accuses = best.party !== null && topology.party(best.party)?.role !== 'maintenance_unit';
  const share = all.reduce((sum, each) => sum + (each.party === best.party ? each.probability : 0), 0);
  const carried =
    best.probability >= enough.forVerdict &&
    (!accuses || (share >= enough.forBlame && hasWitnesses(topology, sightings, best.weighed, enough.witnesses)));
  return {
    faultClass: carried ? best.faultClass : 'undetermined',
    faultPoint: best.faultPoint,
    party: carried ? best.party : maintenance,
    probability: candidates[0]?.probability ?? 0,
    candidates,
    affected: idsInOrder(
      topology.graph,
      explained.map((place) => sightings.byPlace.position[place] ?? -1),
    ),
  };
};

const doubtOf = (topology: Topology, { element, stated }: DoubtedEdge): Argument => {
  const id = (position: number): string => topology.graph.elements[position]?.id ?? '';
  const [what, where] = [topology.name(id(element)), topology.name(id(stated))];
  return {
    text: {
      en: `${what.en} went in the same moments: does it really hang on ${where.en}, as the inventory says?`,
      zh: `${what.zh}在同一时刻失效：台账记载其接于${where.zh}，请核实。`,
    },
    element: id(element),
    weight: 0,
  };
};
