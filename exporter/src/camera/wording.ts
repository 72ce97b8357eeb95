import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { VerdictState } from './report.ts';

/** What the page and `npm run look` say of a camera. */
export const words = {
  camera: { en: 'Camera', zh: '摄像机' },
  site: { en: 'Site', zh: '点位' },
  stream: { en: 'Stream', zh: '视频流' },
  visited: { en: 'Last visit', zh: '最近一次访问' },
  watched: { en: 'Watched at', zh: '观看时间' },
  codec: { en: 'Codec', zh: '编码' },
  size: { en: 'Size', zh: '分辨率' },
  frames: { en: 'Frames/s', zh: '帧率' },
  bits: { en: 'Bit rate', zh: '码率' },
  lost: { en: 'Packets lost', zh: '丢包数' },
  jitter: { en: 'Jitter', zh: '抖动' },
  keyFrames: { en: 'Key frame each', zh: '关键帧间隔' },
  fault: { en: 'Fault', zh: '故障' },
  state: { en: 'State', zh: '状态' },
  score: { en: 'Score', zh: '得分' },
  threshold: { en: 'Threshold', zh: '阈值' },
  lastDay: { en: 'Last day', zh: '近一天' },
  picture: { en: 'Picture', zh: '画面' },
  judged: { en: 'Judged at', zh: '判定时间' },
  mode: { en: 'It sees by', zh: '成像模式' },
  reference: { en: 'Learnt view', zh: '已学习的场景' },
  learnt: { en: 'Last learnt', zh: '最近学习' },
  visits: { en: 'Visits learnt from', zh: '学习次数' },
  learning: { en: 'still learning, not judged by yet', zh: '学习中,尚未用于判定' },
  notVisited: { en: 'Not visited yet.', zh: '尚未访问。' },
  notJudged: { en: 'No picture was judged yet.', zh: '尚未判定画面。' },
  judgesNone: {
    en: 'No pictures are judged: pictures.folder of the configuration says where they would be kept.',
    zh: '未启用画面判定:请在配置中设置 pictures.folder。',
  },
  notLearnt: { en: 'No view is learnt yet.', zh: '尚未学习场景。' },
} as const satisfies Record<string, LocalizedText>;

export const stateWords: Readonly<Record<VerdictState, LocalizedText>> = {
  confirmed: { en: 'confirmed', zh: '已确认' },
  suspected: { en: 'suspected', zh: '疑似' },
  clear: { en: 'clear', zh: '正常' },
  unknown: { en: 'not known', zh: '未知' },
};
