import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../topology.ts';
import { kindAt } from '../topology/graph.ts';
import { cabinetCount } from './cabinets.ts';
import type { Sighting } from './sightings.ts';

/** What people call the kinds: one, several, and in Chinese with its measure word. */
const kindWords: Record<ElementKind, readonly [one: string, several: string, zh: string]> = {
  transformer: ['transformer', 'transformers', '台变压器'],
  feeder: ['feeder', 'feeders', '条馈线'],
  meter: ['meter', 'meters', '块电表'],
  breaker: ['breaker', 'breakers', '个断路器'],
  cabinet_supply: ['cabinet supply', 'cabinet supplies', '个机柜电源'],
  ups: ['UPS', 'UPSes', '台 UPS'],
  pdu: ['PDU', 'PDUs', '个 PDU'],
  pdu_outlet: ['PDU outlet', 'PDU outlets', '个 PDU 插座'],
  core: ['core node', 'core nodes', '台核心设备'],
  aggregation: ['aggregation node', 'aggregation nodes', '台汇聚设备'],
  olt: ['OLT', 'OLTs', '台 OLT'],
  pon_port: ['PON port', 'PON ports', '个 PON 口'],
  splitter: ['splitter', 'splitters', '个分光器'],
  onu: ['ONU', 'ONUs', '台 ONU'],
  sdh_node: ['SDH node', 'SDH nodes', '台 SDH 设备'],
  media_converter: ['media converter', 'media converters', '台光电收发器'],
  switch: ['switch', 'switches', '台交换机'],
  camera: ['camera', 'cameras', '台摄像机'],
  recorder: ['recorder', 'recorders', '台录像机'],
  server: ['server', 'servers', '台服务器'],
};

