import type { Alert } from '../domain/alertEpisode.ts';
import { isConfirmed, suspicionKey } from '../domain/correlation/suspicion.ts';
import { millis, plusSeconds, type Instant } from '../domain/instant.ts';
import { freshSeconds } from '../domain/verification.ts';
import { complaintHistory } from './complaintHistory.ts';
import { nowOf, type Service } from './service.ts';
import type { Repositories } from './store.ts';

/** When the diagnosis is to judge next; null while nothing waits for it. */
export async function judgementDueAt(
  { settings }: Pick<Service, 'settings'>,
  { alerts, suspicions }: Pick<Repositories, 'alerts' | 'suspicions'>,
): Promise<Instant | null> {
  const waitingSince = await alerts.waitingSince();
  const readyAt = await suspicions.nextReadyAt();
  if (waitingSince === null) return readyAt;
  const heldUntil = plusSeconds(waitingSince, settings.correlationHoldSeconds);
  return readyAt !== null && millis(readyAt) < millis(heldUntil) ? readyAt : heldUntil;
}

/**
 * Keys of the suspicions whose time has come and that a fresh look confirms. While Prometheus is away none is: an order is split by
 * what was measured, not by what was not.
 */
export async function confirmedSuspicions(service: Service, firing: readonly Alert[]): Promise<ReadonlySet<string>> {
  const now = millis(nowOf(service));
  const ready = (await service.store.suspicions.all()).filter(({ readyAt }) => millis(readyAt) <= now);
  if (ready.length === 0) return new Set();
  const elements = new Set(ready.flatMap((suspicion) => suspicion.elements));
  const complaints = firing.filter(({ element }) => elements.has(element));
  const measured = await complaintHistory(service, complaints, 2 * freshSeconds);
  if (measured === null) return new Set();
  return new Set(
    ready
      .filter((suspicion) => isConfirmed(suspicion, firing, measured))
      .map(({ order, faultPoint }) => suspicionKey(order, faultPoint)),
  );
}
