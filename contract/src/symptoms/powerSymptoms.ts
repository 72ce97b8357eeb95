import { define } from './symptom.ts';

/** Of the mains, UPSes and what they feed. */
export const powerSymptoms = define({
  mains_lost: {
    alertname: 'MainsLost',
    layer: 'power',
    name: { en: 'Mains lost, on battery', zh: '市电丢失，电池供电' },
    observable: 'mains_present',
  },
  element_deenergised: {
    alertname: 'ElementDeenergised',
    layer: 'power',
    name: { en: 'No voltage at a sensed point', zh: '测点无电压' },
    observable: 'energised',
  },
  voltage_low: {
    alertname: 'VoltageLow',
    layer: 'power',
    name: { en: 'Voltage too low', zh: '电压过低' },
    observable: 'voltage_right',
  },
  ups_output_abnormal: {
    alertname: 'UpsOutputAbnormal',
    layer: 'power',
    name: { en: 'UPS on bypass or without output', zh: 'UPS 旁路或无输出' },
    observable: 'inverter_good',
  },
  battery_worn: {
    alertname: 'BatteryWorn',
    layer: 'power',
    name: { en: 'UPS battery worn', zh: 'UPS 电池老化' },
    observable: 'battery_good',
  },
  surge_protector_open: {
    alertname: 'SurgeProtectorOpen',
    layer: 'power',
    name: { en: 'Surge protector given way', zh: '防雷器失效' },
    observable: 'surge_protected',
  },
});
