import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { OrderState } from '../workOrder.ts';
import type { Topology } from '../topology.ts';

/** An order, a preventive one too, with which somebody may be at a cabinet now. */
export interface Visit {
  order: string;
  cabinet: string;
}

/** From setting out until the repair is seen to hold: who comes there opens the door before pressing a button. */
const visiting: ReadonlySet<WorkOrderState> = new Set(['en_route', 'on_site', 'fix_claimed', 'reopened']);

/** The visits that go on. A fault that spreads over several cabinets brings somebody to that of its fault point, if to any. */
export const visitsOf = (
  orders: readonly { id: string; state: Pick<OrderState, 'state' | 'diagnosis' | 'affected' | 'holder'> }[],
  topology: Topology,
): Visit[] =>
  orders.flatMap(({ id, state: { state, diagnosis, affected, holder } }): Visit[] => {
    if (holder === null || !visiting.has(state)) return [];
    const cabinetsOf = (elements: readonly string[]): ReadonlySet<string> =>
      new Set(elements.flatMap((element) => topology.element(element)?.cabinet ?? []));
    const [ofPoint] = cabinetsOf(diagnosis ? [diagnosis.faultPoint] : []);
    const [only, ...further] = cabinetsOf(affected);
    const cabinet = ofPoint ?? (further.length === 0 ? only : undefined);
    return cabinet === undefined ? [] : [{ order: id, cabinet }];
  });

/** The visit that explains why a cabinet is open; undefined for any other verdict, and for a door that nobody was sent to. */
export const visitBehind = (
  { faultClass, faultPoint }: Diagnosis,
  visits: readonly Visit[],
  topology: Topology,
): Visit | undefined => {
  if (faultClass !== 'cabinet_opened') return undefined;
  const cabinet = topology.element(faultPoint)?.cabinet;
  return visits.find((visit) => visit.cabinet === cabinet);
};
