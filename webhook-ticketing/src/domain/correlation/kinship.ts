import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { canBringAbout, canShowIn, canTakeDown, showApart } from '../diagnosis/showsIn.ts';
import type { OpenOrder } from './openOrder.ts';
import type { Topology } from '../topology.ts';

/** A cause by name; null where nothing measured says why. */
export const causeOf = (diagnosis: Pick<Diagnosis, 'faultClass' | 'faultPoint'> | null): string | null =>
  diagnosis === null ? null : `${diagnosis.faultClass} ${diagnosis.faultPoint}`;

export const sameCause = (known: Diagnosis | null, verdict: Diagnosis): boolean => causeOf(known) === causeOf(verdict);

/** An undetermined verdict that has the known cause among its candidates does not refute it. */
export const stillNames = (verdict: Diagnosis, known: Diagnosis | null): boolean =>
  known !== null &&
  verdict.faultClass === 'undetermined' &&
  known.faultClass !== 'undetermined' &&
  verdict.candidates.some((candidate) => causeOf(candidate) === causeOf(known));

/** Number of symptoms that they share. */
export const overlap = (order: OpenOrder, verdict: Diagnosis): number => {
  const affected = new Set(verdict.affected);
  return order.affected.filter((element) => affected.has(element)).length;
};

/** Faults that neither power nor way can bring about or hide for good: a password stays changed after an outage, a lens dirty. */
export const standsAlone: ReadonlySet<FaultClassId> = new Set([
  'credentials_changed',
  'ups_battery_worn',
  'cabinet_opened',
  'cabinet_climate',
  'camera_misconfigured',
  'lens_dirty',
  'view_occluded',
  'view_moved',
  'infrared_failure',
  'clock_wrong',
  'disk_failure',
  'capture_drop',
]);

/** Orders that do not know their cause yet: any verdict on their symptoms is news. */
const knowsNoCause = ({ diagnosis }: OpenOrder): boolean =>
  diagnosis === null || diagnosis.faultClass === 'undetermined' || diagnosis.faultClass === 'reported_fault';

/**
 * The verdict that takes over an order without one of its own; the one that shares most of its symptoms where several could:
 * - any, where the order knows no cause;
 * - a wider cause, at whose fault point the order's own hangs;
 * - any, where all the order's symptoms are still there, so that its diagnosis has been refuted and not repaired;
 * - of a fault that stands alone only another one of the same device, which explains all that the order still `complains` of.
 * Undefined when some symptoms are gone and nothing wider is found: then the fault is being repaired.
 */
export const successorOf = (
  order: OpenOrder,
  ranked: readonly Diagnosis[],
  topology: Topology,
  complains: readonly Observable[],
): Diagnosis | undefined => {
  const most = (verdicts: readonly Diagnosis[]): Diagnosis | undefined =>
    verdicts.filter((verdict) => overlap(order, verdict) > 0).sort((a, b) => overlap(order, b) - overlap(order, a))[0];
  if (order.diagnosis === null || knowsNoCause(order)) return most(ranked);
  const { faultClass, faultPoint: point } = order.diagnosis;
  if (standsAlone.has(faultClass)) return complains.length === 0 ? undefined : most(ranked.filter(explainsAtTheDevice));
  const contesting = ranked.filter(
    (verdict) =>
      !standsAlone.has(verdict.faultClass) &&
      !showApart(faultClass, verdict.faultClass) &&
      (verdict.faultPoint === point || canBringAbout(verdict.faultClass, faultClass)),
  );
  const wider = contesting.filter(
    (verdict) =>
      liesAbove(verdict, point, topology) && (overlap(order, verdict) > 0 || within(verdict, topology.reach(point))),
  );
  if (wider.length > 0) return most(wider) ?? wider[0];
  const bad = new Set(contesting.flatMap((verdict) => verdict.affected));
  const nothingRecovered = order.affected.every((element) => bad.has(element));
  return nothingRecovered ? most(contesting) : undefined;

  function explainsAtTheDevice(verdict: Diagnosis): boolean {
    return (
      verdict.faultPoint === point &&
      standsAlone.has(verdict.faultClass) &&
      complains.every((observable) => canShowIn(verdict.faultClass, observable))
    );
  }
};

