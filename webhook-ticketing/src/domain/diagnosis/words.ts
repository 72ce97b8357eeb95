import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../topology.ts';

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
};

/** Names in a list that a person still reads to its end. */
const named = 3;

/** One sentence for observations of the same kind of element with the same outcome; `ids` must not be empty. */
export const sentence = (
  topology: Topology,
  ids: readonly string[],
  observable: Observable,
  value: boolean,
  times: readonly number[],
): LocalizedText => {
  const [one, several, saidZh] = sayings[observable][value ? 'good' : 'bad'];
  const kind = topology.element(ids[0] ?? '')?.kind ?? 'server';
  const [kindOne, kindSeveral, kindZh] = kindWords[kind];
  const names = ids.slice(0, named).map((id) => topology.name(id));
  const cabinets = new Set(ids.map((id) => topology.element(id)?.cabinet ?? id)).size;
  if (ids.length === 1) {
    const [name] = names;
    return { en: `${capital(kindOne)} ${name?.en ?? ''} ${one}`, zh: `${name?.zh ?? ''}${saidZh}` };
  }
  const more = ids.length > named;
  const listEn = `${names.map((name) => name.en).join(', ')}${more ? ', …' : ''}`;
  const listZh = `${names.map((name) => name.zh).join('、')}${more ? '等' : ''}`;
  const spread = within(value ? [] : times);
  const whereEn = cabinets > 1 ? ` of ${cabinets} cabinets` : '';
  const whereZh = cabinets > 1 ? `${cabinets} 个机柜的 ` : '';
  return {
    en: `${ids.length} ${kindSeveral}${whereEn} ${several}${spread === null ? '' : ` within ${spread} s`} (${listEn})`,
    zh: `${whereZh}${ids.length} ${kindZh}${spread === null ? '' : `在 ${spread} 秒内`}${saidZh}（${listZh}）`,
  };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Seconds from first to last, where they were close together. */
const within = (times: readonly number[]): number | null => {
  if (times.length < 2) return null;
  const seconds = Math.ceil((Math.max(...times) - Math.min(...times)) / 1000);
  return seconds <= 300 ? Math.max(1, seconds) : null;
};
