import { metrics } from './metric.ts';

/** Of whether a device is the one that the inventory says. */
export const identityMetrics = metrics({
  device_identity_difference: {
    type: 'gauge',
    help: '1 if what the device says of itself differs from the inventory, 0 if it agrees, by property: serial, model, firmware, mac; absent where either says nothing of it.',
    labels: ['property'],
    amiss: { value: 'other than zero' },
  },
});
