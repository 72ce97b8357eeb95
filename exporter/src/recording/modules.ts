import type { SourcedModule } from '../power/sourcedModule.ts';

const required = {
  source: 'inventory recording.retentionDays',
  feeds: ['recording_required_retention_seconds'],
} as const;

/** A recorder, or a camera with a card, by the recording search of ONVIF. */
export const onvifRecordingModule: SourcedModule = {
  name: 'onvif_recording',
  title: { en: 'Recorder by ONVIF (Profile G)', zh: 'ONVIF 录像机(Profile G)' },
  confirmed: 'simulated',
  documents: ['ONVIF Recording Search Service Specification'],
  reads: [
    {
      source: 'ONVIF GetRecordingSearchResults',
      feeds: ['recording_channel_active', 'recording_retention_seconds'],
    },
    {
      source: 'ONVIF GetEventSearchResults (RecordingHistory/Track/State)',
      feeds: ['recording_recorded_ratio', 'recording_longest_gap_seconds'],
    },
    required,
  ],
};

/** A recorder by our report over HTTP. */
export const httpRecordingModule: SourcedModule = {
  name: 'http_recording',
  title: { en: 'Recorder by a report over HTTP', zh: '录像机 HTTP 报告' },
  confirmed: 'simulated',
  documents: ['docs/asking.md'],
  reads: [
    { source: 'report disks', feeds: ['device_disk_state'] },
    { source: 'report channels.recording', feeds: ['recording_channel_active'] },
    { source: 'report channels.oldest', feeds: ['recording_retention_seconds'] },
    { source: 'report channels.segments', feeds: ['recording_recorded_ratio', 'recording_longest_gap_seconds'] },
    required,
  ],
};
