import type { WebhookAlert } from '@roundsman/contract/alertmanager.ts';
import type { SymptomId } from '@roundsman/contract/symptoms.ts';
import { later, millis, type Instant } from './instant.ts';

/** What is known of an alert. One row for each fingerprint; `episode` counts how often it came (back). */
export interface Alert {
  fingerprint: string;
  episode: number;
  status: 'firing' | 'resolved';
  symptom: SymptomId;
  element: string;
  labels: Record<string, string>;
  startsAt: Instant;
  /** Null while it fires. */
  endsAt: Instant | null;
  /** First receipt of this episode. */
  receivedAt: Instant;
  /** Last receipt at all. */
  updatedAt: Instant;
  /** When the diagnosis judged this episode; null while it waits. */
  judgedAt: Instant | null;
  /** The order that it belongs to. */
  orderId: string | null;
  /** Since when Alertmanager does not list it; null while it does. */
  absentSince: Instant | null;
}

/** An alert as it arrives, its fault labels read. */
export interface ReceivedAlert {
  fingerprint: string;
  status: WebhookAlert['status'];
  symptom: SymptomId;
  element: string;
  labels: Record<string, string>;
  startsAt: Instant;
  endsAt: Instant;
}

export interface Receipt {
  now: Instant;
  /**
   * When Alertmanager was asked what fires, where that is how the alert was learnt: its own list is right about everything
   * received before. Null for a webhook, which may be late, doubled or out of order.
   */
  listedAt: Instant | null;
}

/**
 * What an arriving alert makes of what is known of its fingerprint; the same object where it says nothing new. Delivery is at
 * least once and in any order: replicas of Alertmanager repeat "firing" after "resolved" (alertmanager#2447), a resolve can
 * overtake its alert, and merging can move `startsAt`.
 */
export function afterReceipt(known: Alert | null, received: ReceivedAlert, { now, listedAt }: Receipt): Alert {
  const { fingerprint, symptom, element, labels, startsAt } = received;
  const about = { fingerprint, symptom, element, labels };
  const began = { startsAt, receivedAt: now, updatedAt: now, judgedAt: null, orderId: null, absentSince: null };
  if (!known) {
    const endsAt = received.status === 'firing' ? null : received.endsAt;
    return { ...about, ...began, episode: 1, status: received.status, endsAt };
  }
  if (received.status === 'resolved') {
    if (known.status === 'resolved') return known;
    // The end of an earlier episode, overtaken by the beginning of this one.
    if (millis(received.endsAt) < millis(known.startsAt)) return known;
    return { ...known, status: 'resolved', endsAt: received.endsAt, updatedAt: now, absentSince: null };
  }
  if (known.status === 'firing') return { ...known, ...about, updatedAt: now, absentSince: null };
  const isNew = millis(startsAt) > millis(known.endsAt ?? known.startsAt);
  const stillListed = listedAt !== null && millis(known.updatedAt) < millis(listedAt);
  if (!isNew && !stillListed) return known;
  return { ...about, ...began, episode: known.episode + 1, status: 'firing', endsAt: null };
}

/**
 * What a full list of Alertmanager says about a firing alert that is not on it. Absence is no proof at once: the list is empty
 * after a restart of Alertmanager until Prometheus has sent its alerts again. `absenceSeconds`: for how long it must be missing.
 */
export function afterAbsence(known: Alert, listedAt: Instant, absenceSeconds: number): Alert {
  if (known.status === 'resolved' || millis(known.updatedAt) >= millis(listedAt)) return known;
  if (known.absentSince === null) return { ...known, absentSince: listedAt };
  if (millis(listedAt) - millis(known.absentSince) < absenceSeconds * 1000) return known;
  const endsAt = later(known.absentSince, known.startsAt);
  return { ...known, status: 'resolved', endsAt, updatedAt: listedAt, absentSince: null };
}
