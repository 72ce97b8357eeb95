import { z } from 'zod';
import { symptomIds } from './symptoms.ts';

/**
 * The body of Alertmanager's webhook, version 4. Loose on purpose: Alertmanager adds keys between releases. Each alert is
 * judged for itself; the group's status says nothing about its members.
 */
export const webhookAlert = z.looseObject({
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  generatorURL: z.string().default(''),
  fingerprint: z.string().regex(/^[0-9a-f]{1,32}$/, 'expected the hexadecimal fingerprint of the alert'),
});
export type WebhookAlert = z.infer<typeof webhookAlert>;

export const webhookBody = z.looseObject({
  version: z.literal('4'),
  groupKey: z.string(),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string(),
  alerts: z.array(webhookAlert).max(5000),
  truncatedAlerts: z.number().int().nonnegative().default(0),
});
export type WebhookBody = z.infer<typeof webhookBody>;

/** Alertmanager's `GET /api/v2/alerts`, as far as the reconciliation reads it. */
export const gettableAlerts = z.array(
  z.looseObject({
    fingerprint: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).default({}),
    startsAt: z.iso.datetime({ offset: true }),
    endsAt: z.iso.datetime({ offset: true }),
    updatedAt: z.iso.datetime({ offset: true }),
    generatorURL: z.string().default(''),
    status: z.looseObject({ state: z.enum(['unprocessed', 'active', 'suppressed']) }),
  }),
);
export type GettableAlert = z.infer<typeof gettableAlerts>[number];

/**
 * Labels that the rules of the house put on the alert of a fault. `element_id` is the element that the symptom is about (for a
 * port: what hangs on it), `device_id` the device that was asked.
 */
export const faultLabels = z.looseObject({
  alertname: z.string().min(1),
  symptom: z.enum(symptomIds),
  element_id: z.string().min(1),
  device_id: z.string().min(1).optional(),
  site_id: z.string().optional(),
  district_id: z.string().optional(),
  severity: z.string().optional(),
  layer: z.string().optional(),
});
export type FaultLabels = z.infer<typeof faultLabels>;
