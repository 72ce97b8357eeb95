import type { GettableAlert } from '@roundsman/contract/alertmanager.ts';

/** Alertmanager as the reconciliation reads it. Throws where it was not read in full. */
export interface AlertSource {
  /** Every alert of a fault that Alertmanager knows, and since when it has been running. */
  list(): Promise<{ alerts: GettableAlert[]; runningSince: Date }>;
}
