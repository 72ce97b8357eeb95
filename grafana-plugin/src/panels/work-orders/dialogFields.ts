import { isCauseMissing } from '@roundsman/contract/causeChoices.ts';
import type { StatedCause } from '@roundsman/contract/foundCause.ts';
import {
  command as commandSchema,
  type Command,
  type CommandName,
  type WorkOrder,
} from '@roundsman/contract/workOrder.ts';
import { newIdempotencyKey } from '../../api/idempotencyKey';

/** What a command asks of the person who gives it, beyond the press of a button. */
export type Field = 'assignee' | 'reason' | 'score' | 'done' | 'found' | 'note' | 'optionalNote';

const fields: Partial<Record<CommandName, readonly Field[]>> = {
  dispatch: ['assignee', 'optionalNote'],
  decline: ['note'],
  claim_fix: ['done', 'found'],
  record_cause: ['found', 'optionalNote'],
  evaluate: ['score', 'found', 'optionalNote'],
  reopen: ['note'],
  suspend: ['reason', 'note'],
  wait_for_spare: ['note'],
  cancel: ['note'],
  note: ['note'],
};

/** An order is closed by one press where it is known what was found. */
export const fieldsOf = (name: CommandName, order: WorkOrder): readonly Field[] =>
  name === 'close' && isCauseMissing(order) ? ['found'] : (fields[name] ?? []);
export const needsDialog = (name: CommandName, order: WorkOrder): boolean => fieldsOf(name, order).length > 0;

/** What has been filled in so far; empty texts count as not filled in. */
export interface Filled {
  party?: string;
  contact?: string;
  reason?: string;
  score?: number;
  done?: string;
  found?: StatedCause | undefined;
  note?: string;
}

/** The command as the contract wants it, with a fresh idempotency key; null while something that it needs is missing. */
export function makeCommand(name: CommandName, filled: Filled = {}): Command | null {
  const given = Object.entries(filled).filter(([, value]) => value !== undefined && value !== '');
  const parsed = commandSchema.safeParse({
    ...Object.fromEntries(given),
    command: name,
    idempotencyKey: newIdempotencyKey(),
  });
  return parsed.success ? parsed.data : null;
}
