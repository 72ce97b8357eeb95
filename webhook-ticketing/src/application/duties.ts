import { correlateAlerts } from './correlateAlerts.ts';
import { drainOutbox } from './drainOutbox.ts';
import { reconcile } from './reconcile.ts';
import type { DutyName, Service } from './service.ts';
import { tickClocks } from './tickClocks.ts';
import { verifyRecoveries } from './verifyRecoveries.ts';

/** One round of each duty; answers in how many milliseconds it wants the next, where that is sooner than usual. */
export type Duties = Readonly<Record<DutyName, () => Promise<number | undefined>>>;

export const duties = (service: Service): Duties => ({
  correlate: () => correlateAlerts(service),
  drainOutbox: () => drainOutbox(service),
  tickClocks: () => tickClocks(service),
  verifyRecoveries: () => verifyRecoveries(service),
  reconcile: () => reconcile(service),
});
