import { metrics } from './metric.ts';

/** Of the passages of vehicles that an enforcement camera captures. */
export const captureMetrics = metrics({
  capture_passages: { type: 'gauge', help: 'Passages captured in the last full hour.' },
  capture_passages_expected: {
    type: 'gauge',
    help: 'Passages to be expected in that hour: the median of the same hour of the earlier weeks.',
  },
  capture_baseline_size: { type: 'gauge', help: 'How many earlier weeks, 0 to 8, the expectation rests on.' },
  capture_last_passage_timestamp_seconds: { type: 'gauge', help: 'When the last passage was captured.' },
});
