import type { GettableAlert, WebhookAlert } from '@roundsman/contract/alertmanager.ts';
import { afterAbsence } from '../domain/alertEpisode.ts';
import { receiveAlerts } from './receiveAlerts.ts';
import type { Service } from './service.ts';

/**
 * Reads Alertmanager's own list: takes in what the webhook lost, and ends what is no longer on it. Throws, and concludes nothing,
 * where the list was not read in full. A silenced alert is on the list: it opens nothing, and it is not over. Alertmanager keeps its
 * alerts in memory only: after a start its list is short until Prometheus has sent all of them again, so it ends nothing yet.
 */
export async function reconcile(service: Service): Promise<undefined> {
  const listedAt = service.clock.now();
  const { alerts, runningSince } = await service.alertSource.list();
  const active = alerts.filter(({ status }) => status.state !== 'suppressed');
  await receiveAlerts(service, active.map(asFiring), 'reconcile', listedAt.toISOString());
  const { settlingSeconds } = service.settings.reconciliation;
  if (listedAt.getTime() - runningSince.getTime() >= settlingSeconds * 1000) {
    await endMissing(service, new Set(alerts.map(({ fingerprint }) => fingerprint)), listedAt.toISOString());
  }
  service.meter.set('roundsman_reconcile_last_success_timestamp_seconds', service.clock.now().getTime() / 1000);
  return undefined;
}

const asFiring = ({
  fingerprint,
  labels,
  annotations,
  startsAt,
  endsAt,
  generatorURL,
}: GettableAlert): WebhookAlert => ({
  status: 'firing',
  fingerprint,
  labels,
  annotations,
  startsAt,
  endsAt,
  generatorURL,
});

async function endMissing(service: Service, listed: ReadonlySet<string>, listedAt: string): Promise<void> {
  const { store, logger, wake, settings } = service;
  const missing = (await store.alerts.firing()).filter(({ fingerprint }) => !listed.has(fingerprint));
  if (missing.length === 0) return;
  const ended = await store.transaction(async ({ alerts }) => {
    const known = await alerts.lock(missing.map(({ fingerprint }) => fingerprint));
    const changed = known
      .map((alert) => afterAbsence(alert, listedAt, settings.reconciliation.absenceSeconds))
      .filter((alert, index) => alert !== known[index]);
    await alerts.update(changed);
    return changed.filter(({ status }) => status === 'resolved').length;
  });
  if (ended === 0) return;
  logger.warn({ alerts: ended }, 'alerts ended without a word from Alertmanager');
  wake('verifyRecoveries');
}