/** What a group of equal observations says: of one, of several, in Chinese; for a bad and a good reading. */
const sayings: Record<Observable, Record<'bad' | 'good', readonly [one: string, several: string, zh: string]>> = {
  mains_present: {
    bad: ['lost mains', 'lost mains', '失去市电'],
    good: ['had mains at its last reading', 'had mains at their last reading', '最近一次读数市电正常'],
  },
  energised: {
    bad: ['carries no voltage', 'carry no voltage', '无电压'],
    good: ['carries voltage', 'carry voltage', '有电压'],
  },
  reachable: {
    bad: ['does not answer', 'do not answer', '无应答'],
    good: ['answers', 'answer', '应答正常'],
  },
  link_up: {
    bad: ['has no link at the port that faces it', 'have no link at the port that faces them', '上联端口无链路'],
    good: ['has link at the port that faces it', 'have link at the port that faces them', '上联端口链路正常'],
  },
  authorised: {
    bad: ['refuses the credentials', 'refuse the credentials', '拒绝凭据'],
    good: ['accepts the credentials', 'accept the credentials', '接受凭据'],
  },
  media_flowing: {
    bad: ['sends no video', 'send no video', '无视频数据'],
    good: ['sends video', 'send video', '视频正常'],
  },
  packets_whole: {
    bad: ['loses packets', 'lose packets', '视频丢包'],
    good: ['loses no packets', 'lose no packets', '视频无丢包'],
  },
  profile_kept: {
    bad: ['sends a stream off its profile', 'send streams off their profile', '码流与配置不符'],
    good: ['keeps its stream profile', 'keep their stream profile', '码流与配置一致'],
  },
  signal_present: {
    bad: ['says that its video signal is lost', 'say that their video signal is lost', '上报视频信号丢失'],
    good: ['has a video signal', 'have a video signal', '视频信号正常'],
  },
  picture_shown: {
    bad: ['shows no picture', 'show no picture', '无有效画面'],
    good: ['shows a picture', 'show a picture', '画面存在'],
  },
  picture_clear: {
    bad: ['shows an unclear picture', 'show an unclear picture', '画面不清晰'],
    good: ['shows a clear picture', 'show a clear picture', '画面清晰'],
  },
  picture_undisturbed: {
    bad: ['shows a disturbed picture', 'show a disturbed picture', '画面受干扰'],
    good: ['shows an undisturbed picture', 'show an undisturbed picture', '画面无干扰'],
  },
  view_free: {
    bad: ['has a covered view', 'have a covered view', '视野被遮挡'],
    good: ['has a free view', 'have a free view', '视野无遮挡'],
  },
  view_in_place: {
    bad: ['looks elsewhere', 'look elsewhere', '视野偏移'],
    good: ['looks where it should', 'look where they should', '视野位置正常'],
  },
  colours_true: {
    bad: ['shows wrong colours', 'show wrong colours', '画面颜色异常'],
    good: ['shows true colours', 'show true colours', '画面颜色正常'],
  },
  well_lit: {
    bad: ['shows a badly lit picture', 'show a badly lit picture', '画面亮度异常'],
    good: ['shows a well lit picture', 'show a well lit picture', '画面亮度正常'],
  },
  untampered: {
    bad: ['says that it is tampered with', 'say that they are tampered with', '上报遭破坏或遮挡'],
    good: ['says that nobody tampers with it', 'say that nobody tampers with them', '未上报破坏或遮挡'],
  },
  clock_right: {
    bad: ['has a wrong clock', 'have a wrong clock', '时钟超差'],
    good: ['has the right time', 'have the right time', '时钟正常'],
  },
  identity_right: {
    bad: ['is not the device of the inventory', 'are not the devices of the inventory', '与台账不符'],
    good: ['is the device of the inventory', 'are the devices of the inventory', '与台账一致'],
  },
  disks_good: {
    bad: ['has a failed disk', 'have failed disks', '硬盘故障'],
    good: ['has good disks', 'have good disks', '硬盘正常'],
  },
  recording_runs: {
    bad: ['is not being recorded', 'are not being recorded', '未在录像'],
    good: ['is being recorded', 'are being recorded', '正在录像'],
  },
  recording_complete: {
    bad: ['has gaps in its recording', 'have gaps in their recordings', '录像有缺失'],
    good: ['is recorded without gaps', 'are recorded without gaps', '录像完整'],
  },
  recording_retained: {
    bad: ['is not kept for as long as required', 'are not kept for as long as required', '录像保存时长不足'],
    good: ['is kept for as long as required', 'are kept for as long as required', '录像保存时长达标'],
  },
  passages_captured: {
    bad: ['captures hardly any passages', 'capture hardly any passages', '抓拍量骤降'],
    good: ['captures passages as usual', 'capture passages as usual', '抓拍量正常'],
  },
  voltage_right: {
    bad: ['gets too low a voltage', 'get too low a voltage', '电压过低'],
    good: ['gets the right voltage', 'get the right voltage', '电压正常'],
  },
  keeps_running: {
    bad: ['restarts again and again', 'restart again and again', '反复重启'],
    good: ['keeps running', 'keep running', '运行稳定'],
  },
  battery_good: {
    bad: ['has a worn battery', 'have worn batteries', '电池老化'],
    good: ['has a good battery', 'have good batteries', '电池正常'],
  },
  inverter_good: {
    bad: ['runs on bypass or gives no output', 'run on bypass or give no output', '处于旁路或无输出'],
    good: ['feeds its output as it should', 'feed their outputs as they should', '输出正常'],
  },
  surge_protected: {
    bad: [
      'reports that the surge protector has given way',
      'report that the surge protectors have given way',
      '防雷器已动作',
    ],
    good: ['reports an intact surge protector', 'report intact surge protectors', '防雷器正常'],
  },
  power_held: {
    bad: [
      'said as its last word that its power goes (dying gasp)',
      'said as their last word that their power goes (dying gasp)',
      '离线前发出掉电告警（dying gasp）',
    ],
    good: ['said nothing of losing its power', 'said nothing of losing their power', '未发出掉电告警'],
  },
  light_sent: {
    bad: ['sends too little light or none', 'send too little light or none', '发光过低或无光'],
    good: ['sends its light', 'send their light', '发光正常'],
  },
  light_usual: {
    bad: [
      'gets at least 3 dB less light than usual',
      'get at least 3 dB less light than usual',
      '收光比平时低 3 dB 以上',
    ],
    good: ['gets as much light as usual', 'get as much light as usual', '收光与平时一致'],
  },
  connection_steady: {
    bad: ['goes off and on again and again', 'go off and on again and again', '反复上下线'],
    good: ['keeps its connection', 'keep their connection', '连接稳定'],
  },
  sends_in_turn: {
    bad: ['sends out of turn', 'send out of turn', '异常发光'],
    good: ['sends only when it is its turn', 'send only when it is their turn', '发光时序正常'],
  },
  section_clear: {
    bad: ['gets no signal on its section', 'get no signal on their section', '再生段信号丢失'],
    good: ['gets its signal', 'get their signal', '再生段信号正常'],
  },
  frames_intact: {
    bad: ['gets damaged frames', 'get damaged frames', '链路误码'],
    good: ['gets its frames intact', 'get their frames intact', '链路无误码'],
  },
  full_rate: {
    bad: ['runs at a lower rate than before', 'run at a lower rate than before', '链路速率下降'],
    good: ['runs at its full rate', 'run at their full rate', '链路速率正常'],
  },
  poe_delivering: {
    bad: [
      'takes no power from its port (searching)',
      'take no power from their ports (searching)',
      'PoE 端口未供电（检测中）',
    ],
    good: ['is given power by its port', 'are given power by their ports', 'PoE 供电正常'],
  },
  poe_unfaulted: {
    bad: [
      'makes a short circuit or overload at its port',
      'make short circuits or overloads at their ports',
      'PoE 端口短路或过载',
    ],
    good: ['makes no short circuit at its port', 'make no short circuits at their ports', 'PoE 端口无短路'],
  },
  poe_granted: {
    bad: ['is denied power by its switch', 'are denied power by their switch', 'PoE 供电被拒'],
    good: ['is not denied power', 'are not denied power', 'PoE 供电未被拒'],
  },
  poe_budget_left: {
    bad: ['has no power left to give', 'have no power left to give', 'PoE 功率耗尽'],
    good: ['has power left to give', 'have power left to give', 'PoE 功率充足'],
  },
  power_drawn: {
    bad: ['draws hardly any power', 'draw hardly any power', '几乎不耗电'],
    good: ['draws power as usual', 'draw power as usual', '功耗正常'],
  },
  loop_free: {
    bad: ['sees a loop', 'see a loop', '出现环路'],
    good: ['sees no loop', 'see no loop', '无环路'],
  },
  uncongested: {
    bad: ['has a full link', 'have full links', '链路占满'],
    good: ['has room on its link', 'have room on their links', '链路空闲'],
  },
  serving: {
    bad: ['does not serve', 'do not serve', '服务无响应'],
    good: ['serves', 'serve', '服务正常'],
  },
  door_shut: {
    bad: ['reports an open door', 'report open doors', '柜门被打开'],
    good: ['reports a shut door', 'report shut doors', '柜门关闭'],
  },
  cabinet_dry: {
    bad: ['reports water in the cabinet', 'report water in the cabinet', '机柜进水'],
    good: ['reports a dry cabinet', 'report dry cabinets', '机柜干燥'],
  },
  cabinet_cool: {
    bad: ['reports heat in the cabinet', 'report heat in the cabinet', '机柜高温'],
    good: ['reports a cool cabinet', 'report cool cabinets', '机柜温度正常'],
  },
};

