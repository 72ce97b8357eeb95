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
const normal = 0;
const disks = new Table<number>('1.3.6.1.4.1.50001.1.241.1', { 3: () => integer(normal) });

/** A recorder as Hikvision's speak. */
export const recorder: View = (device) => [hikvision.scalars(device), disks.of([1, 2, 3, 4], (disk) => [disk])];
