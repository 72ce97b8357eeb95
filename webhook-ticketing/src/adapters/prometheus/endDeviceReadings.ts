import { pictureGroups, pictureObservables } from '@roundsman/contract/symptoms.ts';
import { concerned, ofConcerned } from './concerned.ts';
import { of, type Reading } from './reading.ts';

const groupOfFault = new Map<string, (typeof pictureObservables)[number]>(
  pictureObservables.flatMap((group) => pictureGroups[group].map((fault) => [fault, group] as const)),
);

/** A verdict on a picture that is older than this is none, as in the rules: three rounds of five minutes. */
const verdictSeconds = 900;

/**
 * Pictures, streams and what is kept of them, all looked at in steps: their scrapes may be further apart than a measurement stays
 * fresh. Where a rule weighs more than the sample (whether the camera itself was away), only a
 * good sample is read: that it is bad is for the alert to say.
 */
export const endDeviceReadings: readonly Reading[] = [
  {
    selector: (ids) =>
      `picture_fault{device_id=~"${ids}"} and on (device_id) time() - picture_judged_timestamp_seconds{device_id=~"${ids}"} < ${verdictSeconds}`,
    says: pictureObservables,
    every: 300,
    derived: true,
    read: ({ device_id: id, fault = '' }, value) => {
      const group = groupOfFault.get(fault);
      return group === undefined ? [] : [of(id, group, value === 0)];
    },
  },
  {
    selector: (ids) => `stream_profile_difference{device_id=~"${ids}"}`,
    says: ['profile_kept'],
    every: 30,
    derived: true,
    read: ({ device_id: id }, value) => [of(id, 'profile_kept', value === 0)],
  },
  {
    selector: (ids) =>
      `stream_packets_lost{device_id=~"${ids}"} <= bool 0.02 * (stream_packets{device_id=~"${ids}"} + stream_packets_lost{device_id=~"${ids}"})`,
    says: ['packets_whole'],
    every: 30,
    wide: true,
    derived: true,
    read: ({ device_id: id }, value) => [of(id, 'packets_whole', value === 1)],
  },
  {
    selector: (ids) => ofConcerned('device_notification_active', ids),
    says: ['signal_present', 'untampered'],
    every: 30,
    derived: true,
    read: (labels, value) => {
      if (labels['notification'] === 'video_loss') return [of(concerned(labels), 'signal_present', value === 0)];
      const tampered = labels['notification'] === 'tamper' || labels['notification'] === 'video_blind';
      return tampered ? [of(concerned(labels), 'untampered', value === 0)] : [];
    },
  },
  {
    selector: (ids) =>
      `abs(device_clock_offset_seconds{device_id=~"${ids}"}) - device_clock_uncertainty_seconds{device_id=~"${ids}"} <= bool ignoring (source) group_left () device_clock_limit_seconds{device_id=~"${ids}"}`,
    says: ['clock_right'],
    every: 60,
    derived: true,
    read: ({ device_id: id }, value) => [of(id, 'clock_right', value === 1)],
  },
  {
    selector: (ids) => `device_identity_difference{device_id=~"${ids}"}`,
    says: ['identity_right'],
    every: 60,
    derived: true,
    read: ({ device_id: id }, value) => [of(id, 'identity_right', value === 0)],
  },
  {
    selector: (ids) => `device_disk_state{state!="normal",device_id=~"${ids}"}`,
    says: ['disks_good'],
    every: 60,
    derived: true,
    read: ({ device_id: id }, value) => [of(id, 'disks_good', value === 0)],
  },
  {
    selector: (ids) => ofConcerned('recording_channel_active', ids),
    says: ['recording_runs'],
    every: 60,
    derived: true,
    read: (labels, value) => [of(concerned(labels), 'recording_runs', value === 1)],
  },
  {
    selector: (ids) => `(${ofConcerned('recording_recorded_ratio', ids)}) unless recording_longest_gap_seconds > 3600`,
    says: ['recording_complete'],
    every: 60,
    derived: true,
    read: (labels, value) => (value >= 0.95 ? [of(concerned(labels), 'recording_complete', true)] : []),
  },
  {
    selector: (ids) =>
      `(${ofConcerned('recording_retention_seconds', ids)}) >= 0.95 * recording_required_retention_seconds`,
    says: ['recording_retained'],
    every: 60,
    derived: true,
    read: (labels) => [of(concerned(labels), 'recording_retained', true)],
  },
  {
    selector: (ids) => `capture_passages{device_id=~"${ids}"} >= 0.5 * capture_passages_expected{device_id=~"${ids}"}`,
    says: ['passages_captured'],
    every: 60,
    derived: true,
    read: ({ device_id: id }) => [of(id, 'passages_captured', true)],
  },
];
