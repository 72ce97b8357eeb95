import type { ErrorCode } from '@roundsman/contract/errors.ts';

/** A request that was understood and cannot be granted; an entry of the error table, not a bug. */
export interface Rejection {
  rejected: ErrorCode;
  /** What is in the way and what to do, for a person; English. */
  detail?: string;
  /** The field at fault, as a path with dots. */
  field?: string;
}
export type Outcome<T> = { ok: T } | Rejection;

export const isRejected = <T>(outcome: Outcome<T>): outcome is Rejection => 'rejected' in outcome;
