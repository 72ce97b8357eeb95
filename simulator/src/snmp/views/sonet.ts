import { sectionReadings, type SectionReadings } from '../../plant/quantities/section.ts';
import { gauge, integer, Table } from '../mibView.ts';
import type { View } from './device.ts';

const mib = '1.3.6.1.2.1.10.39.1';

interface Section {
  index: number;
  read: () => SectionReadings;
}

const noDefect = 1;
const sectionCurrent = new Table<Section>(`${mib}.2.1.1`, {
  // LOS is bit 2.
  1: ({ read }) => integer(read().lossOfSignal ? 2 : noDefect),
  2: ({ read }) => gauge(read().erroredSeconds),
  3: ({ read }) => gauge(read().severelyErroredSeconds),
  4: ({ read }) => gauge(read().severelyErroredSeconds),
  5: ({ read }) => gauge(read().codingViolations),
});
const lineCurrent = new Table<Section>(`${mib}.3.1.1`, {
  // AIS is bit 2: what comes from behind a lost section is replaced by it.
  1: ({ read }) => integer(read().alarmIndication ? 2 : noDefect),
  2: ({ read }) => gauge(read().erroredSeconds),
  3: ({ read }) => gauge(read().severelyErroredSeconds),
  4: ({ read }) => gauge(read().codingViolations),
  5: ({ read }) => gauge(read().unavailableSeconds),
});

/** SONET-MIB (RFC 3592) of an SDH node: the section and the line towards the core, over the current quarter of an hour. */
export const sonet: View = ({ element, ports, plant }) => {
  const rows = ports
    .filter(({ alias }) => alias === 'uplink')
    .map(({ index }): Section => ({ index, read: () => sectionReadings(plant, element.id) }));
  return [sectionCurrent, lineCurrent].map((table) => table.of(rows, ({ index }) => [index]));
};
