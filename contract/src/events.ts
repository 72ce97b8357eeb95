import { z } from 'zod';
import { diagnosis, instant } from './evidence.ts';
import { faultClassIds } from './faultClasses.ts';
import { forecast } from './forecast.ts';
import { foundCause } from './foundCause.ts';
import { identifier } from './inventory/schema.ts';
import { caseReference } from './recordedCase.ts';
import { heldFor } from './maintenance.ts';
import { localizedText } from './text.ts';
import { faultSources, severities } from './vocabulary.ts';
import { clockNames, evidencePicture, position, suspendReasons } from './workOrder.ts';

/**
 * What can happen to a work order. The record of an order is nothing but these, in their order; its state and its clocks are
 * replayed from them. `facts` are hashed into the chain; what identifies a person beyond a contact id is in `personal`, which is
 * outside the hash, so that it can be erased without breaking the chain.
 *
 * `recordedCase` names what the diagnosis was made from, where one was made; orders of people's reports have none.
 */
const because = { recordedCase: caseReference.optional() };
const facts = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('opened'),
    number: z.string(),
    source: z.enum(faultSources),
    severity: z.enum(severities),
    title: localizedText,
    diagnosis: diagnosis.nullable(),
    siteIds: z.array(identifier),
    affected: z.array(identifier),
    onsetAt: instant,
    /** Only of a preventive order. */
    forecast: forecast.optional(),
    ...because,
  }),
  /** A preventive order whose date has moved. */
  z.strictObject({ type: z.literal('reforecast'), forecast, title: localizedText }),
  /** A preventive order that nobody had accepted and that is not needed any more. */
  z.strictObject({ type: z.literal('withdrawn'), reason: localizedText }),
  /** The verdict changed with later evidence. */
  z.strictObject({
    type: z.literal('rediagnosed'),
    diagnosis,
    title: localizedText,
    severity: z.enum(severities),
    siteIds: z.array(identifier),
    affected: z.array(identifier),
    reason: localizedText,
    ...because,
  }),
  /** Further elements turned out to suffer from the same cause. */
  z.strictObject({
    type: z.literal('affected_grew'),
    affected: z.array(identifier),
    siteIds: z.array(identifier),
    /** Where an important site suffers now and none did. */
    severity: z.enum(severities).optional(),
  }),
  z.strictObject({ type: z.literal('report_attached'), reportId: z.uuid(), source: z.enum(faultSources) }),
  /** A picture in which the fault shows was fetched and kept. */
  z.strictObject({ type: z.literal('picture_kept'), ...evidencePicture.shape }),
  /** Some symptoms turned out to have a second cause: `affected` went to the order `into`, which begins with `split_from`. */
  z.strictObject({
    type: z.literal('split_off'),
    into: z.uuid(),
    affected: z.array(identifier),
    reason: localizedText,
  }),
  z.strictObject({ type: z.literal('split_from'), from: z.uuid(), reason: localizedText }),
  z.strictObject({ type: z.literal('joined'), into: z.uuid(), reason: localizedText, ...because }),
  z.strictObject({ type: z.literal('took_over'), from: z.uuid(), reason: localizedText, ...because }),
  /** `contact` is null where the party has nobody on duty: then everybody of its escalation list is told. */
  z.strictObject({
    type: z.literal('dispatched'),
    party: identifier,
    contact: identifier.nullable(),
    reason: localizedText,
  }),
  /** The message was taken by the channel. `delivered`: the channel's receipt; `accepted_by_provider`: the provider took it. */
  z.strictObject({
    type: z.literal('informed'),
    contact: identifier,
    channel: z.enum(['email', 'webhook']),
    receipt: z.enum(['delivered', 'accepted_by_provider']),
  }),
  z.strictObject({
    type: z.literal('escalated'),
    contact: identifier,
    step: z.int().positive(),
    clock: z.enum(clockNames),
  }),
  z.strictObject({ type: z.literal('accepted'), contact: identifier }),
  z.strictObject({ type: z.literal('declined'), contact: identifier }),
  z.strictObject({ type: z.literal('departed'), contact: identifier }),
  /** `distanceMetres` to the site, null without a position; `accepted` tells whether the arrival counts. */
  z.strictObject({
    type: z.literal('arrived'),
    contact: identifier,
    distanceMetres: z.number().nullable(),
    accepted: z.boolean(),
  }),
  /** `found` is only in records from before a found cause had an event of its own. */
  z.strictObject({
    type: z.literal('fix_claimed'),
    contact: identifier,
    found: z.enum(faultClassIds).nullable().optional(),
  }),
  /** Somebody says what was found on site; the last one of a record counts. */
  z.strictObject({ type: z.literal('cause_found'), cause: foundCause }),
  z.strictObject({ type: z.literal('fix_refuted'), reason: localizedText, stillBad: z.array(identifier) }),
  /** `solvedAt`: the first healthy sample of the recovery that was verified. */
  z.strictObject({ type: z.literal('verified'), solvedAt: instant, by: z.enum(['measurement', 'operator']) }),
  z.strictObject({ type: z.literal('evaluated'), score: z.int().min(1).max(5) }),
  z.strictObject({ type: z.literal('closed') }),
  z.strictObject({ type: z.literal('reopened'), reason: localizedText, ...because }),
  z.strictObject({ type: z.literal('suspended'), reason: z.enum(suspendReasons), approver: z.string() }),
  z.strictObject({ type: z.literal('resumed') }),
  /** Opened in the area and time of planned works: nobody is sent, and no clock runs, before they are over. */
  z.strictObject({ type: z.literal('held_for_maintenance'), ...heldFor.shape, approver: identifier }),
  /** The works are over, or were not what explains it: what is still bad is sent out now. */
  z.strictObject({ type: z.literal('released_from_maintenance'), maintenance: z.uuid() }),
  /** The assignee says that no spare is to be had. It changes no clock: `waiting_spare`, the approval, does. */
  z.strictObject({ type: z.literal('spare_requested'), contact: identifier }),
  z.strictObject({ type: z.literal('waiting_spare'), approver: z.string() }),
  z.strictObject({ type: z.literal('cancelled') }),
  z.strictObject({ type: z.literal('noted') }),
]);
export type EventFacts = z.infer<typeof facts>;
export type EventType = EventFacts['type'];

export const personalData = z.strictObject({
  note: z.string().optional(),
  done: z.string().optional(),
  position: position.optional(),
});
export type PersonalData = z.infer<typeof personalData>;

/** `at`: when it happened; `recordedAt`: when the service learnt of it. `actor`: `system`, `contact:<id>` or `user:<login>`. */
export const orderEvent = z.strictObject({
  at: instant,
  recordedAt: instant,
  actor: z.string(),
  facts,
  personal: personalData.default({}),
});
export type OrderEvent = z.infer<typeof orderEvent>;
