import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { LinkLoss, Plant } from '../plant.ts';
import { spread } from '../spread.ts';

/** The optical side of an ONU. Powers in dBm, undefined where there is no light. */
export interface OnuOptics {
  online: boolean;
  /** Light of the OLT at the ONU, which it can tell only while its link is up. */
  receiveDbm: number | undefined;
  transmitDbm: number | undefined;
  /** Light of the ONU at the OLT. */
  oltReceiveDbm: number | undefined;
  distanceMetres: number;
  loss: LinkLoss | undefined;
  /** Of the forward error correction, since the start of the simulator. */
  correctedBlocks: number;
  uncorrectableBlocks: number;
}

/** One bend or dirty connector costs so much light, dB. */
const bendDb = 5.5;
const onuTransmitDbm = 2.2;
const oltTransmitDbm = 4.6;

/** The passive way from an ONU up to the PON port, the ONU first. */
function opticalWay(plant: Plant, onu: string): string[] {
  const way: string[] = [];
  let at = plant.topology.elements.get(onu);
  while (at && (at.kind === 'onu' || at.kind === 'splitter' || at.kind === 'pon_port')) {
    way.push(at.id);
    at = plant.topology.elements.get(at.uplinks[0]?.to ?? '');
  }
  return way;
}

export function onuOptics(plant: Plant, onu: string): OnuOptics {
  const way = opticalWay(plant, onu);
  const online = plant.condition(onu).lit;
  const bent = way.filter((id) => plant.fault(id, 'fibre_bend')).length * bendDb;
  const bentSeconds = way.reduce((sum, id) => sum + plant.suffered(id, 'fibre_bend'), 0) / 1000;
  const lit = (dbm: number): number | undefined => (online ? Math.round(dbm * 100) / 100 : undefined);
  const attenuation = 21 + 6 * spread(onu);
  return {
    online,
    receiveDbm: lit(oltTransmitDbm - attenuation - bent),
    transmitDbm: lit(onuTransmitDbm),
    oltReceiveDbm: lit(onuTransmitDbm - attenuation - bent - 0.8),
    distanceMetres: 600 + Math.round(7800 * spread(`${onu} way`)),
    loss: plant.linkLoss(onu),
    correctedBlocks: 30 * bentSeconds,
    uncorrectableBlocks: 2 * bentSeconds,
  };
}

/** Light that a PON port sends; undefined when its optic fails. */
export const ponTransmitDbm = (plant: Plant, pon: string): number | undefined =>
  plant.fault(pon, 'olt_optic_failure') ? undefined : oltTransmitDbm;

/** An ONU with its number on its PON. */
export interface NumberedOnu {
  onu: Element;
  number: number;
}

/** The ONUs behind a PON port: by the numbers that the inventory gives them, else counted in the order of their ids. */
export function onusBehind(plant: Plant, id: string): NumberedOnu[] {
  const found: Element[] = [];
  const visit = (at: string): void => {
    for (const { element } of plant.topology.below(at)) {
      if (element.kind === 'onu') found.push(element);
      else if (element.kind === 'splitter' || element.kind === 'pon_port') visit(element.id);
    }
  };
  visit(id);
  return found
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
    .map((onu, place) => ({ onu, number: onu.onu?.number ?? place }));
}
