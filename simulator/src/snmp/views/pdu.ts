import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { spread } from '../../plant/spread.ts';
import { integer, octets, Table, type Value } from '../mibView.ts';
import type { Device, View } from './device.ts';

const mib = '1.3.6.1.4.1.318.1.1.26';
const outletCount = 4;
const volts = 220;

interface Outlet {
  device: Device;
  number: number;
  /** What is plugged in. */
  load: Element | undefined;
}
const watts = ({ device: { plant }, load }: Outlet): number =>
  load && plant.condition(load.id).energised ? 12 + 40 * spread(`${load.id} watts`) : 0;
const tenthAmperes = (of: number): Value => integer((of / volts) * 10);
const on = ({ device: { plant }, load }: Outlet): boolean =>
  load?.kind !== 'pdu_outlet' || plant.condition(load.id).energised;

const switched = new Table<Outlet>(`${mib}.9.2.3.1`, {
  3: ({ load, number }) => octets(load?.id ?? `Outlet ${number}`),
  4: ({ number }) => integer(number),
  // off 1, on 2.
  5: (outlet) => integer(on(outlet) ? 2 : 1),
});
const metered = new Table<Outlet>(`${mib}.9.4.3.1`, {
  3: ({ load, number }) => octets(load?.id ?? `Outlet ${number}`),
  4: ({ number }) => integer(number),
  6: (outlet) => tenthAmperes(watts(outlet)),
  7: (outlet) => integer(watts(outlet)),
});
const phase = new Table<readonly Outlet[]>(`${mib}.6.3.1`, {
  5: (outlets) => tenthAmperes(total(outlets)),
  6: () => integer(volts),
  // Hundredths of a kilowatt.
  7: (outlets) => integer(total(outlets) / 10),
});
const total = (outlets: readonly Outlet[]): number => outlets.reduce((sum, outlet) => sum + watts(outlet), 0);

/** A rack PDU of APC's second generation (PowerNet-MIB rPDU2), its outlets switched and metered. */
export const rackPdu: View = (device) => {
  const loads = device.plant.topology.feeds(device.element.id);
  const outlets = Array.from({ length: Math.max(outletCount, loads.length) }, (_, at): Outlet => ({
    ...{ device, number: at + 1, load: loads[at] },
  }));
  const index = ({ number }: Outlet) => [number];
  return [switched.of(outlets, index), metered.of(outlets, index), phase.of([outlets], () => [1])];
};
