import { metrics } from './metric.ts';

/** Of a recorder's channel, and the camera of the inventory on it. */
const ofChannel = ['channel', 'element_id'] as const;

/** Of what a recorder holds of its cameras. */
export const recordingMetrics = metrics({
  recording_channel_active: {
    type: 'gauge',
    help: '1 if the channel is being recorded, 0 if not although it should be.',
    labels: ofChannel,
    amiss: { value: 'zero' },
  },
  recording_recorded_ratio: {
    type: 'gauge',
    help: 'Share of the planned time of the last 24 hours that is recorded, 0 to 1.',
    labels: ofChannel,
  },
  recording_longest_gap_seconds: {
    type: 'gauge',
    help: 'Longest time without a recording within the plan of the last 24 hours.',
    labels: ofChannel,
  },
  recording_retention_seconds: {
    type: 'gauge',
    help: 'Age of the oldest recording of the channel.',
    labels: ofChannel,
  },
  recording_required_retention_seconds: {
    type: 'gauge',
    help: 'Age that the oldest recording must reach, by the inventory.',
    labels: ofChannel,
  },
});