const liesAbove = (verdict: Diagnosis, point: string, topology: Topology): boolean =>
  verdict.faultPoint !== point && topology.reach(verdict.faultPoint).has(point);

/** States from which on the fault counts as gone: what is bad now is a fault of its own. */
const repaired: ReadonlySet<OpenOrder['state']> = new Set(['verified', 'evaluated']);

/**
 * Whether an order's cause explains a verdict that is not its own: all of it is behind the order's fault point, and either was a
 * symptom of it before (devices that come back late), or the order has no verdict any more (power is back, the last switch is
 * still starting). `all` are the verdicts at hand.
 */
export const isSymptomOf = (
  verdict: Diagnosis,
  order: OpenOrder,
  hasOwnVerdict: boolean,
  all: readonly Diagnosis[],
  topology: Topology,
): boolean => {
  const { diagnosis } = order;
  if (diagnosis === null || knowsNoCause(order) || repaired.has(order.state)) return false;
  if (standsAlone.has(diagnosis.faultClass) || standsAlone.has(verdict.faultClass)) return false;
  const { layer } = faultClasses[diagnosis.faultClass];
  if (layer !== 'power' && layer !== 'transmission') return false;
  if (!canTakeDown(diagnosis.faultClass, verdict.faultClass)) return false;
  if (!within(verdict, topology.reach(diagnosis.faultPoint))) return false;
  // Where a wider cause shares symptoms with it, the order is no longer the one that explains them.
  const shared = new Set(verdict.affected);
  const contested = all.some(
    (other) =>
      other !== verdict &&
      (liesAbove(other, diagnosis.faultPoint, topology) || stillNames(other, diagnosis)) &&
      other.affected.some((element) => shared.has(element)),
  );
  if (contested) return false;
  return !hasOwnVerdict || verdict.affected.every((element) => order.affected.includes(element));
};

/** Whether devices that an order's cause, which is gone, took down are what the verdict is about: they may be starting. */
export const tookDown = (order: OpenOrder, verdict: Diagnosis, topology: Topology): boolean => {
  const { diagnosis } = order;
  if (diagnosis === null || standsAlone.has(verdict.faultClass) || sameCause(diagnosis, verdict)) return false;
  const { layer } = faultClasses[diagnosis.faultClass];
  if (layer !== 'power' && layer !== 'transmission') return false;
  return (
    canTakeDown(diagnosis.faultClass, verdict.faultClass) &&
    within(verdict, topology.reach(diagnosis.faultPoint)) &&
    verdict.affected.every((element) => order.affected.includes(element))
  );
};

/** Whether a verdict of another cause is about symptoms of the order, and one of the two could turn out to be the other. */
export const sharesSymptoms = (verdict: Diagnosis, order: OpenOrder): boolean =>
  order.diagnosis !== null &&
  !repaired.has(order.state) &&
  !standsAlone.has(verdict.faultClass) &&
  !standsAlone.has(order.diagnosis.faultClass) &&
  !showApart(order.diagnosis.faultClass, verdict.faultClass) &&
  (verdict.faultPoint === order.diagnosis.faultPoint ||
    canBringAbout(order.diagnosis.faultClass, verdict.faultClass)) &&
  overlap(order, verdict) > 0;

const within = (verdict: Diagnosis, reach: ReadonlySet<string>): boolean =>
  verdict.affected.every((element) => reach.has(element));

/** The farthest-reaching first, so that equal claims are settled the same way whatever the order of the verdicts. */
export const byReach = (a: Diagnosis, b: Diagnosis): number => {
  const [first, second] = [`${causeOf(a) ?? ''}`, `${causeOf(b) ?? ''}`];
  return b.affected.length - a.affected.length || (first < second ? -1 : first > second ? 1 : 0);
};
