import type { Topology } from '../topology.ts';
import { atTheDevice, refusing, unknownFault } from './expectation/device.ts';
import { failedOutput, lostVoltage, lowVoltage, struckByLightning } from './expectation/power.ts';
import type { TermList } from './expectation/termList.ts';
import type { Expectation } from './expectation/terms.ts';
import {
  congested,
  degradedFibre,
  degradedSection,
  exhaustedPower,
  looped,
  lostSection,
  lostWay,
  outOfTurn,
} from './expectation/way.ts';
import type { Hypothesis } from './hypotheses.ts';
import { showsIn } from './showsIn.ts';
import type { Sightings } from './sightings.ts';

export type { Course, Expectation } from './expectation/terms.ts';

const certainly = (certain: TermList): Expectation => ({ certain, uncertain: [] });

/** The terms of a hypothesis over what was seen; what it leaves as it is has none. */
export const expectationOf = (topology: Topology, sightings: Sightings, hypothesis: Hypothesis): Expectation => {
  const { faultClass, point } = hypothesis;
  switch (faultClass) {
    case 'undetermined':
      return unknownFault(topology, sightings, point);
    case 'area_mains_outage':
    case 'service_drop':
    case 'breaker_trip':
    case 'cabinet_supply_failure':
      return lostVoltage(topology, sightings, point);
    case 'brownout':
      return lowVoltage(topology, sightings, point);
    case 'ups_inverter_failure':
      return failedOutput(topology, sightings, point);
    case 'lightning_damage':
      return struckByLightning(topology, sightings, point);
    case 'fibre_degraded':
      return degradedFibre(topology, sightings, point);
    case 'rogue_onu':
      return outOfTurn(topology, sightings, point);
    case 'sdh_section_loss':
      return lostSection(topology, sightings, point);
    case 'sdh_degraded':
      return degradedSection(topology, sightings, point);
    case 'poe_budget_exceeded':
      return exhaustedPower(topology, sightings, point);
    case 'network_loop':
      return looped(topology, sightings, point);
    case 'congestion':
      return certainly(congested(topology, sightings, point));
    case 'credentials_changed':
      return certainly(refusing(sightings, point));
    default: {
      const ownSymptoms = showsIn[faultClass];
      return ownSymptoms === undefined
        ? lostWay(topology, sightings, faultClass, point)
        : atTheDevice(topology, sightings, point, faultClass, ownSymptoms);
    }
  }
};
