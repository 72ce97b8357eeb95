import { budgetWatts, poePort, type PoePort } from '../../plant/quantities/poe.ts';
import type { Port } from '../../plant/quantities/ports.ts';
import { counter32, gauge, integer, Table } from '../mibView.ts';
import type { Device, View } from './device.ts';

interface Row {
  device: Device;
  port: Port;
  /** As it is printed on the device. */
  number: number;
}

const stateOf = ({ device: { plant, element }, port: { below } }: Row): PoePort =>
  poePort(plant, element.id, below?.fedBy.includes(element.id) ? below.id : undefined);

const pethPsePort = new Table<Row>('1.3.6.1.2.1.105.1.1.1', {
  3: () => integer(1),
  4: () => integer(2),
  6: (row) => integer(stateOf(row).status),
  // critical 1, high 2, low 3.
  7: () => integer(3),
  8: (row) => counter32(stateOf(row).mpsAbsent),
  // class0 is 1.
  10: (row) => integer(stateOf(row).powerClass + 1),
  11: () => counter32(0),
  12: (row) => counter32(stateOf(row).denied),
  13: (row) => counter32(stateOf(row).overload),
  14: (row) => counter32(stateOf(row).short),
});

/** HUAWEI-POE-MIB hwPoePortTable, indexed by ifIndex: what RFC 3621 lacks. Milliwatts. */
const portPower = new Table<Row>('1.3.6.1.4.1.2011.5.25.195.3.1', {
  10: (row) => integer(stateOf(row).milliwatts),
});

interface Supply {
  device: Device;
  rows: readonly Row[];
}

/** While a port is denied power the others take nearly all there is. */
const consumption = ({ device: { plant, element }, rows }: Supply): number => {
  const watts = rows.reduce((sum, row) => sum + stateOf(row).milliwatts, 0) / 1000;
  return plant.fault(element.id, 'poe_budget_exceeded') ? Math.max(watts, budgetWatts - 2) : watts;
};

const pethMainPse = new Table<Supply>('1.3.6.1.2.1.105.1.3.1.1', {
  2: () => gauge(budgetWatts),
  3: () => integer(1),
  4: (supply) => gauge(consumption(supply)),
  5: () => integer(80),
});

/** POWER-ETHERNET-MIB (RFC 3621) with one group, and the watts of each port. */
export const poe: View = (device) => {
  const rows = device.ports.filter((port) => port.poe).map((port, at): Row => ({ device, port, number: at + 1 }));
  return [
    pethPsePort.of(rows, ({ number }) => [1, number]),
    portPower.of(rows, ({ port }) => [port.index]),
    pethMainPse.of([{ device, rows }], () => [1]),
  ];
};
