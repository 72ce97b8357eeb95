import { define } from './symptom.ts';

/** Of devices of the network, their links and ports. */
export const transmissionSymptoms = define({
  device_unreachable: {
    alertname: 'DeviceUnreachable',
    layer: 'transmission',
    name: { en: 'Device does not answer', zh: '设备无应答' },
    observable: 'reachable',
  },
  link_down: {
    alertname: 'LinkDown',
    layer: 'transmission',
    name: { en: 'Link down', zh: '链路中断' },
    observable: 'link_up',
  },
  onu_lost: {
    alertname: 'OnuLost',
    layer: 'transmission',
    name: { en: 'ONU lost', zh: 'ONU 脱网' },
    observable: 'link_up',
  },
  dying_gasp: {
    alertname: 'DyingGasp',
    layer: 'transmission',
    name: { en: 'ONU gasped: its power went', zh: 'ONU 掉电告警' },
    observable: 'power_held',
  },
  sdh_signal_lost: {
    alertname: 'SdhSignalLost',
    layer: 'transmission',
    name: { en: 'SDH signal lost', zh: 'SDH 信号丢失' },
    observable: 'section_clear',
  },
  transmit_light_low: {
    alertname: 'TransmitLightLow',
    layer: 'transmission',
    name: { en: 'No light is sent', zh: '端口不发光' },
    observable: 'light_sent',
  },
  light_dropped: {
    alertname: 'LightDropped',
    layer: 'transmission',
    name: { en: 'Light has dropped', zh: '光功率下降' },
    observable: 'light_usual',
  },
  connection_flaps: {
    alertname: 'ConnectionFlaps',
    layer: 'transmission',
    name: { en: 'Link comes and goes', zh: '链路反复中断' },
    observable: 'connection_steady',
  },
  rogue_onu: {
    alertname: 'RogueOnu',
    layer: 'transmission',
    name: { en: 'ONU suspected of sending out of turn', zh: '疑似流氓 ONU' },
    observable: 'sends_in_turn',
  },
  link_errors: {
    alertname: 'LinkErrors',
    layer: 'transmission',
    name: { en: 'Damaged frames on the link', zh: '链路误码' },
    observable: 'frames_intact',
  },
  link_slow: {
    alertname: 'LinkSlow',
    layer: 'transmission',
    name: { en: 'Link runs slower than before', zh: '链路降速' },
    observable: 'full_rate',
  },
  poe_not_delivering: {
    alertname: 'PoeNotDelivering',
    layer: 'transmission',
    name: { en: 'PoE port finds nobody to feed', zh: 'PoE 端口无受电' },
    observable: 'poe_delivering',
  },
  poe_fault: {
    alertname: 'PoeFault',
    layer: 'transmission',
    name: { en: 'PoE short circuit or overload', zh: 'PoE 短路或过载' },
    observable: 'poe_unfaulted',
  },
  poe_denied: {
    alertname: 'PoeDenied',
    layer: 'transmission',
    name: { en: 'PoE power denied', zh: 'PoE 供电被拒' },
    observable: 'poe_granted',
  },
  poe_budget_exhausted: {
    alertname: 'PoeBudgetExhausted',
    layer: 'transmission',
    name: { en: 'PoE power nearly exhausted', zh: 'PoE 功率将耗尽' },
    observable: 'poe_budget_left',
  },
  poe_idle: {
    alertname: 'PoeIdle',
    layer: 'transmission',
    name: { en: 'Camera takes no power', zh: '摄像机不取电' },
    observable: 'power_drawn',
  },
  network_loop: {
    alertname: 'NetworkLoop',
    layer: 'transmission',
    name: { en: 'Network loop', zh: '网络环路' },
    observable: 'loop_free',
  },
  link_saturated: {
    alertname: 'LinkSaturated',
    layer: 'transmission',
    name: { en: 'Link is full', zh: '链路拥塞' },
    observable: 'uncongested',
  },
});
