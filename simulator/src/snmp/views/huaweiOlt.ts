import { onuOptics, onusBehind, type OnuOptics } from '../../plant/quantities/optics.ts';
import { integer, Table, type Value } from '../mibView.ts';
import { dateAndTime } from './dateAndTime.ts';
import type { View } from './device.ts';

const mib = '1.3.6.1.4.1.2011.6.128.1.1.2';

interface Ont {
  port: number;
  number: number;
  read: () => OnuOptics;
}

/** Values of LastDownCause. */
const cause = { loss_of_signal: 2, dying_gasp: 13 } as const;
/** What the agent puts where there is no reading. */
const noReading = 2_147_483_647;

const runs = ({ read }: Ont): Value => integer(read().online ? 1 : 2);
const distance = ({ read }: Ont): Value => integer(read().online ? read().distanceMetres : -1);
const lastDown = ({ read }: Ont): Value | undefined => {
  const { loss } = read();
  return loss && dateAndTime(loss.at);
};
const lastCause = ({ read }: Ont): Value => integer(lossCause(read()));
const lossCause = ({ loss }: OnuOptics): number => (loss ? cause[loss.cause] : -1);
const lastGasp = ({ read }: Ont): Value | undefined => {
  const { loss } = read();
  return loss?.cause === 'dying_gasp' ? dateAndTime(loss.at) : undefined;
};
const receivePower = ({ read }: Ont): Value => {
  const { receiveDbm } = read();
  return integer(receiveDbm === undefined ? noReading : receiveDbm * 100);
};

const gponControl = new Table<Ont>(`${mib}.46.1`, { 15: runs, 20: distance, 23: lastDown, 24: lastCause });
const gponOptics = new Table<Ont>(`${mib}.51.1`, { 4: receivePower });
const eponControl = new Table<Ont>(`${mib}.57.1`, {
  15: runs,
  19: distance,
  24: lastDown,
  25: lastCause,
  26: lastGasp,
});
const eponOptics = new Table<Ont>(`${mib}.104.1`, { 5: receivePower });

/** HUAWEI-XPON-MIB: the ONUs of an OLT, by the ifIndex of their PON port and their number on it. */
export const huaweiOlt: View = ({ ports, plant }) => {
  const family = (epon: boolean): Ont[] =>
    ports.flatMap(({ index, name, below }) =>
      below?.kind === 'pon_port' && name.startsWith('epon') === epon
        ? onusBehind(plant, below.id).map(({ onu, number }) => ({
            port: index,
            number,
            read: () => onuOptics(plant, onu.id),
          }))
        : [],
    );
  const [gpon, epon] = [family(false), family(true)];
  const index = ({ port, number }: Ont) => [port, number];
  return [
    ...[gponControl, gponOptics].map((table) => table.of(gpon, index)),
    ...[eponControl, eponOptics].map((table) => table.of(epon, index)),
  ];
};
