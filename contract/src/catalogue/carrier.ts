import { metrics } from './metric.ts';

/** Of what a carrier's network manager says of its own equipment. */
export const carrierMetrics = metrics({
  carrier_alarm: {
    type: 'gauge',
    help: "1 while an alarm of the carrier's network manager stands. element_id: the element that the inventory has under its managed object, empty where it has none; probable_cause: our name for that of ITU-T X.733, empty where it was not told; severity: indeterminate, critical, major, minor, warning.",
    labels: ['element_id', 'probable_cause', 'severity'],
  },
  carrier_alarms_unmapped: {
    type: 'gauge',
    help: 'Alarms that stand and whose managed object no element of the inventory names.',
  },
  carrier_alarm_feed_timestamp_seconds: {
    type: 'gauge',
    help: "When the carrier's network manager was last heard, by the clock of the exporter.",
  },
});
