import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Scenario, TrueFault } from '@roundsman/contract/scenario.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Topology } from '../../src/domain/topology.ts';
import { canShowIn, showApart } from '../../src/domain/diagnosis/showsIn.ts';
import { countsAs } from './lookAlikes.ts';

/** How one fault fared. */
export interface Judgement {
  row: number;
  faultClass: FaultClassId;
  /** The class that was named first; undetermined where nothing was. */
  said: FaultClassId;
  /** Fault point and class are right; an abstention is not. */
  top1: boolean;
  /** The fault point alone is right. */
  point: boolean;
  /** Fault point and class are right among the first three candidates; an abstention is not. */
  top3: boolean;
  party: boolean;
  undetermined: boolean;
  /** Another party than the right one, with a stated probability of 0.9 or more. */
  confidentlyWrong: boolean;
  /** Of what was named first. */
  probability: number;
  /** Its symptoms went to several orders. */
  split: boolean;
  /** It has no order of its own: its symptoms are in the order of another fault. */
  merged: boolean;
  /** Alarms that it made, and orders that hold any of them. */
  alarms: number;
  orders: number;
}

/** The verdict that stands for a fault: one at its point with its class, one at its point, else the one with most of its symptoms. */
const standingFor = (verdicts: readonly Diagnosis[], fault: TrueFault, topology: Topology): Diagnosis | undefined => {
  const mine = new Set(fault.affected);
  const shared = (verdict: Diagnosis): number => verdict.affected.filter((element) => mine.has(element)).length;
  const ranked = verdicts
    .map((verdict) => ({ verdict, shared: shared(verdict) }))
    .filter(({ verdict, shared: count }) => count > 0 || verdict.faultPoint === fault.faultPoint);
  ranked.sort((a, b) => b.shared - a.shared);
  const there = ranked.filter(({ verdict }) => verdict.faultPoint === fault.faultPoint);
  const right = ranked.find(({ verdict }) => countsAs(topology, verdict, fault));
  return (right ?? there[0] ?? ranked[0])?.verdict;
};

/** How each fault of a scenario of which anything was to be seen fared. `topology` is of the stated inventory. */
export const judgementsOf = (
  { faults, falseAlarms }: Scenario,
  topology: Topology,
  verdicts: readonly Diagnosis[],
  evidence: Evidence,
): Judgement[] => {
  const isFalse = (element: string, observable: Observable): boolean =>
    falseAlarms.some((each) => each.element === element && each.observable === observable);
  const bad = new Set(evidence.observations.flatMap(({ element, value }) => (value ? [] : [element])));
  const visible = faults.filter(({ affected }) => affected.some((element) => bad.has(element)));
  const standing = visible.map((fault) => standingFor(verdicts, fault, topology));
  return visible.map((fault, index): Judgement => {
    const verdict = standing[index];
    const others = new Set(standing.filter((each, at) => at !== index && each !== undefined));
    const mine = new Set(fault.affected);
    const own = verdicts.filter((each) => {
      if (others.has(each)) return false;
      const shared = each.affected.filter((element) => mine.has(element));
      if (shared.length === 0) return false;
      if (each === verdict) return true;
      // What can have no symptom in common with it, or has nothing that is not in its order but a false alarm, is no part of it.
      const [said] = each.candidates;
      const isOfFalseAlarms = shared.every(
        (element) =>
          verdict?.affected.includes(element) &&
          falseAlarms.some(
            (alarm) => alarm.element === element && canShowIn(said?.faultClass ?? each.faultClass, alarm.observable),
          ),
      );
      return !isOfFalseAlarms && !showApart(each.faultClass, fault.faultClass);
    });
    const right = (said: Pick<Diagnosis, 'faultClass' | 'faultPoint'>): boolean => countsAs(topology, said, fault);
    const undetermined = verdict === undefined || verdict.faultClass === 'undetermined';
    const party = !undetermined && verdict.party === fault.party;
    const first = standing.findIndex((each) => each !== undefined && each === verdict);
    return {
      row: fault.row,
      faultClass: fault.faultClass,
      said: verdict?.faultClass ?? 'undetermined',
      top1: !undetermined && right(verdict),
      point: !undetermined && verdict.faultPoint === fault.faultPoint,
      top3: !undetermined && verdict.candidates.slice(0, 3).some(right),
      party,
      undetermined,
      confidentlyWrong: verdict !== undefined && !undetermined && !party && verdict.probability >= 0.9,
      probability: verdict?.probability ?? 0,
      split: own.length > 1,
      merged: verdict === undefined || first < index,
      alarms: evidence.observations.filter(
        ({ element, observable, value }) => !value && mine.has(element) && !isFalse(element, observable),
      ).length,
      orders: Math.max(1, own.length),
    };
  });
};
