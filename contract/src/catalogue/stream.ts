import { metrics } from './metric.ts';

/** Of the video session of a camera. */
export const streamMetrics = metrics({
  rtsp_phase_duration_seconds: {
    type: 'gauge',
    help: 'Duration of a phase: connect, options, describe, setup, play, first_packet, first_key_frame.',
    labels: ['phase'],
  },
  rtsp_response_status: { type: 'gauge', help: 'Status code of the last RTSP response (RFC 2326 section 7.1.1).' },
  stream_window_seconds: {
    type: 'gauge',
    help: 'For how long the stream was watched; the other stream_ figures are of this window.',
  },
  stream_packets: { type: 'gauge', help: 'RTP packets of video in the window.' },
  stream_packets_lost: { type: 'gauge', help: 'RTP packets missing by sequence number in the window.' },
  stream_frames: { type: 'gauge', help: 'Frames in the window, filler not counted.' },
  stream_key_frames: { type: 'gauge', help: 'Key frames in the window.' },
  stream_bytes: { type: 'gauge', help: 'Octets of video payload in the window, filler not counted.' },
  stream_jitter_seconds: {
    type: 'gauge',
    help: 'Interarrival jitter at the end of the window (RFC 3550 section 6.4.1).',
  },
  stream_info: { type: 'gauge', help: '1, with what the stream declares.', labels: ['codec', 'width', 'height'] },
  camera_backoff_seconds: {
    type: 'gauge',
    help: 'How long the camera is still left alone after it refused the credentials.',
  },
});
