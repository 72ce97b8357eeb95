import { z } from 'zod';
import { diagnosis, instant } from './evidence.ts';
import { forecast } from './forecast.ts';
import { recordedCause, statedCause } from './foundCause.ts';
import { identifier, location } from './inventory/schema.ts';
import { heldFor } from './maintenance.ts';
import { pictureFaultIds } from './pictureFaults.ts';
import { localizedText } from './text.ts';
import { faultSources, severities, workOrderStates } from './vocabulary.ts';

/**
 * The clocks of the customer's table. Budgets: informed 2 min; accepted 5 min; on_site 2 h; solved 4 h; substituted 2×24 h
 * (alternative access, only where no spare is to be had: it then takes the place of `solved`).
 */
export const clockNames = ['informed', 'accepted', 'on_site', 'solved', 'substituted'] as const;
export type ClockName = (typeof clockNames)[number];

/** `excluded`: by an approved disaster or other approved reason; `not_applicable`: not asked of this order. */
export const clockStates = ['running', 'suspended', 'met', 'breached', 'excluded', 'not_applicable'] as const;

/** One clock of one order, as replayed from its events. A running clock that is past `dueAt` is `breached`. */
export const slaClock = z.strictObject({
  name: z.enum(clockNames),
  state: z.enum(clockStates),
  startedAt: instant,
  dueAt: instant.nullable(),
  /** When the milestone was reached; null while it was not. */
  metAt: instant.nullable(),
  budgetSeconds: z.number().nonnegative(),
  /** Without suspended time. Of a clock that has ended: the total. */
  elapsedSeconds: z.number().nonnegative(),
});
export type SlaClock = z.infer<typeof slaClock>;

export const person = z.strictObject({ contact: identifier, party: identifier, name: localizedText });
export type Person = z.infer<typeof person>;

export const position = z.strictObject({ ...location.shape, accuracyMetres: z.number().nonnegative() });
export type Position = z.infer<typeof position>;

/** What a person can do to an order. `actions` of an order lists those that the asker may do now. */
export const commandNames = [
  'dispatch',
  'accept',
  'decline',
  'depart',
  'arrive',
  'claim_fix',
  'record_cause',
  'evaluate',
  'close',
  'reopen',
  'suspend',
  'resume',
  'wait_for_spare',
  'cancel',
  'note',
] as const;
export type CommandName = (typeof commandNames)[number];

/** Reasons for which a clock may stand still; each needs an approver who is not the assignee. */
export const suspendReasons = ['natural_disaster', 'access_denied', 'third_party_accepted'] as const;

const base = {
  /** Chosen by the client; the same key again has no second effect. */
  idempotencyKey: z.uuid(),
  /** When it happened by the client's clock, where that is not now (a phone without signal). */
  occurredAt: instant.optional(),
  note: z.string().trim().max(2000).optional(),
};
const text = z.string().trim().min(1).max(2000);

export const command = z.discriminatedUnion('command', [
  z.strictObject({ ...base, command: z.literal('dispatch'), party: identifier, contact: identifier.optional() }),
  z.strictObject({ ...base, command: z.literal('accept') }),
  z.strictObject({ ...base, command: z.literal('decline'), note: text }),
  z.strictObject({ ...base, command: z.literal('depart') }),
  z.strictObject({ ...base, command: z.literal('arrive'), position: position.optional() }),
  z.strictObject({
    ...base,
    command: z.literal('claim_fix'),
    found: statedCause.optional(),
    done: text,
  }),
  /** Says, or says otherwise, what was found: the last word counts, the earlier ones stay in the record. */
  z.strictObject({ ...base, command: z.literal('record_cause'), found: statedCause }),
  z.strictObject({
    ...base,
    command: z.literal('evaluate'),
    score: z.int().min(1).max(5),
    found: statedCause.optional(),
  }),
  /** An order that had a diagnosis needs the cause, here or said before. */
  z.strictObject({ ...base, command: z.literal('close'), found: statedCause.optional() }),
  z.strictObject({ ...base, command: z.literal('reopen'), note: text }),
  z.strictObject({ ...base, command: z.literal('suspend'), reason: z.enum(suspendReasons), note: text }),
  z.strictObject({ ...base, command: z.literal('resume') }),
  z.strictObject({ ...base, command: z.literal('wait_for_spare'), note: text }),
  z.strictObject({ ...base, command: z.literal('cancel'), note: text }),
  z.strictObject({ ...base, command: z.literal('note'), note: text }),
]);
export type Command = z.infer<typeof command>;

