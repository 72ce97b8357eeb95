import { disksOf } from '../../plant/footage.ts';
import { spread } from '../../plant/spread.ts';
import { integer, octets, Table } from '../mibView.ts';
import type { Device, View } from './device.ts';

const percent = (share: number) => octets(`${Math.round(share * 100)} PERCENT`);

/** Hikvision's own objects, in words as its firmware gives them. */
const hikvision = new Table<Device>('1.3.6.1.4.1.39165.1', {
  7: ({ element }) => percent(0.2 + 0.3 * spread(`${element.id} cpu`)),
  9: () => percent(0.97),
  11: ({ element }) => percent(0.4 + 0.3 * spread(`${element.id} memory`)),
});
interface Disk {
  device: Device;
  number: number;
}
/** hikDiskStatus. */
const states = { normal: 0, abnormal: 2 } as const;
const isGood = ({ device: { element, plant }, number }: Disk): boolean =>
  disksOf(element, plant).get(`disk${number}`) ?? true;
const disks = new Table<Disk>('1.3.6.1.4.1.50001.1.241.1', {
  3: (disk) => integer(isGood(disk) ? states.normal : states.abnormal),
});

/** A recorder as Hikvision's speak. */
export const recorder: View = (device) => [
  hikvision.scalars(device),
  disks.of(
    [1, 2, 3, 4].map((number) => ({ device, number })),
    ({ number }) => [number],
  ),
];
