import { onuOptics, type OnuOptics } from '../../plant/quantities/optics.ts';
import { counter64, gauge, integer, Table, timeTicks, type Value } from '../mibView.ts';
import type { View } from './device.ts';

const mib = '1.3.6.1.2.1.155.1';

/** The logical link of an ONU at the OLT. */
interface Link {
  index: number;
  read: () => OnuOptics;
  /** sysUpTime of the OLT at a moment of the plant's clock, milliseconds. */
  uptimeAt: (at: number) => number;
}

/** Light goes 0.2 m in a nanosecond, there and back; a time quantum is 16 ns. */
const metresPerQuantum = 1.6;
/** What the powers of light read as where there is none: far below what a receiver can see, 0.1 dBm. */
const darkTenths = -400;
const tenths = (dbm: number | undefined): Value => integer(dbm === undefined ? darkTenths : dbm * 10);

const mpcpControl = new Table<Link>(`${mib}.1.1.1`, {
  // unregistered 1, registered 3.
  7: ({ read }) => integer(read().online ? 3 : 1),
  10: ({ read }) => gauge(read().online ? read().distanceMetres / metresPerQuantum : 0),
});
const fec = new Table<Link>(`${mib}.3.1.1`, {
  4: ({ read }) => counter64(read().correctedBlocks),
  5: ({ read }) => counter64(read().uncorrectableBlocks),
});
const opticalInterface = new Table<Link>(`${mib}.4.1.5.1`, {
  2: ({ read }) => tenths(read().oltReceiveDbm),
  7: () => tenths(4.6),
  12: ({ read }) => integer(read().online ? 1 : 2),
});

const linkFault = 256;
const dyingGasp = 257;
const isGasp = ({ loss }: OnuOptics): boolean => loss?.cause === 'dying_gasp';
const ofLoss = (value: (optics: OnuOptics, link: Link) => Value | undefined) => (link: Link) => {
  const optics = link.read();
  return optics.loss && value(optics, link);
};
const oamEventLog = new Table<Link>('1.3.6.1.2.1.158.1.6.1', {
  2: ofLoss(({ loss }, { uptimeAt }) => loss && timeTicks(Math.max(0, uptimeAt(loss.at)))),
  4: ofLoss((optics) => gauge(isGasp(optics) ? dyingGasp : linkFault)),
  // local 1, remote 2: the gasp is the ONU's, the fault of the link is what the OLT itself sees.
  5: ofLoss((optics) => integer(isGasp(optics) ? 2 : 1)),
});

/** DOT3-EPON-MIB (RFC 4837) and the event log of DOT3-OAM-MIB (RFC 4878) of an EPON OLT, a row for each ONU. */
export const epon: View = ({ ports, plant, uptimeMs }) => {
  const links = ports.flatMap(({ index, below }): Link[] =>
    below?.kind === 'onu'
      ? [{ index, read: () => onuOptics(plant, below.id), uptimeAt: (at) => uptimeMs() - (plant.now() - at) }]
      : [],
  );
  const index = (link: Link) => [link.index];
  return [
    ...[mpcpControl, fec, opticalInterface].map((table) => table.of(links, index)),
    oamEventLog.of(links, (link) => [link.index, 1]),
  ];
};
