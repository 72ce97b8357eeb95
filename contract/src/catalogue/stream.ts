import { metrics } from './metric.ts';

/** `stream`: `watched`, what each visit watches (normally the sub-stream), or `main`, watched now and then. */
const ofStream = ['stream'] as const;

/** Of the video session of a camera. The figures of each stream are those of its newest visit. */
export const streamMetrics = metrics({
  rtsp_phase_duration_seconds: {
    type: 'gauge',
    help: 'Duration of a phase: connect, options, describe, setup, play, first_packet, first_key_frame.',
    labels: ['phase'],
  },
  rtsp_response_status: { type: 'gauge', help: 'Status code of the last RTSP response (RFC 2326 section 7.1.1).' },
  stream_watched_timestamp_seconds: {
    type: 'gauge',
    help: 'When the visit ended that the stream_ figures of this stream are of.',
    labels: ofStream,
  },
  stream_window_seconds: {
    type: 'gauge',
    help: 'For how long the stream was watched; the other stream_ figures are of this window.',
    labels: ofStream,
  },
  stream_packets: { type: 'gauge', help: 'RTP packets of video in the window.', labels: ofStream },
  stream_packets_lost: {
    type: 'gauge',
    help: 'RTP packets missing by sequence number in the window.',
    labels: ofStream,
    amiss: { value: 'other than zero' },
  },
  stream_packet_loss_ratio: {
    type: 'gauge',
    help: 'Share of the RTP packets of the window that are missing, 0 to 1 (fraction lost, RFC 3550 section 6.4.1).',
    labels: ofStream,
    amiss: { value: 'other than zero' },
  },
  stream_packets_reordered: {
    type: 'gauge',
    help: 'RTP packets in the window that came after one with a higher sequence number.',
    labels: ofStream,
  },
  stream_malformed_packets: {
    type: 'gauge',
    help: 'Packets in the window that are no RTP packets of the video that was set up.',
    labels: ofStream,
  },
  stream_frames: { type: 'gauge', help: 'Frames in the window, filler not counted.', labels: ofStream },
  stream_key_frames: { type: 'gauge', help: 'Key frames in the window.', labels: ofStream },
  stream_key_frame_interval_seconds: {
    type: 'gauge',
    help: 'Time from one key frame to the next in the window.',
    labels: ofStream,
  },
  stream_gop_frames: {
    type: 'gauge',
    help: 'Frames of the last complete group of pictures: from one key frame to the next.',
    labels: ofStream,
  },
  stream_declared_frames_per_second: {
    type: 'gauge',
    help: 'Frame rate that the stream declares (SDP, or the timing of its parameter sets).',
    labels: ofStream,
  },
  stream_bytes: { type: 'gauge', help: 'Octets of video payload in the window, filler not counted.', labels: ofStream },
  stream_filler_bytes: {
    type: 'gauge',
    help: 'Octets of filler in the window, by which a camera keeps up a constant bit rate.',
    labels: ofStream,
  },
  stream_jitter_seconds: {
    type: 'gauge',
    help: 'Interarrival jitter at the end of the window (RFC 3550 section 6.4.1).',
    labels: ofStream,
  },
  stream_clock_offset_seconds: {
    type: 'gauge',
    help: 'Clock of the sender report of RTCP (RFC 3550 section 6.4.1) minus true time.',
    labels: ofStream,
  },
  stream_size_changes: {
    type: 'gauge',
    help: 'How often width, height or codec changed in the window.',
    labels: ofStream,
  },
  stream_profile_difference: {
    type: 'gauge',
    help: '1 if the stream differs from the profile of the inventory, 0 if it agrees, by property: codec, resolution, frame_rate, bit_rate, key_frame_interval; absent where the inventory says nothing of it.',
    labels: ['stream', 'property'],
    amiss: { value: 'other than zero' },
  },
  stream_info: {
    type: 'gauge',
    help: '1, with what the stream declares.',
    labels: ['stream', 'codec', 'width', 'height'],
  },
  camera_backoff_seconds: {
    type: 'gauge',
    help: 'How long the camera is still left alone after it refused the credentials.',
  },
});
