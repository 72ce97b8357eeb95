import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { sameCause, standsAlone } from '../domain/correlation/kinship.ts';
import { canShowIn, showsIn } from '../domain/diagnosis/showsIn.ts';
import { isRecovered } from '../domain/workOrder.ts';
import type { Order } from './order.ts';

/**
 * The order to which an alert of the element belongs that says that this is bad; `had` is the one that it belonged to before. Null
 * where there is none.
 */
export type OwnerOfAlert = (had: string | null, element: string, observable: Observable) => string | null;

/**
 * By which alerts an order's recovery is measured. An alert belongs to the order of the verdict that explains its element, so that
 * it leaves a wide order whose fault point narrows; failing that it stays where it is, or goes to the oldest order of its element.
 * Of several orders of one device each has those in which its fault can show. An order that has recovered is given no new alert:
 * what is bad now is another order's. `orders` are all that are not finished,
 * the oldest first.
 */
export function ownerOfAlert(
  orders: readonly Pick<Order, 'id' | 'state'>[],
  verdicts: readonly Diagnosis[],
): OwnerOfAlert {
  const live = orders.filter(({ state }) => !finishedStates.has(state.state) && !isRecovered(state));
  const byId = new Map(live.map((order) => [order.id, order]));
  const explaining = new Map<string, string[]>();
  const naming = new Map<string, string[]>();
  for (const { id, state } of live) {
    const { diagnosis } = state;
    const own = diagnosis && verdicts.find((verdict) => sameCause(diagnosis, verdict));
    for (const element of own?.affected ?? []) explaining.set(element, [...(explaining.get(element) ?? []), id]);
    for (const element of [...state.affected, ...(diagnosis ? [diagnosis.faultPoint] : [])])
      naming.set(element, [...(naming.get(element) ?? []), id]);
  }
  return (had, element, observable) => {
    const holder = had === null ? undefined : byId.get(had);
    const showing = (ids: readonly string[] = []): string[] => ids.filter((id) => canShow(byId.get(id), observable));
    const explainedBy = showing(explaining.get(element));
    if (holder && (explainedBy.includes(holder.id) || isApart(holder))) return holder.id;
    // The order of this very fault, before one whose cause takes everything down.
    const [own] = explainedBy.filter((id) => isOfDevice(byId.get(id)));
    return own ?? explainedBy[0] ?? holder?.id ?? showing(naming.get(element))[0] ?? had;
  };
}

/** Its symptom is its own, whatever else befalls the device. */
const isApart = ({ state }: Pick<Order, 'state'>): boolean =>
  state.diagnosis !== null && standsAlone.has(state.diagnosis.faultClass);

type Known = Pick<Order, 'state'> | undefined;
const canShow = (order: Known, observable: Observable): boolean =>
  !order?.state.diagnosis || canShowIn(order.state.diagnosis.faultClass, observable);
const isOfDevice = (order: Known): boolean =>
  order?.state.diagnosis != null && showsIn[order.state.diagnosis.faultClass] !== undefined;
