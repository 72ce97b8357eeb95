import type { ElementKind, PartyRole } from '@roundsman/contract/vocabulary.ts';
import type { Chance } from '../chance.ts';
import { both, type InventoryFile } from './part.ts';

export const districts = ['north', 'south'] as const;

const maintained: ElementKind[] = [
  'breaker',
  'cabinet_supply',
  'ups',
  'pdu',
  'pdu_outlet',
  'onu',
  'switch',
  'media_converter',
  'camera',
];

const party = (id: string, role: PartyRole): NonNullable<InventoryFile['parties']>[number] => ({
  id,
  role,
  name: both(id),
  contacts: [
    { id: `${id}-duty`, name: both(`${id} duty`), channels: [{ type: 'email', address: `duty@${id}.example` }] },
  ],
  rota: [{ contact: `${id}-duty` }],
});

/** Who there is in a city and who answers for which kind of part; a second maintenance unit has one of the two districts. */
export function people(chance: Chance): Pick<InventoryFile, 'parties' | 'responsibilities'> {
  const recorders = chance.pick(['integrator', 'operator', 'maintenance-north']);
  return {
    parties: [
      party('operator', 'operator'),
      party('integrator', 'integrator'),
      party('maintenance-north', 'maintenance_unit'),
      party('maintenance-south', 'maintenance_unit'),
      party('carrier', 'carrier'),
      party('power-company', 'power_company'),
    ],
    responsibilities: [
      { kinds: ['transformer', 'feeder', 'meter'], party: 'power-company' },
      ...districts.map((district) => ({ kinds: maintained, party: `maintenance-${district}`, areas: [district] })),
      { kinds: ['olt', 'pon_port', 'splitter', 'sdh_node'], party: 'carrier' },
      { kinds: ['core', 'aggregation', 'server'], party: 'operator' },
      { kinds: ['recorder'], party: recorders },
    ],
  };
}
