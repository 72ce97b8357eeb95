import type { IndexPart } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import { mibObjects } from './mibObjects.ts';
import type { Row } from './row.ts';

/** ENTITY-MIB (RFC 6933) entPhysicalTable and ENTITY-SENSOR-MIB (RFC 3433) entPhySensorTable; both are indexed by entPhysicalIndex. */
const physical = mibObjects('ENTITY-MIB', '1.3.6.1.2.1.47.1.1.1.1');
const phySensor = mibObjects('ENTITY-SENSOR-MIB', '1.3.6.1.2.1.99.1.1.1');

export const physicalIndex: readonly IndexPart[] = [{ label: 'entPhysicalIndex', type: 'number' }];

export const physicalNames = {
  description: physical('2', 'entPhysicalDescr', 'text'),
  name: physical('7', 'entPhysicalName', 'text'),
} as const;

/** The columns of a sensor; its value feeds these metrics. */
export const sensorColumns = (feeds: NonNullable<MibObject['feeds']>) =>
  ({
    type: phySensor('1', 'entPhySensorType', 'integer', {
      states: {
        3: 'volts_ac',
        4: 'volts_dc',
        5: 'amperes',
        6: 'watts',
        8: 'celsius',
        9: 'percent_humidity',
        12: 'truth',
      },
    }),
    scale: phySensor('2', 'entPhySensorScale', 'integer'),
    precision: phySensor('3', 'entPhySensorPrecision', 'integer'),
    value: phySensor('4', 'entPhySensorValue', 'integer', { feeds }),
    status: phySensor('5', 'entPhySensorOperStatus', 'integer', {
      states: { 1: 'ok', 2: 'unavailable', 3: 'nonoperational' },
    }),
    units: phySensor('6', 'entPhySensorUnitsDisplay', 'text'),
  }) as const;

type SensorColumn = keyof ReturnType<typeof sensorColumns>;

/** In EntitySensorDataScale, units are 9 and each step is a factor of thousand. */
const unscaled = 9;
/** RFC 3433: what a sensor shows that is beyond its range. */
const outOfRange = [-1_000_000_000, 1_000_000_000];

/** The reading of a sensor in plain units, undefined while it has none (RFC 3433 section 3.1). */
export function sensorValue(row: Row<SensorColumn>): number | undefined {
  const value = row.number('value');
  if (value === undefined || outOfRange.includes(value) || row.state('status') !== 'ok') return undefined;
  const exponent = 3 * ((row.number('scale') ?? unscaled) - unscaled) - (row.number('precision') ?? 0);
  return exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;
}

/** What people call a physical entity; undefined where the agent gives it no name at all. */
export const entityName = (row: Row<keyof typeof physicalNames>): string | undefined =>
  row.text('name') ?? row.text('description');
