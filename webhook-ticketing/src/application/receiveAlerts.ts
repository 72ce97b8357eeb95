import { faultLabels, type WebhookAlert } from '@roundsman/contract/alertmanager.ts';
import { afterReceipt, type Alert, type ReceivedAlert, type Receipt } from '../domain/alertEpisode.ts';
import type { Topology } from '../domain/topology.ts';
import { nowOf, type Service } from './service.ts';
import type { Store } from './store.ts';

/** Why an alert was not taken in; the label of its counter. */
type Refusal = 'no_fault_labels' | 'unknown_element' | 'not_storable';

/**
 * Takes alerts in, durably once it resolves. One bad alert does not refuse its neighbours. The same alert any number of times, and
 * in any order, has the effect of once.
 */
export async function receiveAlerts(
  service: Service,
  alerts: readonly WebhookAlert[],
  way: 'webhook' | 'reconcile',
  listedAt: string | null = null,
): Promise<{ accepted: number }> {
  const { store, meter, logger, wake } = service;
  const { topology } = service.city();
  const accepted: ReceivedAlert[] = [];
  for (const alert of alerts) {
    const read = readAlert(alert, topology);
    if (typeof read === 'string') {
      // The reconciliation reads the same alert every half minute: counted once, at the webhook.
      if (way === 'reconcile') continue;
      meter.count('roundsman_alerts_rejected_total', { reason: read });
      logger.warn({ fingerprint: alert.fingerprint, reason: read }, 'an alert was not taken in');
    } else accepted.push(read);
  }
  const fresh = await keepAlerts(store, accepted, { now: nowOf(service), listedAt });
  const counted = way === 'webhook' ? accepted : accepted.filter(({ fingerprint }) => fresh.has(fingerprint));
  for (const { status } of counted) meter.count('roundsman_alerts_received_total', { status, way });
  if (fresh.size > 0) wake('correlate');
  return { accepted: accepted.length };
}

/** Of a label's name or value, UTF-16 units; more is no label but a mistake in a rule. */
const longestLabel = 4096;

/** PostgreSQL stores no NUL, and no half of a surrogate pair. */
const isStorable = (text: string): boolean =>
  text.length <= longestLabel && text.isWellFormed() && !text.includes('\u0000');

function readAlert(alert: WebhookAlert, topology: Topology): ReceivedAlert | Refusal {
  const labels = faultLabels.safeParse(alert.labels);
  if (!labels.success) return 'no_fault_labels';
  if (!Object.entries(alert.labels).flat().every(isStorable)) return 'not_storable';
  const { symptom, element_id: element } = labels.data;
  if (!topology.element(element)) return 'unknown_element';
  const { fingerprint, status } = alert;
  const startsAt = new Date(alert.startsAt).toISOString();
  return {
    fingerprint,
    status,
    symptom,
    element,
    labels: alert.labels,
    startsAt,
    endsAt: new Date(alert.endsAt).toISOString(),
  };
}

/** Fingerprints of the alerts that changed something. */
async function keepAlerts(
  store: Store,
  received: readonly ReceivedAlert[],
  receipt: Receipt,
): Promise<ReadonlySet<string>> {
  if (received.length === 0) return new Set();
  const byFingerprint = Map.groupBy(received, ({ fingerprint }) => fingerprint);
  const follow = (known: Alert | null, alerts: readonly ReceivedAlert[]): Alert | null =>
    alerts.reduce((latest, alert) => afterReceipt(latest, alert, receipt), known);
  return store.transaction(async ({ alerts }) => {
    const asNew = [...byFingerprint.values()].flatMap((same) => follow(null, same) ?? []);
    const fresh = new Set(await alerts.insertNew(asNew));
    const known = await alerts.lock([...byFingerprint.keys()].filter((fingerprint) => !fresh.has(fingerprint)));
    const changed = known.flatMap((alert) => {
      const next = follow(alert, byFingerprint.get(alert.fingerprint) ?? []);
      if (!next || next === alert) return [];
      if (next.episode !== alert.episode || next.status !== alert.status) fresh.add(alert.fingerprint);
      return [next];
    });
    await alerts.update(changed);
    return fresh;
  });
}
