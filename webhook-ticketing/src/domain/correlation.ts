import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import {
  byReach,
  causeOf,
  isSymptomOf,
  overlap,
  sameCause,
  sharesSymptoms,
  stillNames,
  successorOf,
  tookDown,
} from './correlation/kinship.ts';
import { joined, moreSymptoms, rediagnosed, secondCause, tailOf } from './correlation/reasons.ts';
import type { OpenOrder, RecoveringOrder } from './correlation/openOrder.ts';
import { holdsLongEnough, mayBeStarting, suspicionKey, type Suspected } from './correlation/suspicion.ts';
import { visitBehind, type Visit } from './correlation/visit.ts';
import { takesDown } from './diagnosis/showsIn.ts';
import { instantOf, type Instant } from './instant.ts';
import type { Topology } from './topology.ts';

/** What is to be done so that every verdict is in exactly one open order. `order` and `into` are ids of open orders. */
export type Step =
  /** A new fault. */
  | { action: 'open'; verdict: Diagnosis }
  /** More symptoms of a known fault; `affected` are the new ones. */
  | { action: 'attach'; order: string; affected: string[]; reason: LocalizedText }
  /** Later evidence says otherwise: the verdict replaces the order's diagnosis; `affected` are the new ones. */
  | { action: 'rediagnose'; order: string; verdict: Diagnosis; affected: string[]; reason: LocalizedText }
  /** Two orders of one fault: `order` goes into `into`; `affected` are those that `into` did not have. */
  | { action: 'join'; order: string; into: string; affected: string[]; reason: LocalizedText }
  /** A second cause behind part of an order's symptoms: those `affected` go to an order of their own. */
  | { action: 'split'; order: string; suspected: Suspected; affected: string[]; reason: LocalizedText };
/** In the order in which the steps are to be done. Empty when nothing is to change. */
export type Plan = Step[];

export interface Correlation {
  plan: Plan;
  /** Verdicts that stay with an order of another cause until they are confirmed. */
  suspected: Suspected[];
}

export interface Known {
  recovering: readonly RecoveringOrder[];
  /** Keys of the suspicions of earlier diagnoses that have held and were measured: `suspicionKey`. */
  confirmed: ReadonlySet<string>;
  /** When any of what the verdict explains was first found bad. */
  badSince: (verdict: Diagnosis) => Instant;
  /** What the alerts of an order, by its id, still complain of. */
  complaintsOf: (order: string) => readonly Observable[];
  visits: readonly Visit[];
  now: Instant;
}
const nothingKnown: Known = {
  recovering: [],
  confirmed: new Set(),
  badSince: () => instantOf(0),
  complaintsOf: () => [],
  visits: [],
  now: instantOf(0),
};

/**
 * Brings the verdicts of all evidence at hand together with the open orders. Each verdict goes to exactly one order:
 *
 * 1. to the order of the same cause (same class and fault point), or, while it is undetermined, to one whose cause is still
 *    among its candidates;
 * 2. else to an order that has no verdict of its own any more and whose symptoms it takes over (`successorOf`): the order is
 *    re-diagnosed;
 * 3. else, where an order's cause explains it (recovery in pieces, devices that come back late), or where it is about an order's
 *    symptoms though that has another cause (the diagnosis may waver), it is suspected of being a second cause and stays a symptom
 *    of that order, until it is confirmed or has symptoms that are not: then the order is split, or, where it has no verdict and
 *    nothing would be left of it, re-diagnosed;
 * 4. else, where it is a cabinet that somebody was sent to who may be there, it is theirs, until the visit is over;
 * 5. else it opens a new one.
 *
 * Where several orders fall to one verdict they join into one: an order that a person has accepted survives, before one that
 * already has this cause, before the oldest; nobody's order vanishes while they are on the way to it. Orders without a verdict
 * stay as they are: recovery is for the verification to judge. The outcome does not depend on the order of the arguments, and is
 * empty when asked again after it was done.
 */
