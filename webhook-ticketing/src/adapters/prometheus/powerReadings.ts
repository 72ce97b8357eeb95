import { unlessFound } from './concerned.ts';
import { of, type Reading } from './reading.ts';

/** As in the rules VoltageLow and CabinetHot. */
const lowVolts = 187;
const liveVolts = 50;
const hotCelsius = 60;

/** While there is any voltage. */
const voltage = (element: string | undefined, volts: number) =>
  volts < liveVolts ? [] : [of(element, 'voltage_right', volts >= lowVolts)];

/** Of the power, the UPSes and the cabinet. */
export const powerReadings: readonly Reading[] = [
  {
    selector: (ids) => `power_source{source="battery",device_id=~"${ids}"}`,
    says: ['mains_present'],
    every: 30,
    wide: true,
    remembered: '6h',
    read: (labels, value) => [of(labels['device_id'], 'mains_present', value === 0)],
  },
  {
    selector: (ids) => `power_element_energised{element_id=~"${ids}"}`,
    says: ['energised'],
    every: 30,
    wide: true,
    remembered: '6h',
    read: (labels, value) => [of(labels['element_id'], 'energised', value === 1)],
  },
  {
    selector: (ids) => `power_element_volts{element_id=~"${ids}"}`,
    says: ['voltage_right'],
    every: 30,
    wide: true,
    read: (labels, value) => voltage(labels['element_id'], value),
  },
  {
    // Without output it depends on the mains whose fault that is: the alert says it.
    selector: (ids) => `power_source{source=~"normal|battery|booster|reducer|bypass",device_id=~"${ids}"}`,
    says: ['inverter_good'],
    every: 30,
    remembered: '6h',
    read: ({ device_id: id, source }, value) => (value === 1 ? [of(id, 'inverter_good', source !== 'bypass')] : []),
  },
  {
    selector: (ids) => `power_input_volts{input="main",device_id=~"${ids}"}`,
    says: ['voltage_right'],
    every: 30,
    wide: true,
    read: (labels, value) => voltage(labels['device_id'], value),
  },
  {
    selector: (ids) =>
      `{__name__=~"cabinet_surge_protector_ok|cabinet_door_open|cabinet_water_detected|cabinet_temperature_celsius",device_id=~"${ids}"}`,
    says: ['surge_protected', 'door_shut', 'cabinet_dry', 'cabinet_cool'],
    every: 30,
    read: ({ __name__: metric, device_id: id }, value) => {
      switch (metric) {
        case 'cabinet_surge_protector_ok':
          return [of(id, 'surge_protected', value === 1)];
        case 'cabinet_door_open':
          return [of(id, 'door_shut', value === 0)];
        case 'cabinet_water_detected':
          return [of(id, 'cabinet_dry', value === 0)];
        case 'cabinet_temperature_celsius':
          return [of(id, 'cabinet_cool', value <= hotCelsius)];
        default:
          return [];
      }
    },
  },
  {
    selector: (ids) =>
      unlessFound(
        `ups_battery_replace_needed{device_id=~"${ids}"} == 0 or ups_test_result{result="failed",device_id=~"${ids}"} == 0 or ups_alarm{alarm="battery_bad",device_id=~"${ids}"} == 0`,
        'BatteryWorn',
        'device_id',
      ),
    says: ['battery_good'],
    every: 60,
    derived: true,
    read: ({ device_id: id }) => [of(id, 'battery_good', true)],
  },
  {
    selector: (ids) => unlessFound(`device_uptime_seconds{device_id=~"${ids}"}`, 'DeviceRestarts', 'device_id'),
    says: ['keeps_running'],
    every: 60,
    derived: true,
    read: ({ device_id: id }) => [of(id, 'keeps_running', true)],
  },
];