/** What is said of a picture in which one of these was found; the group that it belongs to says less. */
const picturesSaid: Record<PictureFault, readonly [one: string, several: string, zh: string]> = {
  no_signal: ['shows "no signal"', 'show "no signal"', '显示无信号'],
  black: ['shows a black picture', 'show a black picture', '画面全黑'],
  snow: ['shows nothing but snow', 'show nothing but snow', '画面全是雪花'],
  frozen: ['shows a frozen picture', 'show a frozen picture', '画面冻结'],
  blurred: ['shows a blurred picture', 'show a blurred picture', '画面模糊'],
  low_contrast: ['shows a picture without contrast', 'show a picture without contrast', '画面对比度过低'],
  stripes: ['shows stripes', 'show stripes', '画面有条纹'],
  mosaic: ['shows a broken picture (mosaic)', 'show a broken picture (mosaic)', '画面花屏'],
  covered: ['has its lens covered', 'have their lenses covered', '镜头被遮盖'],
  occluded: ['has its view partly occluded', 'have their view partly occluded', '视野局部被遮挡'],
  moved: ['looks elsewhere than before', 'look elsewhere than before', '场景发生偏移'],
  shake: ['shakes', 'shake', '画面抖动'],
  colour_cast: ['shows a colour cast', 'show a colour cast', '画面偏色'],
  monochrome: ['shows no colour in daytime', 'show no colour in daytime', '白天画面无彩色'],
  too_dark: ['shows a picture that is too dark', 'show a picture that is too dark', '画面过暗'],
  too_bright: ['shows a picture that is too bright', 'show a picture that is too bright', '画面过亮'],
};

