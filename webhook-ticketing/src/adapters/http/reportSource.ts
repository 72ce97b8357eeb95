import type { FaultReport } from '@roundsman/contract/faultReport.ts';
import type { FaultSource } from '@roundsman/contract/vocabulary.ts';
import type { User } from '../../application/ticketing.ts';

/**
 * From whom the fault is learnt. Without a login it is a citizen, whatever the report says; a police user is the police;
 * an operator or engineer says whose word it passes on, and without that is staff.
 */
export function sourceOf(user: User | null, report: Pick<FaultReport, 'source'>): FaultSource {
  if (!user) return 'citizen';
  if (user.role === 'police') return 'police';
  return report.source ?? 'staff';
}
