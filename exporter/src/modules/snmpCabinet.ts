import type { Sensor } from '@roundsman/contract/inventory/schema.ts';
import { deviceModule, type IndexPart } from './deviceModule.ts';
import type { Emit } from './emit.ts';
import { entityName, physicalIndex, physicalNames, sensorColumns, sensorValue } from './entitySensors.ts';
import { mibObjects } from './mibObjects.ts';
import { energisedVolts } from './senses.ts';
import { sysUpTime } from './system.ts';

/** PowerNet-MIB of APC: the universal sensor ports of its UPS cards and of its units for racks and cabinets. */
const uio = mibObjects('PowerNet-MIB', '1.3.6.1.4.1.318.1.1.25');
const uioPort: readonly IndexPart[] = [
  { label: 'uio_port', type: 'number' },
  { label: 'uio_sensor', type: 'number' },
];

const ofContacts = [
  'cabinet_door_open',
  'cabinet_water_detected',
  'cabinet_surge_protector_ok',
  'power_element_energised',
] as const;
const ofClimate = ['cabinet_temperature_celsius', 'cabinet_humidity_ratio'] as const;

/**
 * The sensors of a cabinet. What a contact means is nobody's standard: the inventory says it, by the name that the device gives
 * the contact (`sensors` of the element). A sensor of ENTITY-SENSOR-MIB counts as one of the cabinet only if the inventory names it.
 */
export const snmpCabinet = deviceModule({
  name: 'snmp_cabinet',
  title: {
    en: 'Cabinet sensors and contacts (ENTITY-SENSOR-MIB, APC universal I/O)',
    zh: '机柜传感器与干接点(ENTITY-SENSOR-MIB、APC 通用输入)',
  },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    climate: {
      index: uioPort,
      columns: {
        name: uio('1.2.1.3', 'uioSensorStatusSensorName', 'text'),
        celsius: uio('1.2.1.6', 'uioSensorStatusTemperatureDegC', 'integer', {
          unknown: [-1],
          feeds: ['cabinet_temperature_celsius'],
        }),
        humidity: uio('1.2.1.7', 'uioSensorStatusHumidity', 'integer', {
          unknown: [-1],
          scale: 0.01,
          feeds: ['cabinet_humidity_ratio'],
        }),
      },
    },
    contacts: {
      index: uioPort,
      columns: {
        name: uio('2.2.1.3', 'uioInputStatusInputName', 'text'),
        position: uio('2.2.1.5', 'uioInputStatusCurrentState', 'integer', {
          states: { 1: 'closed', 2: 'open' },
          feeds: ofContacts,
        }),
      },
    },
    entities: {
      index: physicalIndex,
      columns: { ...physicalNames, ...sensorColumns([...ofContacts, ...ofClimate, 'power_element_volts']) },
    },
  },
  normalise({ tables }, emit, target) {
    const declared = new Map(target.sensors.map((sensor) => [sensor.name, sensor]));
    for (const row of tables.climate) {
      const sensor = row.text('name') ?? row.index.join('.');
      emit.sample('cabinet_temperature_celsius', row.measure('celsius'), { sensor });
      emit.sample('cabinet_humidity_ratio', row.measure('humidity'), { sensor });
    }
    for (const row of tables.contacts) {
      const sensor = declared.get(row.text('name') ?? row.index.join('.'));
      if (sensor) emitContact(sensor, row.state('position'), emit);
    }
    for (const row of tables.entities) {
      const sensor = declared.get(entityName(row) ?? '');
      const value = sensorValue(row);
      const type = row.state('type');
      if (!sensor || value === undefined) continue;
      if (type === 'truth') emitContact(sensor, value === 1 ? 'true' : 'false', emit);
      else if (type === 'celsius' && sensor.measures === 'temperature')
        emit.sample('cabinet_temperature_celsius', value, { sensor: sensor.name });
      else if (type === 'percent_humidity' && sensor.measures === 'humidity')
        emit.sample('cabinet_humidity_ratio', value / 100, { sensor: sensor.name });
      else if (type === 'volts_ac' && sensor.measures === 'mains') {
        emitMains(sensor, value >= energisedVolts, emit);
        if (sensor.element !== undefined) emit.sample('power_element_volts', value, { element_id: sensor.element });
      }
    }
  },
});

/** What a contact in this position tells. A position that is not of the declared pair tells nothing. */
function emitContact(sensor: Sensor, position: string | undefined, emit: Emit): void {
  const pair = ['open', 'closed'].includes(sensor.alarmWhen) ? ['open', 'closed'] : ['true', 'false'];
  if (position === undefined || !pair.includes(position)) return;
  const alarm = position === sensor.alarmWhen;
  if (sensor.measures === 'door') emit.sample('cabinet_door_open', alarm ? 1 : 0, { sensor: sensor.name });
  else if (sensor.measures === 'water') emit.sample('cabinet_water_detected', alarm ? 1 : 0, { sensor: sensor.name });
  else if (sensor.measures === 'surge')
    emit.sample('cabinet_surge_protector_ok', alarm ? 0 : 1, { sensor: sensor.name });
  else if (sensor.measures === 'mains') emitMains(sensor, !alarm, emit);
}

function emitMains({ element }: Sensor, energised: boolean, emit: Emit): void {
  if (element !== undefined) emit.sample('power_element_energised', energised ? 1 : 0, { element_id: element });
}