export const correlate = (
  open: readonly OpenOrder[],
  verdicts: readonly Diagnosis[],
  topology: Topology,
  known: Known = nothingKnown,
): Correlation => {
  const recovering = known.recovering.map((order) => ({ ...order })).sort(byAge);
  const orders = open
    .filter((order) => !finishedStates.has(order.state))
    .map((order) => ({ ...order }))
    .sort(byAge);
  const ranked = [...verdicts].sort(byReach);
  const own = new Map(
    orders.flatMap((order) => {
      const verdict = ownVerdict(order, ranked);
      return verdict === undefined ? [] : [[order, verdict] as const];
    }),
  );
  const groups = new Map<Diagnosis, OpenOrder[]>(ranked.map((verdict) => [verdict, []]));
  for (const order of orders) {
    const verdict = own.get(order) ?? successorOf(order, ranked, topology, known.complaintsOf(order.id));
    if (verdict !== undefined) groups.get(verdict)?.push(order);
  }
  const after = new Set(orders);
  const plan: Plan = [];
  for (const [verdict, group] of groups) {
    const [survivor, ...others] = group.sort(bySeniority(verdict));
    if (survivor === undefined) continue;
    const affected = new Set(survivor.affected);
    plan.push(...bringUpToDate(survivor, verdict, addTo(affected, verdict.affected), topology));
    for (const order of others) {
      const added = addTo(affected, order.affected);
      plan.push({
        action: 'join',
        order: order.id,
        into: survivor.id,
        affected: added,
        reason: joined(topology, verdict),
      });
    }
    for (const order of group) after.delete(order);
    const diagnosis = stillNames(verdict, survivor.diagnosis) ? survivor.diagnosis : verdict;
    const renewed = { ...survivor, diagnosis, affected: [...affected] };
    after.add(renewed);
    own.set(renewed, verdict);
  }
  // The rest is judged by what the orders then are.
  const remaining = [...after].sort(byAge);
  const suspected: Suspected[] = [];
  for (const [verdict, group] of groups) {
    if (group.length > 0) continue;
    const visit = visitBehind(verdict, known.visits, topology);
    if (visit !== undefined) {
      suspected.push({ order: visit.order, verdict, why: 'visit' });
      continue;
    }
    const cause = remaining.find((order) => isSymptomOf(verdict, order, own.has(order), ranked, topology));
    const gone = cause ? undefined : recovering.find((order) => tookDown(order, verdict, topology));
    const beside = (cause ?? gone) ? undefined : mostShared(verdict, remaining);
    const first = cause ?? gone ?? beside;
    if (first === undefined) {
      plan.push({ action: 'open', verdict });
      continue;
    }
    const badSince = known.badSince(verdict);
    const isAnew = gone !== undefined && !mayBeStarting(gone.solvedAt, badSince);
    const nothingStarts = first.diagnosis !== null && !takesDown(first.diagnosis.faultClass);
    const why = isAnew ? 'anew' : first === beside || nothingStarts ? 'beside' : 'behind';
    const suspicion: Suspected = { order: first.id, verdict, why };
    const members = new Set(first.affected);
    // Symptoms that nobody had are news, and no second thoughts about what was known: they wait for nothing.
    const isNews = first === beside && verdict.affected.some((element) => !members.has(element));
    const hasHeld = isAnew && holdsLongEnough(badSince, known.now);
    if (isNews || hasHeld || known.confirmed.has(suspicionKey(first.id, verdict.faultPoint))) {
      // A device may have two faults: what another verdict speaks of as well stays where it is.
      const others = new Set(ranked.flatMap((each) => (each === verdict ? [] : each.affected)));
      const affected = verdict.affected.filter((element) => members.has(element) && !others.has(element)).sort();
      // What nothing would be left of was no fault of its own.
      const explained = new Set([...verdict.affected, ...others]);
      if (first !== gone && !own.has(first) && first.affected.every((element) => explained.has(element))) {
        plan.push(...bringUpToDate(first, verdict, addTo(members, verdict.affected), topology));
        own.set(first, verdict);
        first.diagnosis = verdict;
        first.affected = [...members];
        continue;
      }
      const reason = secondCause(topology, first.diagnosis, verdict);
      plan.push({ action: 'split', order: first.id, suspected: suspicion, affected, reason });
      const moved = new Set(affected);
      first.affected = first.affected.filter((element) => !moved.has(element));
      continue;
    }
    suspected.push(suspicion);
    if (first === gone) continue;
    const affected = addTo(members, verdict.affected);
    first.affected = [...members];
    if (affected.length > 0) {
      plan.push({ action: 'attach', order: first.id, affected, reason: tailOf(topology, first.diagnosis) });
    }
  }
  return { plan, suspected };
};

/** The order with most of the verdict's symptoms, the oldest where several have as many. */
const mostShared = (verdict: Diagnosis, orders: readonly OpenOrder[]): OpenOrder | undefined =>
  orders
    .filter((order) => sharesSymptoms(verdict, order))
    .sort((a, b) => overlap(b, verdict) - overlap(a, verdict) || byAge(a, b))[0];

/** Adds what is new, and answers it. */
const addTo = (known: Set<string>, affected: readonly string[]): string[] => {
  const fresh = [...new Set(affected)].filter((element) => !known.has(element)).sort();
  for (const element of fresh) known.add(element);
  return fresh;
};

/** The verdict that has the order's own cause, before one that is undetermined and still names it. */
const ownVerdict = (order: OpenOrder, ranked: readonly Diagnosis[]): Diagnosis | undefined => {
  const exact = ranked.find((verdict) => sameCause(order.diagnosis, verdict));
  if (exact !== undefined) return exact;
  return ranked
    .filter((verdict) => stillNames(verdict, order.diagnosis) && overlap(order, verdict) > 0)
    .sort((a, b) => overlap(order, b) - overlap(order, a))[0];
};

const bringUpToDate = (
  order: OpenOrder,
  verdict: Diagnosis,
  affected: string[],
  topology: Topology,
): readonly Step[] => {
  if (sameCause(order.diagnosis, verdict) || stillNames(verdict, order.diagnosis)) {
    if (affected.length === 0) return [];
    return [{ action: 'attach', order: order.id, affected, reason: moreSymptoms(topology, verdict) }];
  }
  const reason = rediagnosed(topology, order.diagnosis, verdict);
  return [{ action: 'rediagnose', order: order.id, verdict, affected, reason }];
};

const byAge = (a: OpenOrder, b: OpenOrder): number => compare(a.openedAt, b.openedAt) || compare(a.id, b.id);

const bySeniority =
  (verdict: Diagnosis) =>
  (a: OpenOrder, b: OpenOrder): number =>
    Number(b.acceptedBySomeone) - Number(a.acceptedBySomeone) ||
    Number(causeOf(b.diagnosis) === causeOf(verdict)) - Number(causeOf(a.diagnosis) === causeOf(verdict)) ||
    byAge(a, b);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
