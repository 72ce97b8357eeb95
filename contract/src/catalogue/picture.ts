import { metrics } from './metric.ts';

/** Of what a camera shows, judged by its key frames every few minutes. The newest verdict is shown at every scrape. */
export const pictureMetrics = metrics({
  picture_fault: {
    type: 'gauge',
    help: '1 if the picture was found to have the fault in several verdicts, 0 if not; absent: not known. At most one fault of a camera is 1 at a time.',
    labels: ['fault'],
    amiss: { value: 'other than zero' },
  },
  picture_fault_score: {
    type: 'gauge',
    help: 'How strongly the newest picture shows the fault; it has it above the threshold.',
    labels: ['fault'],
  },
  picture_fault_threshold: {
    type: 'gauge',
    help: 'Score above which a picture has the fault.',
    labels: ['fault'],
  },
  picture_judged_timestamp_seconds: { type: 'gauge', help: 'When the newest judged picture was taken.' },
  picture_fault_timestamp_seconds: {
    type: 'gauge',
    help: 'When the newest judged picture was taken, for the fault that it was found to have; absent where it has none.',
    labels: ['fault'],
  },
  picture_reference_timestamp_seconds: {
    type: 'gauge',
    help: 'When the picture that the newest ones are compared with was last learnt, by mode: daylight, lamplight, infrared.',
    labels: ['mode'],
  },
});
