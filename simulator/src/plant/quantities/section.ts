import type { FaultKindId } from '../faultKinds.ts';
import type { Plant } from '../plant.ts';

/** The regenerator section of an SDH node towards the core. Seconds and violations are of the current quarter of an hour. */
export interface SectionReadings {
  lossOfSignal: boolean;
  /** A section nearer to the core is lost, so that an alarm indication comes in place of the signal. */
  alarmIndication: boolean;
  erroredSeconds: number;
  severelyErroredSeconds: number;
  unavailableSeconds: number;
  codingViolations: number;
}

/** A degraded section has an error in two of three seconds, many in one of ten. */
const errored = 2 / 3;
const severely = 1 / 10;
const violationsPerSecond = 80;
const intervalMs = 900_000;

export function sectionReadings(plant: Plant, node: string): SectionReadings {
  const seconds = (kind: FaultKindId): number => {
    const fault = plant.fault(node, kind);
    if (!fault) return 0;
    const begun = plant.now() - (plant.now() % intervalMs);
    return (plant.now() - Math.max(begun, fault.onset)) / 1000;
  };
  const degraded = seconds('sdh_degradation');
  const lost = seconds('sdh_section_loss');
  return {
    lossOfSignal: plant.fault(node, 'sdh_section_loss') !== undefined,
    alarmIndication: lostAbove(plant, node),
    erroredSeconds: Math.floor(degraded * errored + lost),
    severelyErroredSeconds: Math.floor(degraded * severely + lost),
    unavailableSeconds: Math.floor(lost),
    codingViolations: Math.floor(degraded * violationsPerSecond),
  };
}

function lostAbove(plant: Plant, node: string): boolean {
  const above = plant.topology.elements.get(node)?.uplinks[0]?.to;
  if (above === undefined || plant.topology.elements.get(above)?.kind !== 'sdh_node') return false;
  return plant.fault(above, 'sdh_section_loss') !== undefined || lostAbove(plant, above);
}
