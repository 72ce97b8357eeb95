import { command as commandSchema, type Command, type CommandName } from '@roundsman/contract/workOrder.ts';
import { newIdempotencyKey } from '../../api/idempotencyKey';

/** What a command asks of the person who gives it, beyond the press of a button. */
export type Field = 'assignee' | 'reason' | 'score' | 'done' | 'found' | 'note' | 'optionalNote';

const fields: Partial<Record<CommandName, readonly Field[]>> = {
  dispatch: ['assignee', 'optionalNote'],
  decline: ['note'],
  claim_fix: ['done', 'found'],
  evaluate: ['score', 'optionalNote'],
  reopen: ['note'],
  suspend: ['reason', 'note'],
  wait_for_spare: ['note'],
  cancel: ['note'],
  note: ['note'],
};

export const fieldsOf = (name: CommandName): readonly Field[] => fields[name] ?? [];
export const needsDialog = (name: CommandName): boolean => fieldsOf(name).length > 0;

/** What has been filled in so far; empty texts count as not filled in. */
export interface Filled {
  party?: string;
  contact?: string;
  reason?: string;
  score?: number;
  done?: string;
  found?: string;
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
