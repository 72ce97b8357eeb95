import type { Observation } from '@roundsman/contract/evidence.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import type { Complaint } from '../domain/verification.ts';
import type { Service } from './service.ts';

/** What was measured in the last `windowSeconds` of that which is complained of; null where Prometheus does not answer. */
export const complaintHistory = (
  { measurements }: Pick<Service, 'measurements'>,
  complaints: readonly Pick<Complaint, 'element' | 'symptom'>[],
  windowSeconds: number,
): Promise<Observation[] | null> =>
  measurements.history(
    [...new Set(complaints.map(({ element }) => element))],
    new Set(complaints.map(({ symptom }) => symptoms[symptom].observable)),
    windowSeconds,
  );
