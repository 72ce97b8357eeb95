import { cabinetReadings } from '../../plant/quantities/cabinet.ts';
import { onuOptics, ponTransmitDbm } from '../../plant/quantities/optics.ts';
import type { Port } from '../../plant/quantities/ports.ts';
import { spread } from '../../plant/spread.ts';
import { voltsOf } from '../../plant/upsState.ts';
import { integer, octets, Table } from '../mibView.ts';
import type { Device, View } from './device.ts';

/** A part of a device (RFC 6933), with its reading where it is a sensor (RFC 3433). */
interface Entity {
  index: number;
  name: string;
  /** PhysicalClass: chassis 3, sensor 8, port 10. */
  class: 3 | 8 | 10;
  device: Device;
  sensor?: Sensor;
  /** Light of its transceiver, dBm. */
  receiveDbm?: () => number | undefined;
  transmitDbm?: () => number | undefined;
}
interface Sensor {
  /** EntitySensorDataType: voltsAC 3, celsius 8. */
  type: 3 | 8;
  /** In tenths. */
  value: () => number;
}

const chassisIndex = 1;
const portsFrom = 100;
const isChassis = ({ class: kind }: Entity): boolean => kind === 3;

const entPhysical = new Table<Entity>('1.3.6.1.2.1.47.1.1.1.1', {
  2: ({ name }) => octets(name),
  4: (entity) => integer(isChassis(entity) ? 0 : chassisIndex),
  5: (entity) => integer(entity.class),
  7: ({ name }) => octets(name),
  10: (entity) => (isChassis(entity) ? octets('V1.0') : octets('')),
  11: (entity) => octets(isChassis(entity) ? (entity.device.element.serial ?? '') : ''),
  13: (entity) => octets(isChassis(entity) ? (entity.device.element.model ?? '') : ''),
});

const units = 9;
const ok = 1;
const entPhySensor = new Table<Entity>('1.3.6.1.2.1.99.1.1.1', {
  1: ({ sensor }) => sensor && integer(sensor.type),
  2: ({ sensor }) => sensor && integer(units),
  3: ({ sensor }) => sensor && integer(1),
  4: ({ sensor }) => sensor && integer(sensor.value() * 10),
  5: ({ sensor }) => sensor && integer(ok),
  6: ({ sensor }) => sensor && octets(sensor.type === 3 ? 'V' : 'C'),
});

/** What Huawei's agents put where there is no light. */
const noLight = -1;
const hundredths = (dbm: number | undefined) => integer(dbm === undefined ? noLight : dbm * 100);
/** HUAWEI-ENTITY-EXTENT-MIB hwEntityOpticalRxPower and TxPower, 0.01 dBm. */
const hwOptical = new Table<Entity>('1.3.6.1.4.1.2011.5.25.31.1.1.3.1', {
  8: ({ receiveDbm }) => receiveDbm && hundredths(receiveDbm()),
  9: ({ transmitDbm }) => transmitDbm && hundredths(transmitDbm()),
});

/** ENTITY-MIB, ENTITY-SENSOR-MIB and optical DDM: chassis, temperature, ports with their light, voltages that are sensed. */
export const entities: View = (device) => {
  const { element, ports } = device;
  const volts = (element.sensors ?? []).flatMap(({ name, element: sensed }, at): Entity[] =>
    sensed === undefined
      ? []
      : [
          {
            index: 10 + at,
            name,
            class: 8,
            device,
            sensor: { type: 3, value: () => voltsAt(device, sensed) },
          },
        ],
  );
  const rows: Entity[] = [
    { index: chassisIndex, name: 'chassis', class: 3, device },
    { index: 2, name: 'board temperature', class: 8, device, sensor: { type: 8, value: () => boardCelsius(device) } },
    ...volts,
    ...ports.flatMap((port): Entity[] => {
      const light = lightOf(device, port);
      return light ? [{ index: portsFrom + port.index, name: port.name, class: 10, device, ...light }] : [];
    }),
  ];
  return [entPhysical, entPhySensor, hwOptical].map((table) => table.of(rows, ({ index }) => [index]));
};

function voltsAt({ plant }: Device, id: string): number {
  const { energised, weak } = plant.condition(id);
  return voltsOf(energised, weak);
}

/** A board is warmer than the cabinet, or the room, that it stands in. */
function boardCelsius({ element, plant }: Device): number {
  const around = element.cabinet === undefined ? 24 : cabinetReadings(plant, element.cabinet).celsius;
  return around + 9 + 3 * spread(`${element.id} board`);
}

/** Only optical ports have light; the OLT's hears all its ONUs in turn, so it has no one level that it receives. */
function lightOf({ element, plant }: Device, port: Port): Pick<Entity, 'receiveDbm' | 'transmitDbm'> | undefined {
  const { below } = port;
  if (below?.kind === 'pon_port') return { transmitDbm: () => ponTransmitDbm(plant, below.id) };
  if (element.kind !== 'onu' || port.alias !== 'uplink') return undefined;
  return {
    receiveDbm: () => onuOptics(plant, element.id).receiveDbm,
    transmitDbm: () => onuOptics(plant, element.id).transmitDbm,
  };
}
