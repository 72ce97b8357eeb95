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
  congestion: (point) => ({
    en: `Read errors, discards and load of the ports along the way through ${point.en}: errors mean the line, a full link its rate.`,
    zh: `查看经${point.zh}路径各端口的误码、丢弃和利用率：误码为线路问题，占满为带宽不足。`,
  }),
  camera_misconfigured: (point) => ({
    en: `Compare serial number, MAC and model on the label of ${point.en} with the inventory: was it swapped, or is the address that of another?`,
    zh: `将${point.zh}铭牌上的序列号、MAC 和型号与台账核对：是否已更换设备或地址冲突？`,
  }),
  picture_lost: (point) => ({
    en: `Open the picture of ${point.en} on its own page: black there too means the camera, good there means the encoder or the stream. Does the shown time stand still?`,
    zh: `在${point.zh}自带页面查看画面：同样黑屏为摄像机故障，正常则为编码或码流问题；画面时间是否停走？`,
  }),
  lens_dirty: (point) => ({
    en: `Look at the dome and lens of ${point.en}: dirt, cobwebs or dew; a clean lens that stays blurred is out of focus.`,
    zh: `查看${point.zh}护罩和镜头有无脏污、蛛网或凝露；镜头干净仍模糊则为失焦。`,
  }),
  view_occluded: (point) => ({
    en: `What stands in the view of ${point.en}: leaves, a sign, or something put there on purpose?`,
    zh: `查看${point.zh}视野中的遮挡物：枝叶、标牌还是人为遮盖？`,
  }),
  view_moved: (point) => ({
    en: `Compare the view of ${point.en} with its reference picture; is the bracket loose or the pole hit?`,
    zh: `将${point.zh}画面与基准画面对比；支架是否松动，立杆是否被撞？`,
  }),
  infrared_failure: (point) => ({
    en: `Cover the light sensor of ${point.en}: does the filter click and the fill light glow? If both work, look at the exposure settings.`,
    zh: `遮住${point.zh}的感光器：滤光片是否切换、补光灯是否点亮？均正常则检查曝光设置。`,
  }),
  clock_wrong: (point) => ({
    en: `Which time server is set at ${point.en}, and is it reached? Are clocks of other devices wrong by the same: then it is the server.`,
    zh: `查看${point.zh}设置的时间服务器及其可达性；若其他设备偏差相同，则为服务器问题。`,
  }),
  disk_failure: (point) => ({
    en: `Which disk does ${point.en} call bad? Look at its SMART values and at the recordings on it before it is pulled.`,
    zh: `查看${point.zh}报错的硬盘及其 SMART 信息；拔盘前先确认其中录像。`,
  }),
  recording_incomplete: (point) => ({
    en: `At ${point.en}: is the channel in the recording plan, does it receive the stream, and is there room on the disks?`,
    zh: `检查${point.zh}：通道是否在录像计划内、是否收到码流、存储空间是否充足？`,
  }),
  capture_drop: (point) => ({
    en: `Is the road at ${point.en} closed? If traffic flows, check trigger, lanes and the upload of captures.`,
    zh: `查看${point.zh}所在道路是否封闭；车流正常则检查触发、车道和抓拍上传。`,
  }),
  brownout: (point) => ({
    en: `Measure the voltage before and behind ${point.en} under load, at night: low before it is the power company, low only behind it is our cable.`,
    zh: `夜间带载测量${point.zh}前后电压：进线即低为供电公司问题，仅出线低为自有电缆问题。`,
  }),
  camera_adapter_failure: (point) => ({
    en: `Measure the output of the adapter of ${point.en}: no voltage means the adapter; then the cable, then the camera.`,
    zh: `测量${point.zh}电源适配器输出：无电压为适配器故障；否则依次查网线、摄像机。`,
  }),
  ups_battery_worn: (point) => ({
    en: `Test the battery of ${point.en} under load: how long does it hold, how old is it?`,
    zh: `带载测试${point.zh}电池：可维持多久，已用多久？`,
  }),
  ups_inverter_failure: (point) => ({
    en: `What does the display of ${point.en} say: bypass or fault? Measure its output.`,
    zh: `查看${point.zh}面板：旁路还是故障？测量其输出。`,
  }),
  lightning_damage: (point) => ({
    en: `Look at the window of the surge protector near ${point.en} and for burnt ports; had there been a storm? Photograph both.`,
    zh: `查看${point.zh}附近防雷器窗口和烧毁端口；当时是否有雷暴？均拍照留证。`,
  }),
  fibre_degraded: (point) => ({
    en: `Measure the light at ${point.en} and clean the connectors first: back to its old value means dirt, else a bend.`,
    zh: `先清洁接头再测${point.zh}处光功率：恢复为脏污，否则为弯折。`,
  }),
  olt_optic_failure: (point) => ({
    en: `Ask the carrier for the sending power of ${point.en}; with another transceiver, does it come back?`,
    zh: `请运营商查${point.zh}发光功率；更换光模块是否恢复？`,
  }),
  rogue_onu: (point) => ({
    en: `Unplug the fibre of ${point.en}: do the others of its PON stay up?`,
    zh: `拔下${point.zh}的光纤：同一 PON 下其他 ONU 是否恢复稳定？`,
  }),
  sdh_section_loss: (point) => ({
    en: `Ask the carrier for the alarms at both ends of the section of ${point.en}: light missing at one end means the fibre or the far laser.`,
    zh: `请运营商查${point.zh}所在段两端告警：一端无光为光缆或对端激光器问题。`,
  }),
  sdh_degraded: (point) => ({
    en: `Ask the carrier for errored seconds and light at both ends of the section of ${point.en}.`,
    zh: `请运营商查${point.zh}所在段两端误码秒和光功率。`,
  }),
  media_converter_failure: (point) => ({
    en: `Are the lamps of ${point.en} lit: power, fibre link, copper link? Swap the pair.`,
    zh: `查看${point.zh}电源灯、光口灯、电口灯；成对更换。`,
  }),
  cable_degraded: (point) => ({
    en: `Test the cable of ${point.en} pair by pair: water in plugs, a bent pair, more than 100 m?`,
    zh: `逐对测试${point.zh}网线：接头进水、线对受损还是超过 100 米？`,
  }),
  poe_short: (point) => ({
    en: `Unplug ${point.en} at the switch: does the port recover? Then water in the plug or the camera.`,
    zh: `在交换机侧拔下${point.zh}：端口是否恢复？恢复则为接头或摄像机进水短路。`,
  }),
  poe_budget_exceeded: (point) => ({
    en: `Read what the ports of ${point.en} take at night; do the last cameras come up when one is unplugged?`,
    zh: `读取${point.zh}夜间各端口功耗；拔下一台后其余能否启动？`,
  }),
  network_loop: (point) => ({
    en: `Look at ${point.en} for a cable plugged twice or a device that bridges; which ports see the same addresses?`,
    zh: `检查${point.zh}有无误接网线或桥接设备；哪些端口出现相同地址？`,
  }),
  platform_down: (point) => ({
    en: `Is the process of ${point.en} running and its disk not full? Look at its log.`,
    zh: `查看${point.zh}服务进程是否运行、磁盘是否已满，并查日志。`,
  }),
  cabinet_opened: (point) => ({
    en: `Who is at ${point.en}? No work order there: guard or police, then look at what is missing.`,
    zh: `${point.zh}处是否有我方人员？无工单则通知安保或报警，再清点缺失设备。`,
  }),
  cabinet_climate: (point) => ({
    en: `Does the fan at ${point.en} run, is the filter clean, is the floor wet?`,
    zh: `${point.zh}处风扇是否运转、滤网是否清洁、柜底是否进水？`,
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
