import { causeOfKey } from '@roundsman/contract/causeChoices.ts';
import { type Command, command } from '@roundsman/contract/workOrder.ts';
import { invalidRequest } from '../adapters/http/httpProblem.ts';

/** The command that the fields of a form say. Throws `invalid_request` naming the field. */
export function commandOf(fields: Record<string, string>): Command {
  const { latitude, longitude, accuracyMetres, score, to, cause, foundAt, ...rest } = fields;
  const [party, contact] = to?.split('/') ?? [];
  const result = command.safeParse({
    ...rest,
    ...(latitude !== undefined && {
      position: positionOf(latitude, longitude, accuracyMetres),
    }),
    ...(score !== undefined && { score: Number(score) }),
    ...(cause !== undefined && { found: causeOfKey(cause, foundAt && typedCode(foundAt)) }),
    ...(party !== undefined && { party }),
    ...(contact !== undefined && { contact }),
  });
  if (!result.success) throw invalidRequest(result.error, 'body');
  return result.data;
}

/** A code of the inventory as a person types it. */
export const typedCode = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');

/** A position as the script of the page fills it in. */
export function positionOf(latitude?: string, longitude?: string, accuracyMetres?: string) {
  return { latitude: Number(latitude), longitude: Number(longitude), accuracyMetres: Number(accuracyMetres) };
}