/**
 * A picture in which a fault was found, as it was when the fault was confirmed. Its hash is in the record of the order, so that it
 * can be shown later that nobody has changed it.
 */
export const evidencePicture = z.strictObject({
  /** Counts the pictures of an order from 1. */
  number: z.int().positive(),
  element: identifier,
  fault: z.enum(pictureFaultIds),
  takenAt: instant,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EvidencePicture = z.infer<typeof evidencePicture>;

export const workOrder = z.strictObject({
  id: z.uuid(),
  /** For people: WO-YYYYMMDD-NNNN, the date in the installation's time zone. */
  number: z.string(),
  /** Goes up by one with every event; the ETag of the order. */
  version: z.int().positive(),
  state: z.enum(workOrderStates),
  source: z.enum(faultSources),
  severity: z.enum(severities),
  title: localizedText,
  diagnosis: diagnosis.nullable(),
  /** Of a preventive order: what is foreseen. Null of an order about a fault. */
  forecast: forecast.nullable(),
  /** Where the diagnosis is explained: `GET /diagnosis/{id}`, and a page for people. Null where nothing was recorded. */
  explanation: z.strictObject({ id: z.uuid(), page: z.url() }).nullable(),
  site: z.strictObject({ id: identifier, name: localizedText, location }).nullable(),
  siteIds: z.array(identifier),
  affected: z.array(identifier),
  /** The responsible party, and its person who is asked or has accepted. */
  party: z.strictObject({ id: identifier, name: localizedText }).nullable(),
  assignee: person.nullable(),
  /** Until a named party accepts, whoever received the fault first owns it. */
  owner: z.string(),
  /** First bad moment as far as it is known. */
  onsetAt: instant,
  openedAt: instant,
  clocks: z.array(slaClock),
  /** The running clock that runs out next. */
  nextClock: slaClock.nullable(),
  actions: z.array(z.enum(commandNames)),
  /** The planned works that keep it back; null where nothing does. */
  heldFor: heldFor.nullable(),
  /** The order that this one was joined to. */
  joinedTo: z.uuid().nullable(),
  /** The order whose symptoms turned out to be partly this one's, and those that were split off this one. */
  splitFrom: z.uuid().nullable(),
  splitInto: z.array(z.uuid()),
  /** Why the last claimed fix was refused; null unless the order came back. */
  sentBack: localizedText.nullable(),
  /** Number of people's reports that are attached. */
  reports: z.int().nonnegative(),
  pictures: z.array(evidencePicture),
  /** The cause found on site, as it was said last; null until somebody has, and again once the order came back. */
  found: recordedCause.nullable(),
});
export type WorkOrder = z.infer<typeof workOrder>;

export const workOrderList = z.strictObject({ workOrders: z.array(workOrder), total: z.int().nonnegative() });
export type WorkOrderList = z.infer<typeof workOrderList>;

/** For those who may not see single orders: what anybody who may read the dashboard sees. */
export const workOrderSummary = z.strictObject({
  byState: z.array(z.strictObject({ state: z.enum(workOrderStates), count: z.int().nonnegative() })),
  /** Preventive orders that are not finished; the other figures are of faults alone. */
  planned: z.int().nonnegative(),
  overdue: z.int().nonnegative(),
});

/** One event of an order's record. `hash` chains it to the one before: SHA-256 over the canonical JSON without personal data. */
export const workOrderEvent = z.strictObject({
  sequence: z.int().positive(),
  type: z.string(),
  at: instant,
  recordedAt: instant,
  actor: z.string(),
  text: localizedText,
  previousHash: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type WorkOrderEvent = z.infer<typeof workOrderEvent>;
export const workOrderEvents = z.strictObject({ events: z.array(workOrderEvent), chainIntact: z.boolean() });

/** People who can be dispatched to. */
export const assignees = z.strictObject({
  parties: z.array(
    z.strictObject({
      id: identifier,
      name: localizedText,
      contacts: z.array(z.strictObject({ id: identifier, name: localizedText, onDuty: z.boolean() })),
    }),
  ),
});
export type Assignees = z.infer<typeof assignees>;
