import type { reportedKinds, trackingSteps } from './faultReport.ts';
import type { LocalizedText } from './text.ts';
import type { ElementKind, FaultSource, PartyRole, Severity, WorkOrderState } from './vocabulary.ts';
import type { ClockName, clockStates, CommandName, suspendReasons } from './workOrder.ts';

/** How the words of the vocabulary are written for people, wherever they are shown. */
type Names<K extends string> = Readonly<Record<K, LocalizedText>>;

export const workOrderStateNames: Names<WorkOrderState> = {
  open: { en: 'Open', zh: '待派单' },
  dispatched: { en: 'Dispatched', zh: '已派单' },
  accepted: { en: 'Accepted', zh: '已接单' },
  en_route: { en: 'On the way', zh: '在途' },
  on_site: { en: 'On site', zh: '已到场' },
  fix_claimed: { en: 'Fix being checked', zh: '待验证' },
  verified: { en: 'Verified', zh: '已验证' },
  evaluated: { en: 'Evaluated', zh: '已评价' },
  closed: { en: 'Closed', zh: '已关闭' },
  suspended: { en: 'Suspended', zh: '已挂起' },
  waiting_spare: { en: 'Waiting for a spare part', zh: '等待备件' },
  substituted: { en: 'Substituted', zh: '已替代接入' },
  handed_over: { en: 'Handed over', zh: '已转交' },
  reopened: { en: 'Sent back', zh: '已退回' },
  joined: { en: 'Joined to another order', zh: '已合并' },
  cancelled: { en: 'Cancelled', zh: '已取消' },
};

export const severityNames: Names<Severity> = {
  critical: { en: 'Critical', zh: '紧急' },
  major: { en: 'Major', zh: '重要' },
  minor: { en: 'Minor', zh: '次要' },
  warning: { en: 'Warning', zh: '提示' },
};

export const faultSourceNames: Names<FaultSource> = {
  alarm: { en: 'Alarm', zh: '系统告警' },
  citizen: { en: 'Citizen', zh: '市民报修' },
  police: { en: 'Police user', zh: '民警报修' },
  inspection: { en: 'Inspection', zh: '巡检发现' },
  staff: { en: 'Staff on site', zh: '现场人员' },
};

export const clockTitles: Names<ClockName> = {
  informed: { en: 'Informed', zh: '通知' },
  accepted: { en: 'Accept', zh: '接单' },
  on_site: { en: 'Be on site', zh: '到场' },
  solved: { en: 'Solve', zh: '修复' },
  substituted: { en: 'Substitute', zh: '替代接入' },
};

export const clockStateNames: Names<(typeof clockStates)[number]> = {
  running: { en: 'Running', zh: '计时中' },
  suspended: { en: 'Suspended', zh: '已暂停' },
  met: { en: 'In time', zh: '按时' },
  breached: { en: 'Overdue', zh: '超时' },
  excluded: { en: 'Excluded', zh: '已免责' },
  not_applicable: { en: 'Not asked', zh: '不适用' },
};

export const commandTitles: Names<CommandName> = {
  dispatch: { en: 'Dispatch', zh: '派单' },
  accept: { en: 'Accept', zh: '接单' },
  decline: { en: 'Decline', zh: '拒单' },
  depart: { en: 'I am on my way', zh: '我已出发' },
  arrive: { en: 'I have arrived', zh: '我已到场' },
  claim_fix: { en: 'It is fixed', zh: '已修复' },
  record_cause: { en: 'Say what was found', zh: '登记现场原因' },
  evaluate: { en: 'Evaluate', zh: '评价' },
  close: { en: 'Close', zh: '关闭' },
  reopen: { en: 'Send back', zh: '退回' },
  suspend: { en: 'Suspend', zh: '挂起' },
  resume: { en: 'Resume', zh: '恢复' },
  wait_for_spare: { en: 'Wait for a spare part', zh: '等待备件' },
  cancel: { en: 'Cancel', zh: '取消' },
  note: { en: 'Add a note', zh: '添加备注' },
};

export const suspendReasonNames: Names<(typeof suspendReasons)[number]> = {
  natural_disaster: { en: 'Natural disaster', zh: '自然灾害' },
  access_denied: { en: 'No access to the site', zh: '无法进入现场' },
  third_party_accepted: { en: 'A third party has taken it on', zh: '第三方已受理' },
};

export const reportedKindNames: Names<(typeof reportedKinds)[number]> = {
  no_picture: { en: 'No picture', zh: '无画面' },
  bad_picture: { en: 'Bad picture', zh: '画面异常' },
  damaged: { en: 'Damaged, leaning or fallen', zh: '损坏、倾斜或倒塌' },
  no_power: { en: 'No power', zh: '断电' },
  other: { en: 'Something else', zh: '其他' },
};

export const trackingStepNames: Names<(typeof trackingSteps)[number]> = {
  received: { en: 'Received', zh: '已受理' },
  assigned: { en: 'Assigned', zh: '已派单' },
  on_the_way: { en: 'On the way', zh: '正在前往' },
  on_site: { en: 'On site', zh: '现场处理中' },
  being_checked: { en: 'Being checked', zh: '正在核验' },
  solved: { en: 'Solved', zh: '已修复' },
  closed: { en: 'Closed', zh: '已办结' },
};

export const partyRoleNames: Names<PartyRole> = {
  operator: { en: 'Operator', zh: '运营单位' },
  integrator: { en: 'Integrator', zh: '集成商' },
  maintenance_unit: { en: 'Maintenance unit', zh: '维保单位' },
  carrier: { en: 'Carrier', zh: '运营商' },
  power_company: { en: 'Power company', zh: '供电公司' },
};

export const elementKindNames: Names<ElementKind> = {
  transformer: { en: 'Transformer', zh: '变压器' },
  feeder: { en: 'Feeder', zh: '馈线' },
  meter: { en: 'Meter', zh: '电表' },
  breaker: { en: 'Breaker', zh: '断路器' },
  cabinet_supply: { en: 'Cabinet supply', zh: '机柜电源' },
  ups: { en: 'UPS', zh: 'UPS' },
  pdu: { en: 'PDU', zh: 'PDU' },
  pdu_outlet: { en: 'PDU outlet', zh: 'PDU 插口' },
  core: { en: 'Core', zh: '核心节点' },
  aggregation: { en: 'Aggregation', zh: '汇聚节点' },
  olt: { en: 'OLT', zh: 'OLT' },
  pon_port: { en: 'PON port', zh: 'PON 口' },
  splitter: { en: 'Splitter', zh: '分光器' },
  onu: { en: 'ONU', zh: 'ONU' },
  sdh_node: { en: 'SDH node', zh: 'SDH 节点' },
  media_converter: { en: 'Media converter', zh: '光纤收发器' },
  switch: { en: 'Switch', zh: '交换机' },
  camera: { en: 'Camera', zh: '摄像机' },
  recorder: { en: 'Recorder', zh: '录像机' },
  server: { en: 'Server', zh: '服务器' },
};
