import type { Sensor } from '@roundsman/contract/inventory/schema.ts';
import { cabinetReadings, type CabinetReadings } from '../../plant/quantities/cabinet.ts';
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

interface Contact {
  port: number;
  name: string;
  open: () => boolean;
}
const closed = 1;
const opened = 2;
const inputStatus = new Table<Contact>(`${mib}.2.2.1`, {
  3: ({ name }) => octets(name),
  5: ({ open }) => integer(open() ? opened : closed),
});

/** The universal inputs of PowerNet-MIB: the climate probe, and a contact for each that the inventory knows by its name. */
export const universalInputs: View = ({ element: { cabinet, sensors }, plant }) => {
  if (cabinet === undefined || !sensors) return [];
  const read = () => cabinetReadings(plant, cabinet);
  const contacts = sensors.flatMap((sensor) => {
    const alarm = alarmOf(sensor);
    return alarm ? [{ name: sensor.name, open: () => alarm(read()) === (sensor.alarmWhen === 'open') }] : [];
  });
  const surge = { name: 'surge-protector', open: () => read().surgeTripped };
  return [
    sensorStatus.of([{ read }], () => [1, 1]),
    inputStatus.of(
      [...contacts, surge].map((contact, at) => ({ ...contact, port: at + 2 })),
      ({ port }) => [port, 1],
    ),
  ];
};

function alarmOf({ measures }: Sensor): ((cabinet: CabinetReadings) => boolean) | undefined {
  if (measures === 'door') return ({ doorOpen }) => doorOpen;
  if (measures === 'water') return ({ water }) => water;
  return undefined;
}
