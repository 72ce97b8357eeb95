import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';

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
