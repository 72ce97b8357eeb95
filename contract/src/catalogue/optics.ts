import { metrics } from './metric.ts';

/** Of optical links: transceivers, PON and SDH. */
export const opticsMetrics = metrics({
  optical_receive_power_dbm: {
    type: 'gauge',
    help: 'Light that the transceiver of the port receives.',
    labels: ['port'],
  },
  optical_transmit_power_dbm: {
    type: 'gauge',
    help: 'Light that the transceiver of the port sends.',
    labels: ['port'],
  },
});
