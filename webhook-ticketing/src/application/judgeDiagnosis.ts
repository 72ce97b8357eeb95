import type { DiagnosisAccuracy } from '@roundsman/contract/diagnosisAccuracy.ts';
import { diagnosisAccuracy, type AccuracyQuery } from '../domain/diagnosisAccuracy.ts';
import type { Outcome } from '../domain/rejection.ts';
import type { Service } from './service.ts';
import type { User } from './ticketing.ts';

/** What the diagnosis named against what was found, which also says of each party how often it was wrongly blamed. */
export async function judgeDiagnosis(
  { store, city }: Pick<Service, 'store' | 'city'>,
  user: User | null,
  query: AccuracyQuery,
): Promise<Outcome<DiagnosisAccuracy>> {
  if (user === null || !['manager', 'operator', 'admin'].includes(user.role)) {
    return { rejected: 'forbidden', detail: 'how well the diagnosis did is for managers, operators and admins' };
  }
  const outcomes = await store.outcomes.openedBetween(query.from, query.to);
  return { ok: diagnosisAccuracy(outcomes, query, city().inventory) };
}
