import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { Instant } from '../instant.ts';

/** What the correlation needs to know of a work order that is not finished. */
export interface OpenOrder {
  id: string;
  /** ISO 8601 UTC. */
  openedAt: string;
  state: WorkOrderState;
  /** Null where nothing measured says why it is there (a person's report). */
  diagnosis: Diagnosis | null;
  affected: readonly string[];
  acceptedBySomeone: boolean;
}

/** One whose cause has gone so lately that devices behind it may still be starting. */
export interface RecoveringOrder extends OpenOrder {
  /** Since when everything that it complains of is measured to be well. */
  solvedAt: Instant;
}
