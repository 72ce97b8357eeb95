import { metrics } from './metric.ts';

/** Of the clock of a device, by where it was read: onvif (GetSystemDateAndTime), http (the header Date). */
export const clockMetrics = metrics({
  device_clock_offset_seconds: {
    type: 'gauge',
    help: "The device's clock minus true time, half of the round trip taken off; by source: onvif, http.",
    labels: ['source'],
  },
  device_clock_uncertainty_seconds: {
    type: 'gauge',
    help: 'By how much the offset may be wrong: half of the round trip and of the step in which the device tells its time.',
    labels: ['source'],
  },
  device_clock_wrong_seconds: {
    type: 'gauge',
    help: 'By how much the clock is off beyond doubt, its offset less the uncertainty, where that is more than its limit, else 0.',
    labels: ['source'],
    amiss: { value: 'other than zero' },
  },
  device_clock_limit_seconds: {
    type: 'gauge',
    help: 'How far the clock of this device may be off (1 s for enforcement, GA/T 832-2014).',
  },
});
