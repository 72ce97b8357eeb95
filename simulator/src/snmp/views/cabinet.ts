import {
  cabinetContacts,
  cabinetReadings,
  type CabinetContact,
  type CabinetReadings,
} from '../../plant/quantities/cabinet.ts';
import { integer, octets, Table } from '../mibView.ts';
import type { View } from './device.ts';

const mib = '1.3.6.1.4.1.318.1.1.25';

interface Climate {
  read: () => CabinetReadings;
}
const sensorStatus = new Table<Climate>(`${mib}.1.2.1`, {
  3: () => octets('climate'),
  5: ({ read }) => integer(read().celsius * 1.8 + 32),
  6: ({ read }) => integer(read().celsius),
  7: ({ read }) => integer(read().relativeHumidity),
});

const closed = 1;
const opened = 2;
const inputStatus = new Table<CabinetContact>(`${mib}.2.2.1`, {
  3: ({ name }) => octets(name),
  5: ({ open }) => integer(open() ? opened : closed),
});

/** The universal inputs of PowerNet-MIB: the climate probe, and a contact for each that the inventory knows by its name. */
export const universalInputs: View = ({ element, plant }) => {
  const { cabinet, sensors } = element;
  if (cabinet === undefined || !sensors) return [];
  return [
    sensorStatus.of([{ read: () => cabinetReadings(plant, cabinet) }], () => [1, 1]),
    inputStatus.of(cabinetContacts(plant, element), ({ port }) => [port, 1]),
  ];
};
