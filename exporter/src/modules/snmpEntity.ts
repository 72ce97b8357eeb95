import { deviceModule } from './deviceModule.ts';
import { entityName, physicalIndex, physicalNames, sensorColumns, sensorValue } from './entitySensors.ts';
import type { Emit, Labels } from './emit.ts';
import { mibObjects } from './mibObjects.ts';
import { huaweiOpticalPower } from './opticalPower.ts';
import type { Row, Rows } from './row.ts';
import { sysUpTime } from './system.ts';

const physical = mibObjects('ENTITY-MIB', '1.3.6.1.2.1.47.1.1.1.1');
const huaweiOptics = mibObjects('HUAWEI-ENTITY-EXTENT-MIB', '1.3.6.1.4.1.2011.5.25.31.1.1.3.1');

type Entities = Rows<'containedIn' | 'class' | 'name' | 'description'>;

/** What a device is made of: what it is, how warm its parts are, and the light of its transceivers. */
export const snmpEntity = deviceModule({
  name: 'snmp_entity',
  title: {
    en: 'Parts, sensors and transceivers (ENTITY-MIB, ENTITY-SENSOR-MIB, Huawei)',
    zh: '部件、传感器与光模块(ENTITY-MIB、ENTITY-SENSOR-MIB、华为)',
  },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    entities: {
      index: physicalIndex,
      columns: {
        ...physicalNames,
        containedIn: physical('4', 'entPhysicalContainedIn', 'integer'),
        class: physical('5', 'entPhysicalClass', 'integer', { states: { 3: 'chassis', 10: 'port' } }),
        software: physical('10', 'entPhysicalSoftwareRev', 'text', { feeds: ['device_info'] }),
        serial: physical('11', 'entPhysicalSerialNum', 'text', { feeds: ['device_info'] }),
        model: physical('13', 'entPhysicalModelName', 'text', { feeds: ['device_info'] }),
        ...sensorColumns([
          'device_temperature_celsius',
          'device_sensor_volts',
          'device_sensor_amperes',
          'device_sensor_watts',
          'device_sensor_ok',
          'optical_receive_power_dbm',
          'optical_transmit_power_dbm',
        ]),
        receivePower: huaweiOptics('8', 'hwEntityOpticalRxPower', 'integer', { feeds: ['optical_receive_power_dbm'] }),
        transmitPower: huaweiOptics('9', 'hwEntityOpticalTxPower', 'integer', {
          feeds: ['optical_transmit_power_dbm'],
        }),
      },
    },
  },
  normalise({ tables: { entities } }, emit, target) {
    // A stack has several; the first is the one that answers for it.
    const chassis = [...entities].find((row) => row.state('class') === 'chassis');
    if (chassis)
      emit.sample('device_info', 1, {
        model: chassis.text('model') ?? '',
        serial: chassis.text('serial') ?? '',
        software: chassis.text('software') ?? '',
      });
    const taken = new Set<string>();
    for (const row of entities) {
      const port = portOf(row, entities);
      const place = { port, element_id: target.elementsOnPorts.get(port) ?? '' };
      emit.sample('optical_receive_power_dbm', huaweiOpticalPower(row.number('receivePower')), place);
      emit.sample('optical_transmit_power_dbm', huaweiOpticalPower(row.number('transmitPower')), place);
      if (row.number('type') === undefined) continue;
      const name = entityName(row) ?? '';
      const sensor = name === '' || taken.has(name) ? `${name}#${row.index.join('.')}` : name;
      taken.add(sensor);
      const status = row.state('status');
      if (status === 'ok' || status === 'nonoperational')
        emit.sample('device_sensor_ok', status === 'ok' ? 1 : 0, { sensor });
      emitReading(row.state('type'), row.text('units'), sensorValue(row), { sensor, ...place }, emit);
    }
  },
});

const metricOfType = {
  celsius: 'device_temperature_celsius',
  volts_ac: 'device_sensor_volts',
  volts_dc: 'device_sensor_volts',
  amperes: 'device_sensor_amperes',
  watts: 'device_sensor_watts',
} as const;
const isMeasured = (type: string | undefined): type is keyof typeof metricOfType =>
  type !== undefined && Object.hasOwn(metricOfType, type);

/** RFC 3433 has no type for the power of light; agents say it in the units, and its direction in the name. */
function emitReading(
  type: string | undefined,
  units: string | undefined,
  value: number | undefined,
  labels: Labels & { sensor: string },
  emit: Emit,
): void {
  if (units?.toLowerCase() === 'dbm') {
    if (/\b(rx|receive)/i.test(labels.sensor)) emit.sample('optical_receive_power_dbm', value, labels);
    else if (/\b(tx|transmit)/i.test(labels.sensor)) emit.sample('optical_transmit_power_dbm', value, labels);
  } else if (isMeasured(type)) emit.sample(metricOfType[type], value, labels);
}

/** The port that an entity is or is in, by its name; the entity's own name where no port encloses it. */
function portOf(row: Row<'containedIn' | 'class' | 'name' | 'description'>, entities: Entities): string {
  let at: typeof row | undefined = row;
  // An agent may say that a part contains itself, or a ring of parts.
  for (let depth = 0; at && depth < 8; depth++) {
    if (at.state('class') === 'port') return entityName(at) ?? at.index.join('.');
    at = entities.get(at.number('containedIn') ?? 0);
  }
  return entityName(row) ?? row.index.join('.');
}
