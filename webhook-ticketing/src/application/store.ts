import type { Channel } from '@roundsman/contract/inventory/schema.ts';
import type { FaultReport } from '@roundsman/contract/faultReport.ts';
import type { PriorActivation, PriorSet } from '@roundsman/contract/priors.ts';
import type { Layer, FaultSource, WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { FoundCause } from '@roundsman/contract/foundCause.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import type { Suspicion } from '../domain/correlation/suspicion.ts';
import type { DiagnosisOutcome } from '../domain/diagnosisOutcome.ts';
import type { ChainedEvent } from '../domain/eventChain.ts';
import type { Instant } from '../domain/instant.ts';
import type { LastWordsAre } from '../domain/lastWords.ts';
import type { DeclaredMaintenance } from '../domain/maintenance.ts';
import type { Message, MessageKind } from '../domain/messages.ts';

/**
 * What the use cases keep. Every method throws `DatabaseUnavailable` while the database is away. Methods that lock hold the lock
 * until the transaction ends.
 */
export interface AlertStore {
  /** Inserts those whose fingerprint is new and returns their fingerprints; the others are left alone. */
  insertNew(alerts: readonly Alert[]): Promise<ReadonlySet<string>>;
  /** In the order of their fingerprints, so that two who lock never wait for each other. */
  lock(fingerprints: readonly string[]): Promise<Alert[]>;
  update(alerts: readonly Alert[]): Promise<void>;
  firing(): Promise<Alert[]>;
  /** The last words of elements that are silent now. */
  lastWords(which: LastWordsAre): Promise<Alert[]>;
  /** Marks episodes as judged, with the order that they belong to; episodes that are over are left alone. */
  judged(
    verdicts: readonly { fingerprint: string; episode: number; orderId: string | null }[],
    at: Instant,
  ): Promise<void>;
  /**
   * Since when something waits for the diagnosis: the receipt of an alert that was not judged, or the end of one of whose order
   * others still fire, since what is left may have a cause of its own. Null when nothing waits.
   */
  waitingSince(): Promise<Instant | null>;
  ofOrders(orderIds: readonly string[]): Promise<Alert[]>;
  /** What belonged to one order belongs to another. */
  moveToOrder(from: string, to: string): Promise<void>;
}

/** The row that lists are made of. */
export interface OrderRow {
  id: string;
  number: string;
  version: number;
  state: WorkOrderState;
  source: FaultSource;
  severity: string;
  faultClass: string | null;
  faultPoint: string | null;
  party: string | null;
  assignee: string | null;
  siteIds: readonly string[];
  affected: readonly string[];
  openedAt: Instant;
  finished: boolean;
  /** A preventive order: nothing is broken yet. */
  planned: boolean;
  nextDueAt: Instant | null;
}

export interface OrderQuery {
  states: readonly WorkOrderState[];
  party?: string | undefined;
  site?: string | undefined;
  /** Only orders that this person may see: of the party, or assigned to or told the contact. */
  visibleTo?: { party: string | null; contact: string | null } | undefined;
  limit: number;
  offset: number;
}

/** An order's record: its events, oldest first. */
export interface OrderRecord {
  id: string;
  events: ChainedEvent[];
}

export interface OrderStore {
  /** The next number of the day (YYYYMMDD), from 1. */
  nextNumber(day: string): Promise<number>;
  insert(row: OrderRow): Promise<void>;
  /** Throws where another transaction changed the order meanwhile: the lock makes that a bug. */
  update(row: OrderRow): Promise<void>;
  append(orderId: string, events: readonly ChainedEvent[]): Promise<void>;
  /** False where there is no such order. */
  lock(orderId: string): Promise<boolean>;
  record(orderId: string): Promise<OrderRecord | null>;
  records(orderIds: readonly string[]): Promise<OrderRecord[]>;
  /** Unfinished orders, oldest first. */
  unfinished(): Promise<OrderRow[]>;
  /** The next to run out first. */
  list(query: OrderQuery): Promise<{ rows: OrderRow[]; total: number }>;
  openedBetween(from: Instant, to: Instant): Promise<string[]>;
  /** Preventive orders opened since then, finished ones too, newest first. */
  plannedSince(from: Instant): Promise<OrderRow[]>;
  /** Of orders about faults. */
  countByState(): Promise<{ state: WorkOrderState; count: number }[]>;
  /** Preventive orders that are not finished. */
  countPlanned(): Promise<number>;
  /** Of orders about faults. */
  overdue(now: Instant): Promise<number>;
}

export interface StoredReport {
  id: string;
  idempotencyKey: string;
  /** The number that the reporter was given; the report may move to another order. */
  number: string;
  orderId: string;
  joined: boolean;
  source: FaultSource;
  kind: FaultReport['kind'];
  element: string | null;
  site: string | null;
  position: FaultReport['position'] | null;
  description: string;
  language: FaultReport['language'];
  personal: { reporterName?: string | undefined; reporterPhone?: string | undefined };
  receivedAt: Instant;
}

export interface ReportStore {
  insert(report: StoredReport): Promise<void>;
  addToken(reportId: string, tokenHash: string): Promise<void>;
  byIdempotencyKey(key: string): Promise<StoredReport | null>;
  byToken(tokenHash: string): Promise<StoredReport | null>;
  /** What belonged to one order belongs to another; returns the reports. */
  moveToOrder(from: string, to: string): Promise<StoredReport[]>;
}

/** A message that waits for its delivery. */
export interface OutboxMessage {
  id: string;
  /** The same message never twice, however often it is written. */
  idempotencyKey: string;
  kind: MessageKind['kind'];
  orderId: string;
  contact: string;
  channel: Channel;
  message: Message;
  /** Onset and layer of the fault, for measuring the way from it to the first message; null for every other message. */
  fault: { onsetAt: Instant; layer: Layer } | null;
  createdAt: Instant;
  attempts: number;
}

export interface OutboxStore {
  /** A key that is there already is left as it is. */
  add(messages: readonly OutboxMessage[]): Promise<void>;
  /** Takes messages of a channel that are due, and puts their next attempt to `leaseUntil`: a crash then only delays them. */
  claim(now: Instant, leaseUntil: Instant, limit: number, type: Channel['type']): Promise<OutboxMessage[]>;
  delivered(id: string, at: Instant, receipt: string): Promise<void>;
  failed(id: string, error: string, next: { attemptAt: Instant } | { abandonedAt: Instant }): Promise<void>;
  /** When the next attempt of any message is due; null when none waits. */
  nextDueAt(): Promise<Instant | null>;
  pending(): Promise<{ count: number; oldestAt: Instant | null }>;
}

/** Moments at which an order is to be looked at: an escalation, a clock that runs out. One row for each step of an order. */
export interface DueStep {
  orderId: string;
  step: string;
  dueAt: Instant;
}

export interface DueStepStore {
  /** The steps of an order from now on. */
  replace(orderId: string, steps: readonly DueStep[]): Promise<void>;
  /** Locks an order of which a step is due, the longest overdue first; orders that another replica has locked are skipped. */
  claimOrder(now: Instant): Promise<string | null>;
  due(orderId: string, now: Instant): Promise<DueStep[]>;
  /** Puts an order's due steps off. */
  postpone(orderId: string, now: Instant, until: Instant): Promise<void>;
  nextDueAt(): Promise<Instant | null>;
}

/** What may be a second cause; see `Suspicion`. */
export interface SuspicionStore {
  all(): Promise<Suspicion[]>;
  /** These are all from now on. */
  replace(suspicions: readonly Suspicion[]): Promise<void>;
  /** When one of them is to be looked at next; null when there is none. */
  nextReadyAt(): Promise<Instant | null>;
}

/** What was declared of planned works; it only grows. */
export interface MaintenanceStore {
  /** False where there is one of this id. */
  declare(maintenance: DeclaredMaintenance): Promise<boolean>;
  /** False where it was ended before. */
  end(id: string, at: Instant, actor: string): Promise<boolean>;
  byId(id: string): Promise<DeclaredMaintenance | null>;
  /** Those that were to last until then or longer, the latest beginning first. */
  lastingUntil(from: Instant): Promise<DeclaredMaintenance[]>;
}

type WithoutPoint<Cause> = Cause extends unknown ? Omit<Cause, 'faultPoint'> : never;
/** So many orders were named this at dispatch and found to be that. */
export interface OutcomeCount {
  faultClass: FaultClassId;
  party: string | null;
  found: WithoutPoint<FoundCause>;
  orders: number;
}

/** What closed orders teach the diagnosis; made from their records. */
export interface OutcomeStore {
  /** The outcome of an order from now on; null while it has none. */
  replace(orderId: string, outcome: DiagnosisOutcome | null): Promise<void>;
  /** Of orders opened in [from, to), oldest first. */
  openedBetween(from: Instant, to: Instant): Promise<DiagnosisOutcome[]>;
  /** Over all orders. */
  counts(): Promise<OutcomeCount[]>;
}

/** Learnt priors; what was written once never changes. */
export interface PriorStore {
  /** False where there is a set of this version: another replica was faster. */
  propose(set: PriorSet): Promise<boolean>;
  newest(): Promise<PriorSet | null>;
  /** The newest first. */
  sets(): Promise<PriorSet[]>;
  activate(activation: PriorActivation): Promise<void>;
  /** The newest first. */
  activations(): Promise<PriorActivation[]>;
  /** The set that was activated last; null: the built-in priors. */
  active(): Promise<PriorSet | null>;
}

/** Pictures as they were fetched; what they are of is in the record of their order. */
export interface PictureStore {
  insert(orderId: string, number: number, jpeg: Uint8Array): Promise<void>;
  jpeg(orderId: string, number: number): Promise<Uint8Array | null>;
}

/** What verdicts were made from, packed; which verdict is whose is in the records of the orders. */
export interface RecordedCaseStore {
  insert(recorded: { id: string; orderIds: readonly string[]; recordedAt: Instant; body: Uint8Array }): Promise<void>;
  find(id: string): Promise<{ orderIds: string[]; body: Uint8Array } | null>;
}

/** What a battery gave when it was new, or first known. */
export interface BatteryBaseline {
  runtimeSeconds: number;
  /** Day since the epoch (UTC) from which on this battery was known. */
  sinceDay: number;
}

export interface BatteryBaselineStore {
  of(elements: readonly string[]): Promise<ReadonlyMap<string, BatteryBaseline>>;
  /** Only what is younger than what is kept takes its place. */
  keep(element: string, baseline: BatteryBaseline): Promise<void>;
}

export interface CommandKeyStore {
  /** False where the key was used before. */
  add(key: string, orderId: string, actor: string, now: Instant): Promise<boolean>;
  orderOf(key: string): Promise<string | null>;
}

export interface Repositories {
  alerts: AlertStore;
  orders: OrderStore;
  reports: ReportStore;
  outbox: OutboxStore;
  dueSteps: DueStepStore;
  commandKeys: CommandKeyStore;
  pictures: PictureStore;
  outcomes: OutcomeStore;
  priors: PriorStore;
  suspicions: SuspicionStore;
  recordedCases: RecordedCaseStore;
  maintenances: MaintenanceStore;
  batteryBaselines: BatteryBaselineStore;
}

export interface Transaction extends Repositories {
  /** Held by whoever decides which orders are opened and joined; others wait. */
  lockDecisions(): Promise<void>;
  /** The same without waiting; false where another has it. */
  tryLockDecisions(): Promise<boolean>;
}

export interface Store extends Repositories {
  /** All of `work` or nothing. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
}
