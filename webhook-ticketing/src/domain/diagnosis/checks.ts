import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';

type Check = (point: LocalizedText) => LocalizedText;

/** What to look at on site: what holds if it is this class, and what speaks for its look-alikes. */
const checks: Record<FaultClassId, Check> = {
  area_mains_outage: (point) => ({
    en: `Are street lights and neighbours on ${point.en} dark too? If they have power, measure before the cabinet's meter.`,
    zh: `查看${point.zh}供电范围内的路灯和邻户是否也停电；若有电，测量机柜电表进线。`,
  }),
  service_drop: (point) => ({
    en: `Measure before meter ${point.en}: no voltage there while neighbours have it means the service line or the account.`,
    zh: `测量电表${point.zh}进线：邻户有电而此处无电压，则为进户线路或电费账户问题。`,
  }),
  breaker_trip: (point) => ({
    en: `Is breaker ${point.en} off, with voltage before it? Measure the insulation before reclosing.`,
    zh: `查看断路器${point.zh}是否跳开且进线有电；合闸前先测绝缘。`,
  }),
  cabinet_supply_failure: (point) => ({
    en: `Measure input and output of ${point.en}: input good and output dead means the unit itself.`,
    zh: `测量${point.zh}的输入和输出：输入正常而输出无电压，则为该设备故障。`,
  }),
  feeder_fibre_cut: (point) => ({
    en: `Measure by OTDR from ${point.en}; are the cabinets behind it powered?`,
    zh: `从${point.zh}用 OTDR 测量；确认其下机柜供电正常。`,
  }),
  drop_fibre_cut: (point) => ({
    en: `Measure the light that arrives at ${point.en}: none means the fibre, good light means the ONU.`,
    zh: `在${point.zh}处测量收光：无光为光缆问题，光功率正常则为 ONU 故障。`,
  }),
  onu_failure: (point) => ({
    en: `Is ${point.en} powered, and does light arrive at it? Both good means the ONU itself.`,
    zh: `查看${point.zh}是否通电、收光是否正常；两者正常则为 ONU 本身故障。`,
  }),
  camera_cable_open: (point) => ({
    en: `Test the cable to ${point.en} from the switch port: a cable that is good with no link means the camera.`,
    zh: `从交换机端口测试至${point.zh}的网线：网线正常仍无链路，则为摄像机故障。`,
  }),
  switch_hang: (point) => ({
    en: `Are the port lamps of ${point.en} lit? Power-cycle it: one that comes back had hung.`,
    zh: `查看${point.zh}端口灯是否亮；断电重启，恢复则为死机。`,
  }),
  switch_dead: (point) => ({
    en: `Is ${point.en} powered and dark? Measure its supply, then swap it.`,
    zh: `查看${point.zh}是否通电而无指示；先测供电再更换。`,
  }),
  aggregation_down: (point) => ({
    en: `Ask the operator of ${point.en} for its state and its uplinks.`,
    zh: `向${point.zh}的运行方核实设备及上联状态。`,
  }),
  camera_hang: (point) => ({
    en: `Power-cycle ${point.en}: one that comes back had hung, one that stays mute is dead.`,
    zh: `将${point.zh}断电重启：恢复则为死机，仍无应答则为损坏。`,
  }),
  camera_dead: (point) => ({
    en: `Connect ${point.en} with a short cable that is known to be good: still no link means the camera.`,
    zh: `用完好的短网线直连${point.zh}：仍无链路则为摄像机损坏。`,
  }),
  credentials_changed: (point) => ({
    en: `Ask who changed the password of ${point.en}; is it the camera of this serial number?`,
    zh: `查明何人变更了${point.zh}的口令；核对设备序列号。`,
  }),
  stream_abnormal: (point) => ({
    en: `Open the stream of ${point.en} on its own page: a picture there means the stream profile or the way.`,
    zh: `在${point.zh}自带页面打开视频：有图像则为码流配置或传输问题。`,
  }),
  reported_fault: (point) => ({
    en: `Look at ${point.en} as the report describes it.`,
    zh: `按报修描述查看${point.zh}。`,
  }),
  undetermined: (point) => ({
    en: `At ${point.en}: check power, then the lamps of the uplink, then the device.`,
    zh: `在${point.zh}处：先查供电，再查上联指示灯，最后查设备。`,
  }),
};

export const checkFor = (faultClass: FaultClassId, point: LocalizedText): LocalizedText => checks[faultClass](point);
