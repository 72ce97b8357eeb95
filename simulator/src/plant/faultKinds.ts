import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';

/** Moments at which a fault strikes for a short while, again and again; milliseconds. */
export interface Pulses {
  /** From the onset to the first one. */
  first: number;
  /** From one to the next. */
  period: number;
  length: number;
}

/** What can be broken on purpose. */
export interface FaultKind {
  /** Row of the fault taxonomy that it plays; undefined for a city that is not as its papers say. */
  row?: number;
  name: LocalizedText;
  /**
   * The kinds of elements that it can hit, each with the class that a right diagnosis names. `undetermined` where no class has its
   * point at that kind: to abstain is right then, to name another class is wrong.
   */
  targets: Partial<Record<ElementKind, FaultClassId>>;
  /** Milliseconds after the onset at which what it does changes. */
  stages?: readonly number[];
  pulses?: Pulses;
  /** Whether devices keep a record that shows it afterwards, so that it may have begun before anybody broke anything. */
  recorded?: boolean;
}

const define = <T extends Record<string, FaultKind>>(kinds: T): T => kinds;

/** In the order of the taxonomy's rows. */
export const faultKinds = define({
  feeder_power_cut: {
    row: 1,
    name: { en: 'Feeder power cut', zh: '馈线停电' },
    targets: { feeder: 'area_mains_outage', transformer: 'area_mains_outage' },
  },
  service_drop: {
    row: 2,
    name: { en: 'Service drop dead', zh: '进户线断电' },
    targets: { meter: 'service_drop' },
  },
  breaker_trip: { row: 3, name: { en: 'Breaker trip', zh: '断路器跳闸' }, targets: { breaker: 'breaker_trip' } },
  /** Low voltage: cameras behind it restart whenever their heaters and lamps draw. */
  brownout: {
    row: 4,
    name: { en: 'Brownout', zh: '电压过低' },
    targets: { transformer: 'brownout', feeder: 'brownout', meter: 'brownout' },
    pulses: { first: 10_000, period: 120_000, length: 15_000 },
  },
  supply_failure: {
    row: 5,
    name: { en: 'Cabinet power supply failure', zh: '机柜电源故障' },
    targets: {
      cabinet_supply: 'cabinet_supply_failure',
      pdu: 'cabinet_supply_failure',
      pdu_outlet: 'cabinet_supply_failure',
    },
  },
  camera_adapter_failure: {
    row: 6,
    name: { en: 'Camera power adapter failure', zh: '摄像机电源适配器故障' },
    targets: { camera: 'camera_adapter_failure' },
  },
  /** The battery holds a seventh of its time, and its test fails. */
  ups_battery_worn: {
    row: 7,
    name: { en: 'UPS battery worn', zh: 'UPS 电池老化' },
    targets: { ups: 'ups_battery_worn' },
  },
  /** On bypass first; then the bypass, too, fails. */
  ups_inverter_failure: {
    row: 8,
    name: { en: 'UPS inverter failure', zh: 'UPS 逆变器故障' },
    targets: { ups: 'ups_inverter_failure' },
    stages: [20_000],
  },
  /** Every second camera port of the switch is burnt, the surge protector's contact is open. */
  lightning_damage: {
    row: 9,
    name: { en: 'Lightning damage', zh: '雷击损坏' },
    targets: { switch: 'lightning_damage' },
  },
  /** The fibre towards the core: behind a PON port the feeder fibre (row 10), before a splitter or an ONU theirs (row 11). */
  fibre_cut: {
    row: 10,
    name: { en: 'Fibre cut', zh: '光缆中断' },
    targets: { pon_port: 'feeder_fibre_cut', splitter: 'drop_fibre_cut', onu: 'drop_fibre_cut' },
  },
  /** A bend or a dirty connector: 5.5 dB less light, errors, a short loss of the link every minute. */
  fibre_bend: {
    row: 12,
    name: { en: 'Fibre bent or connector dirty', zh: '光纤弯折或接头脏污' },
    targets: { pon_port: 'fibre_degraded', splitter: 'fibre_degraded', onu: 'fibre_degraded' },
    pulses: { first: 20_000, period: 60_000, length: 4_000 },
  },
  olt_optic_failure: {
    row: 13,
    name: { en: 'OLT optic failure', zh: 'OLT 光模块故障' },
    targets: { pon_port: 'olt_optic_failure' },
  },
  /** An ONU that sends out of turn: all others of its PON lose the link again and again. */
  rogue_onu: {
    row: 14,
    name: { en: 'Rogue ONU', zh: '流氓 ONU' },
    targets: { onu: 'rogue_onu' },
    pulses: { first: 0, period: 10_000, length: 4_000 },
  },
  onu_failure: { row: 15, name: { en: 'ONU failure', zh: 'ONU 故障' }, targets: { onu: 'onu_failure' } },
  sdh_section_loss: {
    row: 16,
    name: { en: 'SDH section loss', zh: 'SDH 再生段信号丢失' },
    targets: { sdh_node: 'sdh_section_loss' },
  },
  sdh_degradation: {
    row: 17,
    name: { en: 'SDH degradation', zh: 'SDH 信号劣化' },
    targets: { sdh_node: 'sdh_degraded' },
  },
  media_converter_failure: {
    row: 18,
    name: { en: 'Media converter failure', zh: '光纤收发器故障' },
    targets: { media_converter: 'media_converter_failure' },
  },
  camera_cable_open: {
    row: 19,
    name: { en: 'Camera cable open', zh: '摄像机网线断开' },
    targets: { camera: 'camera_cable_open' },
  },
  /** Frame errors at once, and after some seconds ten instead of a hundred megabits. */
  cable_degraded: {
    row: 20,
    name: { en: 'Camera cable degraded', zh: '摄像机网线劣化' },
    targets: { camera: 'cable_degraded' },
    stages: [15_000],
  },
  poe_short: { row: 21, name: { en: 'PoE short circuit', zh: 'PoE 短路' }, targets: { camera: 'poe_short' } },
  /** The port with the lowest priority gets no power any more. */
  poe_budget_exceeded: {
    row: 22,
    name: { en: 'PoE budget exceeded', zh: 'PoE 功率超限' },
    targets: { switch: 'poe_budget_exceeded' },
  },
  switch_hang: { row: 23, name: { en: 'Switch hang', zh: '交换机死机' }, targets: { switch: 'switch_hang' } },
  switch_dead: { row: 24, name: { en: 'Switch dead', zh: '交换机损坏' }, targets: { switch: 'switch_dead' } },
  network_loop: { row: 25, name: { en: 'Network loop', zh: '网络环路' }, targets: { switch: 'network_loop' } },
  congestion: {
    row: 26,
    name: { en: 'Congestion', zh: '链路拥塞' },
    targets: { switch: 'congestion', onu: 'congestion' },
  },
  node_down: {
    row: 27,
    name: { en: 'Aggregation node down', zh: '汇聚节点中断' },
    targets: {
      core: 'aggregation_down',
      aggregation: 'aggregation_down',
      olt: 'aggregation_down',
      sdh_node: 'aggregation_down',
    },
  },
  camera_hang: { row: 28, name: { en: 'Camera hang', zh: '摄像机死机' }, targets: { camera: 'camera_hang' } },
  camera_dead: { row: 29, name: { en: 'Camera dead', zh: '摄像机损坏' }, targets: { camera: 'camera_dead' } },
  camera_credentials_changed: {
    row: 30,
    name: { en: 'Camera credentials changed', zh: '摄像机口令变更' },
    targets: { camera: 'credentials_changed' },
  },
  /** Another device than the inventory's answers at the address. */
  swapped_camera: {
    row: 31,
    name: { en: 'Camera swapped', zh: '摄像机被调换' },
    targets: { camera: 'camera_misconfigured' },
  },
  stream_stall: { row: 32, name: { en: 'Stream stall', zh: '视频流停滞' }, targets: { camera: 'stream_abnormal' } },
  /** A third of the pictures a second. */
  low_frame_rate: {
    row: 32,
    name: { en: 'Frame rate too low', zh: '帧率过低' },
    targets: { camera: 'stream_abnormal' },
  },
  /** An eighth of the bits a second. */
  low_bit_rate: { row: 32, name: { en: 'Bit rate too low', zh: '码率过低' }, targets: { camera: 'stream_abnormal' } },
  other_picture_size: {
    row: 32,
    name: { en: 'Picture of another size', zh: '分辨率不符' },
    targets: { camera: 'stream_abnormal' },
  },
  no_key_frames: { row: 32, name: { en: 'No key frames', zh: '无关键帧' }, targets: { camera: 'stream_abnormal' } },
  /** The bit rate is as it should be, and no picture is in it. */
  filler_only: {
    row: 32,
    name: { en: 'Filler without pictures', zh: '码流仅含填充数据' },
    targets: { camera: 'stream_abnormal' },
  },
  stripes: { row: 32, name: { en: 'Stripes', zh: '条纹干扰' }, targets: { camera: 'stream_abnormal' } },
  black_picture: { row: 33, name: { en: 'Black picture', zh: '画面全黑' }, targets: { camera: 'picture_lost' } },
  no_signal: {
    row: 33,
    name: { en: 'Blue picture, no signal', zh: '蓝屏无信号' },
    targets: { camera: 'picture_lost' },
  },
  /** The same picture again and again, filled up to the usual bit rate. */
  frozen_picture: { row: 33, name: { en: 'Frozen picture', zh: '画面冻结' }, targets: { camera: 'picture_lost' } },
  snow: { row: 33, name: { en: 'Snow', zh: '雪花噪声' }, targets: { camera: 'picture_lost' } },
  defocused: { row: 34, name: { en: 'Out of focus', zh: '镜头失焦' }, targets: { camera: 'lens_dirty' } },
  dirty_lens: { row: 34, name: { en: 'Dirt and cobwebs', zh: '镜头脏污' }, targets: { camera: 'lens_dirty' } },
  covered_lens: { row: 35, name: { en: 'Lens covered', zh: '镜头被遮盖' }, targets: { camera: 'view_occluded' } },
  occluded_view: {
    row: 35,
    name: { en: 'View partly occluded', zh: '局部遮挡' },
    targets: { camera: 'view_occluded' },
  },
  moved_view: { row: 36, name: { en: 'View moved', zh: '场景偏移' }, targets: { camera: 'view_moved' } },
  shaking: { row: 36, name: { en: 'Camera shakes', zh: '画面抖动' }, targets: { camera: 'view_moved' } },
  /** All is magenta by day; by night nothing is seen of it. */
  infrared_filter_stuck: {
    row: 37,
    name: { en: 'IR filter stuck', zh: '红外滤光片卡滞' },
    targets: { camera: 'infrared_failure' },
  },
  no_colour: {
    row: 37,
    name: { en: 'No colour in daytime', zh: '白天画面无彩色' },
    targets: { camera: 'infrared_failure' },
  },
  colour_cast: { row: 37, name: { en: 'Colour cast', zh: '画面偏色' }, targets: { camera: 'infrared_failure' } },
  too_dark: { row: 37, name: { en: 'Picture too dark', zh: '画面过暗' }, targets: { camera: 'infrared_failure' } },
  too_bright: { row: 37, name: { en: 'Picture too bright', zh: '画面过亮' }, targets: { camera: 'infrared_failure' } },
  /** Fifteen seconds ahead at once, and a second more each minute. */
  clock_drift: { row: 38, name: { en: 'Clock drift', zh: '时钟偏移' }, targets: { camera: 'clock_wrong' } },
  /** The second disk, and with it every third channel. */
  disk_failure: {
    row: 39,
    name: { en: 'Recorder disk failure', zh: '录像机硬盘故障' },
    targets: { recorder: 'disk_failure' },
  },
  /** Three hours of the camera's footage are missing. */
  recording_gap: {
    row: 40,
    name: { en: 'Recording gap', zh: '录像缺失' },
    targets: { camera: 'recording_incomplete' },
  },
  short_retention: {
    row: 40,
    name: { en: 'Recordings kept too short', zh: '录像保存时长不足' },
    targets: { recorder: 'recording_incomplete' },
  },
  /** Of the cabinet in which the supply stands; the same for heat and water. */
  door_open: {
    row: 42,
    name: { en: 'Cabinet door open', zh: '机柜门打开' },
    targets: { cabinet_supply: 'undetermined' },
  },
  cabinet_heat: {
    row: 43,
    name: { en: 'Cabinet too hot', zh: '机柜过热' },
    targets: { cabinet_supply: 'undetermined' },
  },
  cabinet_flood: {
    row: 43,
    name: { en: 'Water in the cabinet', zh: '机柜进水' },
    targets: { cabinet_supply: 'undetermined' },
  },
  /** No fault: the camera sees by its infrared lamp. */
  night: { name: { en: 'Night', zh: '夜间' }, targets: { camera: 'undetermined' } },
  capture_drop: {
    row: 44,
    name: { en: 'Capture drop', zh: '抓拍量骤降' },
    targets: { camera: 'capture_drop' },
    recorded: true,
  },
  /** It works, on the first port that should be free. */
  camera_misplugged: {
    name: { en: 'Camera on another port', zh: '摄像机接错端口' },
    targets: { camera: 'undetermined' },
  },
  /** On a port that should be free. */
  unknown_device: {
    name: { en: 'Unknown device on a port', zh: '端口接入未知设备' },
    targets: { switch: 'undetermined' },
  },
});
export type FaultKindId = keyof typeof faultKinds;
export const faultKindIds = Object.keys(faultKinds) as [FaultKindId, ...FaultKindId[]];
export const faultKind = (id: FaultKindId): FaultKind => faultKinds[id];

export interface ActiveFault {
  id: string;
  kind: FaultKindId;
  /** The element that it hits. */
  target: string;
  /** The class that a right diagnosis names. */
  faultClass: FaultClassId;
  /** Milliseconds of the plant's clock. */
  onset: number;
}
