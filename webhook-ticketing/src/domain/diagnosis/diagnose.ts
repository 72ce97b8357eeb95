import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import { localizedText } from '@roundsman/contract/text.ts';
import type { Topology } from '../topology.ts';

/**
 * The causes behind what is bad in the evidence, most far-reaching first; one diagnosis per cause. Empty when nothing is bad.
 * Pure: same topology and evidence, same answer. Observations of elements that the topology does not know are left out.
 */
export const diagnose = (topology: Topology, evidence: Evidence): Diagnosis[] => {
  const bad = new Set(evidence.observations.filter((each) => !each.value).map((each) => each.element));
  return [...bad]
    .filter((id) => topology.element(id) !== undefined)
    .map((id) => ({
      faultClass: 'undetermined',
      faultPoint: id,
      party: topology.maintenanceUnitFor(id),
      probability: 1,
      candidates: [
        {
          faultClass: 'undetermined',
          faultPoint: id,
          party: topology.maintenanceUnitFor(id),
          probability: 1,
          for: [],
          against: [],
          check: localizedText.parse({ en: 'Look at it.', zh: '现场查看。' }),
        },
      ],
      affected: [id],
    }));
};
