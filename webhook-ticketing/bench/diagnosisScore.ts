import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import type { Topology } from '../src/domain/topology.ts';
import type { Fault } from './diagnosisScenario.ts';

export interface Judgement {
  faultClass: string;
  /** The right fault point named, and not "undetermined". */
  top1: boolean;
  /** The right fault point among the first three candidates. */
  top3: boolean;
  party: boolean;
  undetermined: boolean;
  /** Another party than the right one blamed with a probability of 0.9 or more. */
  confidentlyWrong: boolean;
  /** Verdicts beyond the one that the fault should have. */
  splitInto: number;
  /** Nothing of the fault could be seen. */
  unseen: boolean;
}

/** The verdict that stands for the fault: one at its point, else the one that has most of what is bad behind that point. */
export const judge = (
  topology: Topology,
  verdicts: readonly Diagnosis[],
  fault: Fault,
  evidence: Evidence,
): Judgement => {
  const reach = topology.reach(fault.faultPoint);
  const behind = (verdict: Diagnosis): number => verdict.affected.filter((element) => reach.has(element)).length;
  const touching = verdicts.filter((verdict) => behind(verdict) > 0);
  const verdict =
    touching.find((each) => each.faultPoint === fault.faultPoint) ??
    [...touching].sort((a, b) => behind(b) - behind(a))[0];
  const party = topology.partyFor(fault.faultPoint, fault.faultClass, evidence.at);
  const unseen = !evidence.observations.some((each) => !each.value && reach.has(each.element));
  const undetermined = verdict?.faultClass === 'undetermined';
  return {
    faultClass: `${fault.faultClass} ${topology.element(fault.faultPoint)?.kind ?? ''}`,
    top1: !undetermined && verdict?.faultPoint === fault.faultPoint,
    top3: verdict?.candidates.slice(0, 3).some((each) => each.faultPoint === fault.faultPoint) ?? false,
    party: verdict?.party === party,
    undetermined,
    confidentlyWrong: verdict !== undefined && verdict.party !== party && verdict.probability >= 0.9,
    splitInto: Math.max(0, touching.length - 1),
    unseen,
  };
};

/** With the time that the diagnosis took. */
export type Timed = Judgement & { milliseconds: number };

/** Shares over the faults of which anything could be seen. */
export const tally = (
  judgements: readonly Timed[],
): { overall: Record<string, number>; byClass: Record<string, Record<string, number>> } => {
  const seen = judgements.filter((each) => !each.unseen);
  const shares = (list: readonly Timed[]): Record<string, number> => {
    const share = (holds: (each: Timed) => boolean): number =>
      Math.round((list.filter(holds).length / Math.max(1, list.length)) * 1e4) / 1e4;
    return {
      top1: share((each) => each.top1),
      top3: share((each) => each.top3),
      party: share((each) => each.party),
      undetermined: share((each) => each.undetermined),
      confident_wrong_party: share((each) => each.confidentlyWrong),
      split: share((each) => each.splitInto > 0),
    };
  };
  const classes = [...new Set(seen.map((each) => each.faultClass))].sort();
  const times = seen.map((each) => each.milliseconds).sort((a, b) => a - b);
  return {
    overall: { ...shares(seen), ms_p99: Math.round((times[Math.floor(times.length * 0.99)] ?? 0) * 100) / 100 },
    byClass: Object.fromEntries(
      classes.map((name) => {
        const list = seen.filter((each) => each.faultClass === name);
        return [name, { faults: list.length, ...shares(list) }];
      }),
    ),
  };
};
