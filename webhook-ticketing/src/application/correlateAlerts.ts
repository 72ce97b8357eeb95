import type { Diagnosis, Observation } from '@roundsman/contract/evidence.ts';
import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import { symptoms, type Observable, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { Layer } from '@roundsman/contract/vocabulary.ts';
import { correlate, type Plan } from '../domain/correlation.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import { firstSign, keptSuspicions, suspectedSince, type Suspected } from '../domain/correlation/suspicion.ts';
import { visitsOf, type Visit } from '../domain/correlation/visit.ts';
import { elementsInQuestion } from '../domain/diagnosis/inQuestion.ts';
import { canShowIn } from '../domain/diagnosis/showsIn.ts';
import { instantOf, millis, type Instant } from '../domain/instant.ts';
import { isOfLastWordsAlone, lastWordsAre } from '../domain/lastWords.ts';
import { isRecovered } from '../domain/workOrder.ts';
import { ownerOfAlert } from './alertOwner.ts';
import { diagnoserOf } from './cityDiagnoser.ts';
import { evidenceOf, withLastWords } from './currentEvidence.ts';
import { DatabaseUnavailable } from './databaseUnavailable.ts';
import { caseKeeper, type Decided } from './keepCases.ts';
import type { FoundBad } from './measurements.ts';
import { openOrderView, recoveringOrders } from './openOrders.ts';
import type { Order } from './order.ts';
import { carryOut, OrderMovedOn } from './planSteps.ts';
import { activePriors } from './priors.ts';
import { nowOf, type Service } from './service.ts';
import type { Transaction } from './store.ts';
import { confirmedSuspicions, judgementDueAt } from './secondCauses.ts';
import { undetermined, verdictsOn, type Verdicts } from './verdictsOn.ts';

/** What is known beside what fires. */
interface Known {
  measured: readonly Observation[];
  lastWords: readonly Alert[];
}

/** What fired when it was last judged. */
export interface LastJudged {
  elements: ReadonlySet<string>;
}

/** When somebody else decides, or the database has changed meanwhile: look again soon. */
const soonMs = 250;

const layersOfEndDevices: ReadonlySet<Layer> = new Set(['stream', 'picture', 'records']);

/** What is to be done about what fires, and the verdicts that say so. */
interface Decision extends Decided {
  plan: Plan;
  /** Null where the suspicions stay as they are. */
  suspected: readonly Suspected[] | null;
}
type Decide = (orders: readonly Order[], firing: readonly Alert[], visits: readonly Visit[]) => Decision;

/**
 * Judges the alerts that have waited for the length of the hold, together with all others that fire, and makes one order of each
 * cause; looks again at what is suspected of being a second cause when its time has come. One replica at a time; everything of
 * one judgement is in one transaction, so that a crash leaves the alerts waiting and never half an order. Answers in how many milliseconds it wants to be called again, if sooner than usual.
 */
export async function correlateAlerts(service: Service, last: LastJudged): Promise<number | undefined> {
  const { store, measurements } = service;
  const dueAt = await judgementDueAt(service, store);
  if (dueAt === null) return undefined;
  const left = millis(dueAt) - millis(nowOf(service));
  if (left > 0) return left;

  const firing = await store.alerts.firing();
  const { topology } = service.city();
  const elements = new Set(firing.map(({ element }) => element));
  const begun = firing.flatMap(({ element, judgedAt }) => (judgedAt === null ? element : []));
  const changed = new Set([...begun, ...[...last.elements].filter((element) => !elements.has(element))]);
  const around = elementsInQuestion(topology, changed);
  const measured = await measurements.observe(elementsInQuestion(topology, elements), {
    anew: new Set([...around.near, ...around.far]),
    endDevices: firing.some(({ symptom }) => layersOfEndDevices.has(symptoms[symptom].layer)),
  });
  const known: Known = {
    measured: measured ?? [],
    // While nothing is measured nothing could refute them.
    lastWords: measured === null ? [] : await store.alerts.lastWords(lastWordsAre),
  };
  const found = await measurements.foundBad();
  const confirmed = await confirmedSuspicions(service, firing);
  const priors = await activePriors(store.priors);
  try {
    const done = await judge(service, firing, found, byDiagnosis(service, known, found, confirmed, priors));
    if (done) last.elements = elements;
    return done ? 0 : soonMs;
  } catch (error) {
    if (error instanceof DatabaseUnavailable || error instanceof OrderMovedOn) throw error;
    noteFailure(service, null, error);
    await judgeOneByOne(service, firing, found);
    return 0;
  }
}

/** All together: the diagnosis of all evidence, brought together with the open orders. */
const byDiagnosis =
  (
    service: Service,
    { measured, lastWords }: Known,
    found: readonly FoundBad[],
    confirmed: ReadonlySet<string>,
    priors: LearnedPriors | null,
  ): Decide =>
  (orders, firing, visits) => {
    const { topology } = service.city();
    const now = nowOf(service);
    const diagnoser = diagnoserOf(topology, priors);
    // What belongs to an order that a person has finished is decided.
    const undecided = new Set([null, ...orders.map(({ id }) => id)]);
    const words = lastWords.filter(({ orderId }) => undecided.has(orderId));
    const known = withLastWords(measured, words);
    const said = verdictsOn(topology, firing, known, now, (_, evidence) => diagnoser.diagnose(evidence));
    const { failures } = said;
    const verdicts = said.verdicts.filter((verdict) => !isOfLastWordsAlone(verdict, said.verdicts, words));
    for (const { element, error } of failures) noteFailure(service, element, error);
    const open = orders.filter(({ state }) => !isRecovered(state)).map(openOrderView);
    const recovering = recoveringOrders(orders, now);
    const onsetOf = onsetBy(firing, found, now);
    const badSince = ({ faultClass, affected }: Diagnosis): Instant =>
      onsetOf(affected, (symptom) => canShowIn(faultClass, symptoms[symptom].observable));
    const complaintsOf = (order: string): Observable[] =>
      firing.flatMap(({ orderId, symptom }) => (orderId === order ? symptoms[symptom].observable : []));
    const beside = { recovering, confirmed, badSince, complaintsOf, visits, now };
    const { plan, suspected } = correlate(open, verdicts, topology, beside);
    const isAsked = (verdict: Diagnosis): boolean => isAskedFor(verdict, undecided, firing);
    return {
      plan: plan.filter((step) => {
        if (step.action === 'open') return isAsked(step.verdict);
        return step.action !== 'split' || isAsked(step.suspected.verdict);
      }),
      verdicts,
      suspected: suspected.filter(({ verdict }) => isAsked(verdict)),
      evidence: evidenceOf(firing, known, now),
      fallbacks: withoutDiagnosis(verdicts, failures),
      priors,
    };
  };

/**
 * Where what was decided of all cannot be done, each alert that waits is taken up by itself, undetermined unless an open order
 * speaks of its element: one that cannot be stored keeps none of the others waiting. Throws when any was not taken up.
 */
async function judgeOneByOne(service: Service, firing: readonly Alert[], found: readonly FoundBad[]): Promise<void> {
  const { topology } = service.city();
  const alone: Decide = (orders, [alert]) => {
    const known = orders.some(({ state }) => !isRecovered(state) && state.affected.includes(alert?.element ?? ''));
    const verdicts = alert && !known && topology.element(alert.element) ? [undetermined(topology, alert.element)] : [];
    return {
      plan: verdicts.map((verdict) => ({ action: 'open', verdict })),
      verdicts,
      suspected: null,
      evidence: evidenceOf(alert ? [alert] : [], [], nowOf(service)),
      fallbacks: new Set(verdicts),
      priors: null,
    };
  };
  const errors: unknown[] = [];
  for (const alert of firing.filter(({ judgedAt }) => judgedAt === null)) {
    try {
      await judge(service, [alert], found, alone);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      noteFailure(service, alert.element, error);
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${String(errors.length)} alerts could not be taken up`);
}

/** Where it is not even known on what the diagnosis failed, none of its verdicts is of all the evidence. */
function withoutDiagnosis(verdicts: readonly Diagnosis[], failures: Verdicts['failures']): ReadonlySet<Diagnosis> {
  const failed = new Set(failures.map(({ element }) => element));
  return new Set(verdicts.filter(({ faultPoint }) => failed.has(null) || failed.has(faultPoint)));
}

function noteFailure({ meter, logger }: Service, element: string | null, error: unknown): void {
  meter.count('roundsman_diagnosis_failures_total');
  logger.error({ err: error, element }, 'the diagnosis failed; what it failed on is taken up as undetermined');
}

/**
 * Whether an alert asks for the order that a verdict would open. What is only measured tells causes apart, but a single sample
 * that went wrong anywhere in the city is no fault before its rule says so; and an alert of an order that a person has finished
 * though it still fires was decided, and is not asked again whenever anything else fails.
 */
function isAskedFor(
  { affected, faultClass }: Diagnosis,
  undecided: ReadonlySet<string | null>,
  firing: readonly Alert[],
): boolean {
  const elements = new Set(affected);
  return firing.some(
    ({ element, symptom, orderId }) =>
      elements.has(element) && canShowIn(faultClass, symptoms[symptom].observable) && undecided.has(orderId),
  );
}

const sameEpisode = ({ fingerprint, episode }: Alert): string => `${fingerprint} ${episode}`;

/**
 * When the first of some elements was found bad, by what counts of it. An alert starts when its rule has waited; what it complains of
 * began before.
 */
const onsetBy =
  (firing: readonly Alert[], found: readonly FoundBad[], now: Instant) =>
  (elements: readonly string[], counts: (symptom: SymptomId) => boolean = () => true): Instant => {
    const affected = new Set(elements);
    const isMeant = ({ element, symptom }: Pick<FoundBad, 'element' | 'symptom'>): boolean =>
      affected.has(element) && counts(symptom);
    const starts = firing.filter(isMeant).map(({ startsAt }) => startsAt);
    const onsets = found.filter(isMeant).map(({ since }) => since);
    return instantOf(Math.min(millis(now), ...[...starts, ...onsets].map(millis)));
  };

/** False where another replica is deciding. */
async function judge(
  service: Service,
  seen: readonly Alert[],
  found: readonly FoundBad[],
  decide: Decide,
): Promise<boolean> {
  const opened = await service.store.transaction((transaction) =>
    carryOutOn(transaction, service, seen, found, decide),
  );
  if (opened === null) return false;
  for (const { order, faultClass } of opened) {
    service.meter.count('roundsman_work_orders_opened_total', { source: 'alarm', fault_class: faultClass });
    service.logger.info({ work_order_id: order.id, number: order.state.number, faultClass }, 'work order opened');
  }
  service.wake('drainOutbox');
  service.wake('keepPictures');
  return true;
}

/** The orders that were opened; null where another replica is deciding. */
async function carryOutOn(
  transaction: Transaction,
  service: Service,
  seen: readonly Alert[],
  found: readonly FoundBad[],
  decide: Decide,
): Promise<{ order: Order; faultClass: string }[] | null> {
  if (!(await transaction.tryLockDecisions())) return null;
  const now = nowOf(service);
  // What arrived since the measurements were asked for waits for the next time: nothing was measured around it.
  const known = new Set(seen.map(sameEpisode));
  const firing = (await transaction.alerts.firing()).filter((alert) => known.has(sameEpisode(alert)));
  const dueAt = await judgementDueAt(service, transaction);
  if (dueAt === null || millis(dueAt) > millis(now)) return [];

  const unfinished = await service.orders.load(transaction.orders, await transaction.orders.unfinished());
  // What is only foreseen explains no alarm: the fault that came has an order of its own.
  const orders = unfinished.filter(({ state }) => state.forecast === null);
  const visits = visitsOf(unfinished, service.city().topology);
  const before = await transaction.suspicions.all();
  const { plan, suspected, ...decided } = decide(orders, firing, visits);
  const onsetOf = onsetBy(firing, found, now);
  const signOf = (suspicion: Suspected): string =>
    firstSign(suspicion, suspectedSince(suspicion, before, now), firing, now);
  const cases = caseKeeper(transaction, service, decided);
  const outcome = await carryOut(transaction, service, plan, orders, onsetOf, signOf, cases);
  const ownerOf = ownerOfAlert(outcome.orders, decided.verdicts);
  await transaction.alerts.judged(
    firing.map(({ fingerprint, episode, orderId, element, symptom }) => ({
      fingerprint,
      episode,
      orderId: ownerOf(orderId, element, symptoms[symptom].observable),
    })),
    now,
  );
  if (suspected) {
    const recoveredAt = (id: string): string | null => orders.find((order) => order.id === id)?.state.solvedAt ?? null;
    await transaction.suspicions.replace(keptSuspicions(suspected, before, recoveredAt, service.city().topology, now));
  }
  return outcome.opened;
}
