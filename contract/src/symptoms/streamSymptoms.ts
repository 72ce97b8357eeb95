import { define } from './symptom.ts';

/** Of the video that a camera sends. */
export const streamSymptoms = define({
  stream_stalled: {
    alertname: 'StreamStalled',
    layer: 'stream',
    name: { en: 'No video arrives', zh: '无视频数据' },
    observable: 'media_flowing',
  },
  stream_off_profile: {
    alertname: 'StreamOffProfile',
    layer: 'stream',
    name: { en: 'Stream off its profile', zh: '码流与配置不符' },
    observable: 'profile_kept',
  },
  packets_lost: {
    alertname: 'PacketsLost',
    layer: 'stream',
    name: { en: 'Packets lost', zh: '视频丢包' },
    observable: 'packets_whole',
  },
});
