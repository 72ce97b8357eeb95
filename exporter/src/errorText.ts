import { InventoryError } from '@roundsman/contract/inventory/load.ts';
import { TargetError } from './targets.ts';
import { FileError } from './yamlFile.ts';

/** What a person can act on, for errors of what was given; with how to use the command, for errors of how it was called; the whole stack for a bug. */
export function errorText(error: unknown, usage: string): string {
  if (error instanceof FileError || error instanceof InventoryError || error instanceof TargetError)
    return error.message;
  if (!(error instanceof Error)) return String(error);
  const isUsage = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isUsage ? `${error.message}\n${usage}` : (error.stack ?? error.message);
}
