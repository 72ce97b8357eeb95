import type { LocalizedText } from './text.ts';
import type { ElementKind, Layer, Severity } from './vocabulary.ts';

/** A class of causes: a row of the fault taxonomy. */
export interface FaultClass {
  /** Row of the taxonomy. */
  row: number;
  name: LocalizedText;
  layer: Layer;
  severity: Severity;
  /** IANA ITU probable cause (IANA-ITU-ALARM-TC-MIB). */
  probableCause: number;
  /** Kinds of elements that can be the fault point. */
  faultPoints: readonly ElementKind[];
  /** What repairs it, for the person who goes there. */
  remedy: LocalizedText;
}

const define = <T extends Record<string, FaultClass>>(classes: T): T => classes;

export const faultClasses = define({
  area_mains_outage: {
    row: 1,
    name: { en: 'Area mains outage', zh: '片区市电停电' },
    layer: 'power',
    severity: 'critical',
    probableCause: 106,
    faultPoints: ['transformer', 'feeder'],
    remedy: {
      en: 'Power company restores the feeder; generator where it takes long.',
      zh: '供电公司恢复馈线供电；时间长时使用发电机。',
    },
  },
  service_drop: {
    row: 2,
    name: { en: 'Service drop dead', zh: '进户线断电' },
    layer: 'power',
    severity: 'major',
    probableCause: 106,
    faultPoints: ['meter'],
    remedy: { en: 'Power company checks the service line and the account.', zh: '供电公司检查进户线路及电费账户。' },
  },
  breaker_trip: {
    row: 3,
    name: { en: 'Breaker tripped', zh: '断路器跳闸' },
    layer: 'power',
    severity: 'major',
    probableCause: 110,
    faultPoints: ['breaker'],
    remedy: { en: 'Check for an earth fault, then reclose.', zh: '先查接地故障，再合闸。' },
  },
  cabinet_supply_failure: {
    row: 5,
    name: { en: 'Cabinet power supply failed', zh: '机柜电源故障' },
    layer: 'power',
    severity: 'major',
    probableCause: 78,
    faultPoints: ['cabinet_supply', 'ups', 'pdu', 'pdu_outlet'],
    remedy: { en: 'Swap the power supply.', zh: '更换电源。' },
  },
  feeder_fibre_cut: {
    row: 10,
    name: { en: 'Feeder fibre cut', zh: '主干光缆中断' },
    layer: 'transmission',
    severity: 'critical',
    probableCause: 8,
    faultPoints: ['pon_port'],
    remedy: { en: 'Carrier locates the break by OTDR and splices.', zh: '运营商用 OTDR 定位断点并熔接。' },
  },
  drop_fibre_cut: {
    row: 11,
    name: { en: 'Distribution or drop fibre cut', zh: '配线或入户光缆中断' },
    layer: 'transmission',
    severity: 'major',
    probableCause: 8,
    faultPoints: ['splitter', 'onu'],
    remedy: {
      en: 'Carrier checks the distribution fibre from the splitter and splices.',
      zh: '运营商检查分光器后的配线光缆并熔接。',
    },
  },
  onu_failure: {
    row: 15,
    name: { en: 'ONU failed', zh: 'ONU 故障' },
    layer: 'transmission',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['onu'],
    remedy: { en: 'Check the received light on site; swap the ONU.', zh: '现场测光；更换 ONU。' },
  },
  camera_cable_open: {
    row: 19,
    name: { en: 'Camera cable open', zh: '摄像机网线断开' },
    layer: 'transmission',
    severity: 'major',
    probableCause: 523,
    faultPoints: ['camera'],
    remedy: { en: 'Re-terminate or replace the cable to the camera.', zh: '重做或更换摄像机网线。' },
  },
  switch_hang: {
    row: 23,
    name: { en: 'Switch hung', zh: '交换机死机' },
    layer: 'transmission',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['switch'],
    remedy: { en: 'Power-cycle the switch; update its firmware.', zh: '交换机断电重启；升级固件。' },
  },
  switch_dead: {
    row: 24,
    name: { en: 'Switch dead', zh: '交换机损坏' },
    layer: 'transmission',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['switch'],
    remedy: { en: 'Swap the switch.', zh: '更换交换机。' },
  },
  congestion: {
    row: 26,
    name: { en: 'Packets lost on the way', zh: '传输拥塞或丢包' },
    layer: 'transmission',
    severity: 'minor',
    probableCause: 202,
    faultPoints: ['aggregation', 'olt', 'pon_port', 'onu', 'switch', 'camera'],
    remedy: {
      en: 'Find the fullest or faultiest link of the way; raise its rate or mend the cable. The carrier answers below the contracted rate.',
      zh: '找出最拥塞或误码最多的链路，扩容或修复线缆；低于合同速率的由运营商负责。',
    },
  },
  aggregation_down: {
    row: 27,
    name: { en: 'Aggregation node down', zh: '汇聚节点中断' },
    layer: 'transmission',
    severity: 'critical',
    probableCause: 165,
    faultPoints: ['core', 'aggregation', 'olt', 'sdh_node'],
    remedy: { en: 'Fail over to the second path; repair the node.', zh: '切换到备用路径；修复节点。' },
  },
  camera_hang: {
    row: 28,
    name: { en: 'Camera hung', zh: '摄像机死机' },
    layer: 'device',
    severity: 'major',
    probableCause: 163,
    faultPoints: ['camera'],
    remedy: {
      en: 'Restart the camera, remotely by its PoE port where possible.',
      zh: '重启摄像机，可行时通过 PoE 端口远程重启。',
    },
  },
  camera_dead: {
    row: 29,
    name: { en: 'Camera dead', zh: '摄像机损坏' },
    layer: 'device',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['camera'],
    remedy: { en: 'Swap the camera; claim the warranty where it still runs.', zh: '更换摄像机；质保期内走质保。' },
  },
  credentials_changed: {
    row: 30,
    name: { en: 'Camera credentials changed', zh: '摄像机口令已变更' },
    layer: 'device',
    severity: 'major',
    probableCause: 600,
    faultPoints: ['camera'],
    remedy: {
      en: 'Find who changed the password; renew it in the credentials file.',
      zh: '查明口令变更人；更新凭据文件。',
    },
  },
  camera_misconfigured: {
    row: 31,
    name: { en: 'Not the device of the inventory', zh: '设备与台账不符' },
    layer: 'records',
    severity: 'minor',
    probableCause: 159,
    faultPoints: ['camera', 'recorder', 'server'],
    remedy: {
      en: 'Compare the label of the device with the inventory; put the right one there, or correct the inventory.',
      zh: '核对设备铭牌与台账；换回正确设备或更正台账。',
    },
  },
  stream_abnormal: {
    row: 32,
    name: { en: 'Stream abnormal', zh: '视频流异常' },
    layer: 'stream',
    severity: 'minor',
    probableCause: 163,
    faultPoints: ['camera'],
    remedy: { en: 'Reset the stream profile; restart the encoder.', zh: '重置码流配置；重启编码器。' },
  },
  picture_lost: {
    row: 33,
    name: { en: 'Picture black, frozen or gone', zh: '画面黑屏、冻结或丢失' },
    layer: 'picture',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['camera'],
    remedy: {
      en: 'Restart the camera; swap it where the picture stays away.',
      zh: '重启摄像机；画面仍不恢复则更换。',
    },
  },
  lens_dirty: {
    row: 34,
    name: { en: 'Lens dirty or out of focus', zh: '镜头脏污或失焦' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Clean the dome and the lens, then focus anew.',
      zh: '清洁护罩和镜头，再重新对焦。',
    },
  },
  view_occluded: {
    row: 35,
    name: { en: 'View covered or occluded', zh: '视野被遮挡' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Remove what covers the view: cut leaves, tell the police of a cover.',
      zh: '清除遮挡物：修剪枝叶；人为遮挡报警。',
    },
  },
  view_moved: {
    row: 36,
    name: { en: 'View shifted', zh: '视野偏移' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Realign the camera by its reference picture and tighten the bracket.',
      zh: '按基准画面重新对准并紧固支架。',
    },
  },
  infrared_failure: {
    row: 37,
    name: { en: 'Infrared filter or light failed', zh: '红外滤光片或补光故障' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 514,
    faultPoints: ['camera'],
    remedy: {
      en: 'Check fill light, filter and exposure; replace what has failed.',
      zh: '检查补光灯、滤光片和曝光设置；更换故障件。',
    },
  },
  clock_wrong: {
    row: 38,
    name: { en: 'Clock wrong', zh: '时钟偏差' },
    layer: 'records',
    severity: 'major',
    probableCause: 70,
    faultPoints: ['camera', 'recorder', 'server'],
    remedy: {
      en: 'Set the clock by NTP and check that the time server is reached.',
      zh: '通过 NTP 校时，并确认时间服务器可达。',
    },
  },
  disk_failure: {
    row: 39,
    name: { en: 'Disk failed', zh: '硬盘故障' },
    layer: 'records',
    severity: 'major',
    probableCause: 73,
    faultPoints: ['recorder', 'server', 'camera'],
    remedy: {
      en: 'Replace the disk and rebuild; secure recordings that are needed first.',
      zh: '更换硬盘并重建；先备份需保全的录像。',
    },
  },
  recording_incomplete: {
    row: 40,
    name: { en: 'Recording missing or too short', zh: '录像缺失或保存不足' },
    layer: 'records',
    severity: 'major',
    probableCause: 151,
    faultPoints: ['recorder', 'camera'],
    remedy: {
      en: 'Check the recording plan of the channel and the room on the disks.',
      zh: '检查通道录像计划和存储空间。',
    },
  },
  capture_drop: {
    row: 44,
    name: { en: 'Hardly any passages captured', zh: '抓拍量骤降' },
    layer: 'records',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Check trigger, lanes and exposure of the capture; retune it.',
      zh: '检查抓拍触发、车道和曝光参数；重新调试。',
    },
  },
  reported_fault: {
    row: 0,
    name: { en: 'Fault reported by a person', zh: '人工报修故障' },
    layer: 'device',
    severity: 'minor',
    probableCause: 1,
    faultPoints: ['camera'],
    remedy: { en: 'Look at the camera named in the report.', zh: '查看报修的摄像机。' },
  },
  undetermined: {
    row: 0,
    name: { en: 'Cause undetermined', zh: '原因未定' },
    layer: 'device',
    severity: 'major',
    probableCause: 1,
    faultPoints: [],
    remedy: { en: 'Follow the checks listed with the candidates.', zh: '按候选原因列出的检查项逐一核查。' },
  },
});
export type FaultClassId = keyof typeof faultClasses;
export const faultClassIds = Object.keys(faultClasses) as [FaultClassId, ...FaultClassId[]];
