import { faultReport, type FaultReport } from '@roundsman/contract/faultReport.ts';
import type { Language } from '@roundsman/contract/text.ts';
import { invalidRequest } from '../adapters/http/httpProblem.ts';
import { positionOf, typedCode } from './commandFields.ts';

/** The report that the fields of a form say; a typed code is read as it is meant. Throws `invalid_request` naming the field. */
export function reportOf(fields: Readonly<Record<string, string>>, language: Language): FaultReport {
  const { latitude, longitude, accuracyMetres, element, ...rest } = fields;
  const result = faultReport.safeParse({
    ...rest,
    language,
    ...(element !== undefined && {
      element: typedCode(element),
    }),
    ...(latitude !== undefined && { position: positionOf(latitude, longitude, accuracyMetres) }),
  });
  if (!result.success) throw invalidRequest(result.error, 'body');
  return result.data;
}