/** When the first and the last of several began, milliseconds of the epoch. */
export interface Span {
  first: number;
  last: number;
}

/** Names in a list that a person still reads to its end. */
const named = 3;

/**
 * One sentence for observations of the same kind of element with the same outcome; `positions` must not be empty. Of many the first
 * few of the inventory are named. `span`: of several that are bad, as far as it is known.
 */
export const sentence = (
  topology: Topology,
  positions: readonly number[],
  { observable, value, fault }: Pick<Sighting, 'observable' | 'value' | 'fault'>,
  span: Span | null,
): LocalizedText => {
  const [one, several, saidZh] = fault ? picturesSaid[fault] : sayings[observable][value ? 'good' : 'bad'];
  const { graph } = topology;
  const kind = kindAt(graph, positions[0] ?? -1);
  const [kindOne, kindSeveral, kindZh] = kindWords[kind];
  const names = leastOf(positions, named).map((position) => topology.name(graph.elements[position]?.id ?? ''));
  const cabinets = cabinetCount(graph, positions);
  if (positions.length === 1) {
    const [name] = names;
    return { en: `${capital(kindOne)} ${name?.en ?? ''} ${one}`, zh: `${name?.zh ?? ''}${saidZh}` };
  }
  const more = positions.length > named;
  const listEn = `${names.map((name) => name.en).join(', ')}${more ? ', …' : ''}`;
  const listZh = `${names.map((name) => name.zh).join('、')}${more ? '等' : ''}`;
  const spread = span === null ? null : within(span);
  const whereEn = cabinets > 1 ? ` of ${cabinets} cabinets` : '';
  const whereZh = cabinets > 1 ? `${cabinets} 个机柜的 ` : '';
  return {
    en: `${positions.length} ${kindSeveral}${whereEn} ${several} (${spread === null ? '' : `all within ${spread} s: `}${listEn})`,
    zh: `${whereZh}${positions.length} ${kindZh}${saidZh}（${spread === null ? '' : `${spread} 秒内先后出现：`}${listZh}）`,
  };
};

/** So many of the least of the numbers, in order. */
const leastOf = (numbers: readonly number[], count: number): number[] => {
  const least: number[] = [];
  for (const number of numbers) {
    if (least.length === count && number >= (least[count - 1] ?? Infinity)) continue;
    least.push(number);
    least.sort((a, b) => a - b);
    least.length = Math.min(least.length, count);
  }
  return least;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Seconds from first to last, where they were close together. */
const within = ({ first, last }: Span): number | null => {
  const seconds = Math.ceil((last - first) / 1000);
  return seconds <= 300 ? Math.max(1, seconds) : null;
};
