import { spread } from '../../plant/spread.ts';
import { integer, objectId, octets, Table } from '../mibView.ts';
import { dateAndTime } from './dateAndTime.ts';
import type { Device, View } from './device.ts';

const mib = '1.3.6.1.2.1.25';

const hrSystem = new Table<Device>(`${mib}.1`, { 2: ({ plant }) => dateAndTime(plant.now()) });

interface Storage {
  index: number;
  /** Last number of the type in HOST-RESOURCES-TYPES: memory 2, fixed disk 4. */
  type: 2 | 4;
  name: string;
  unitBytes: number;
  units: number;
  used: number;
}
const hrStorage = new Table<Storage>(`${mib}.2.3.1`, {
  1: ({ index }) => integer(index),
  2: ({ type }) => objectId(`${mib}.2.1.${type}`),
  3: ({ name }) => octets(name),
  4: ({ unitBytes }) => integer(unitBytes),
  5: ({ units }) => integer(units),
  6: ({ units, used }) => integer(units * used),
});

interface Processor {
  device: Device;
  number: number;
}
/** Busy by day, and no two alike. */
const load = ({ device: { element, plant }, number }: Processor): number =>
  22 + 30 * spread(`${element.id} cpu ${number}`) + 8 * Math.sin(plant.now() / 97_000 + number);
const hrProcessor = new Table<Processor>(`${mib}.3.3.1`, { 2: (processor) => integer(load(processor)) });
/** hrDeviceIndex of the first processor, as Net-SNMP counts. */
const firstProcessor = 196608;

const gibibyte = 2 ** 30;
const storages = ({ element: { id, kind } }: Device): Storage[] => [
  {
    ...{ index: 1, type: 2, name: 'Physical memory' },
    ...{ unitBytes: 1024, units: (8 * gibibyte) / 1024, used: 0.4 + 0.3 * spread(`${id} memory`) },
  },
  {
    ...{ index: 31, type: 4, name: '/' },
    ...{ unitBytes: 4096, units: (60 * gibibyte) / 4096, used: 0.2 + 0.3 * spread(`${id} disk`) },
  },
  ...(kind === 'recorder'
    ? [1, 2, 3, 4].map((disk): Storage => ({
        ...{ index: 31 + disk, type: 4, name: `/video/${disk}` },
        // A recorder fills its disks and then writes over the oldest.
        ...{ unitBytes: 65_536, units: (4000 * gibibyte) / 65_536, used: 0.97 },
      }))
    : []),
];

/** HOST-RESOURCES-MIB (RFC 2790) of a recorder or a server. */
export const hostResources: View = (device) => [
  hrSystem.scalars(device),
  hrStorage.of(storages(device), ({ index }) => [index]),
  hrProcessor.of(
    [0, 1, 2, 3].map((number) => ({ device, number })),
    ({ number }) => [firstProcessor + number],
  ),
];
