import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from './topology.ts';

/** What the correlation needs to know of a work order that is not finished. */
export interface OpenOrder {
  id: string;
  /** ISO 8601 UTC. */
  openedAt: string;
  state: WorkOrderState;
  /** Null where nothing measured says why it is there (a person's report). */
  diagnosis: Diagnosis | null;
  affected: readonly string[];
  acceptedBySomeone: boolean;
}

/** What is to be done so that every verdict is in exactly one open order. `order` and `into` are ids of open orders. */
export type Step =
  /** A new fault. */
  | { action: 'open'; verdict: Diagnosis }
  /** More symptoms of a known fault; `affected` are the new ones. */
  | { action: 'attach'; order: string; affected: string[]; reason: LocalizedText }
  /** Later evidence says otherwise: the verdict replaces the order's diagnosis; `affected` are the new ones. */
  | { action: 'rediagnose'; order: string; verdict: Diagnosis; affected: string[]; reason: LocalizedText }
  /** Two orders of one fault: `order` goes into `into`; `affected` are those that `into` did not have. */
  | { action: 'join'; order: string; into: string; affected: string[]; reason: LocalizedText };
/** In the order in which the steps are to be done. Empty when nothing is to change. */
export type Plan = Step[];

/** First version: same fault point or shared symptoms belong to the oldest such order. */
export const correlate = (open: readonly OpenOrder[], verdicts: readonly Diagnosis[], _topology: Topology): Plan =>
  verdicts.flatMap((verdict): Plan => {
    const order = open.find(
      (each) =>
        each.diagnosis?.faultPoint === verdict.faultPoint ||
        each.affected.some((element) => verdict.affected.includes(element)),
    );
    if (order === undefined) return [{ action: 'open', verdict }];
    const affected = verdict.affected.filter((element) => !order.affected.includes(element));
    const reason = { en: 'Same fault point or shared symptoms.', zh: '同一故障点或症状重合。' };
    return affected.length === 0 ? [] : [{ action: 'attach', order: order.id, affected, reason }];
  });
