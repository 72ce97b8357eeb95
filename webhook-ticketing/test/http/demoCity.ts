import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Maintenance } from '@roundsman/contract/maintenance.ts';
import type { Cabinet, Element, Party, Site } from '@roundsman/contract/inventory/schema.ts';
import { cabinet, element, party, site } from '@roundsman/contract/inventory/schema.ts';
import type { Tracking } from '@roundsman/contract/faultReport.ts';
import type { Assignees, SlaClock, WorkOrder, WorkOrderEvent } from '@roundsman/contract/workOrder.ts';
import { workOrder } from '@roundsman/contract/workOrder.ts';
import type { User } from '../../src/application/ticketing.ts';
import type { InventoryReader } from '../../src/adapters/http/httpDependencies.ts';

/** The moment at which all of these tests play: 14:05 in Shanghai. */
export const now = new Date('2026-06-12T06:05:00.000Z');
const minutes = (count: number): string => new Date(now.getTime() + count * 60_000).toISOString();

export const engineer: User = {
  id: '0e5f2c1e-8f5b-4c57-9a52-0c9a1d9d9e01',
  login: 'li.na',
  role: 'engineer',
  contact: 'li-na',
  party: 'city-power',
  language: 'en',
};
export const operator: User = {
  id: '0e5f2c1e-8f5b-4c57-9a52-0c9a1d9d9e02',
  login: 'duty',
  role: 'operator',
  contact: null,
  party: null,
  language: 'en',
};
export const policeUser: User = {
  ...operator,
  id: '0e5f2c1e-8f5b-4c57-9a52-0c9a1d9d9e03',
  login: 'pc.wang',
  role: 'police',
};

const clock = (
  name: SlaClock['name'],
  budgetMinutes: number,
  state: SlaClock['state'],
  metAfter?: number,
): SlaClock => ({
  name,
  state,
  startedAt: minutes(-16),
  dueAt: minutes(-16 + budgetMinutes),
  metAt: metAfter === undefined ? null : minutes(-16 + metAfter),
  budgetSeconds: budgetMinutes * 60,
  elapsedSeconds: (metAfter ?? 16) * 60,
});

const devices = [
  'ups-017',
  'sw-017',
  'cam-0171',
  'cam-0172',
  'cam-0173',
  'cam-0174',
  'cam-0181',
  'cam-0182',
  'cam-0191',
];

/** A feeder without power: dispatched to the power company's person on duty, who has not accepted yet. */
export const powerCut: WorkOrder = workOrder.parse({
  id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7a10',
  explanation: {
    id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7c10',
    page: 'https://ticketing.example/diagnosis/6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7c10',
  },
  number: 'WO-20260612-0007',
  version: 4,
  state: 'dispatched',
  source: 'alarm',
  severity: 'critical',
  title: {
    en: 'Area mains outage at feeder 3, East District: 9 devices down',
    zh: '东区 3 号馈线片区停电，9 台设备中断',
  },
  diagnosis: {
    faultClass: 'area_mains_outage',
    faultPoint: 'feeder-3',
    party: 'city-power',
    probability: 0.97,
    affected: devices,
    candidates: [
      {
        faultClass: 'area_mains_outage',
        faultPoint: 'feeder-3',
        party: 'city-power',
        probability: 0.97,
        for: [
          {
            text: { en: 'UPS ups-017 runs on battery since 13:48', zh: 'UPS ups-017 自 13:48 起电池供电' },
            element: 'ups-017',
            weight: 3.1,
          },
          {
            text: {
              en: 'Three cabinets on the same feeder lost mains within 2 s',
              zh: '同一馈线的三个机柜在 2 秒内失电',
            },
            weight: 4.2,
          },
        ],
        against: [{ text: { en: 'The meter does not report the outage', zh: '电表未上报停电' }, weight: -0.4 }],
        check: {
          en: 'Ask the power company for the state of feeder 3; measure at the service drop.',
          zh: '向供电公司确认 3 号馈线状态；测量进户线电压。',
        },
      },
      {
        faultClass: 'breaker_trip',
        faultPoint: 'breaker-017',
        party: 'city-care',
        probability: 0.02,
        for: [],
        against: [],
        check: { en: 'Look whether the breaker in the cabinet has tripped.', zh: '查看机柜断路器是否跳闸。' },
      },
    ],
  },
  forecast: null,
  site: {
    id: 'renmin-east',
    name: { en: 'Renmin Road / East Ring crossing', zh: '人民路与东环路口' },
    location: { latitude: 31.2304, longitude: 121.4737 },
  },
  siteIds: ['renmin-east', 'library'],
  affected: devices,
  party: { id: 'city-power', name: { en: 'City Power Supply Bureau', zh: '市供电局' } },
  assignee: { contact: 'li-na', party: 'city-power', name: { en: 'Li Na', zh: '李娜' } },
  owner: 'system',
  onsetAt: minutes(-17),
  openedAt: minutes(-16),
  clocks: [
    clock('informed', 2, 'met', 0.6),
    clock('accepted', 5, 'breached'),
    clock('on_site', 120, 'running'),
    clock('solved', 240, 'running'),
    { ...clock('substituted', 0, 'not_applicable'), dueAt: null },
  ],
  nextClock: clock('on_site', 120, 'running'),
  actions: ['accept', 'decline', 'note'],
  joinedTo: null,
  heldFor: null,
  splitFrom: null,
  splitInto: [],
  sentBack: null,
  reports: 1,
  pictures: [],
  found: null,
});

/** A preventive order: the light of an ONU falls, and nothing is broken yet. */
export const fadingLight: WorkOrder = workOrder.parse({
  ...powerCut,
  id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7a13',
  number: 'WO-20260612-0008',
  state: 'dispatched',
  source: 'inspection',
  severity: 'warning',
  title: {
    en: 'Preventive: light of onu-017 is falling, Renmin Road / East Ring crossing',
    zh: '预防性维护：onu-017 光功率持续下降，人民路与东环路口',
  },
  diagnosis: null,
  forecast: {
    kind: 'optical_power',
    faultClass: 'drop_fibre_cut',
    element: 'onu-017',
    part: '',
    party: 'city-care',
    expected: { early: minutes(24 * 1440), middle: minutes(31 * 1440), late: minutes(43 * 1440) },
    dueAt: minutes(24 * 1440),
    text: {
      en: 'The light at onu-017 has fallen by 0.21 dB a week to -25.1 dBm; it gets too weak (-26 dBm) between 6 and 25 July 2026.',
      zh: 'onu-017 的接收光功率每周下降 0.21 dB，现为 -25.1 dBm；预计 2026 年 7 月 6 日至 25 日之间低于 -26 dBm。',
    },
    check: {
      en: 'Clean and look at the connectors at the ONU and at the splitter, look for tight bends; then measure the light.',
      zh: '清洁并检查 ONU 与分光器处的连接器，检查光缆弯折，然后复测光功率。',
    },
  },
  siteIds: ['renmin-east'],
  affected: ['onu-017'],
  onsetAt: minutes(-60),
  openedAt: minutes(-60),
  clocks: [{ ...clock('solved', 24 * 1440, 'running'), startedAt: minutes(-60) }],
  nextClock: { ...clock('solved', 24 * 1440, 'running'), startedAt: minutes(-60) },
  reports: 0,
});

/** The engineer is there; the last claimed fix was none. */
export const sentBack: WorkOrder = workOrder.parse({
  ...powerCut,
  id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7a11',
  number: 'WO-20260612-0003',
  state: 'on_site',
  severity: 'major',
  title: { en: 'Switch hung at Library Square', zh: '图书馆广场交换机死机' },
  sentBack: {
    en: 'cam-0181 and cam-0182 still send no video 3 minutes after the fix was claimed.',
    zh: '申报修复 3 分钟后，cam-0181、cam-0182 仍无视频。',
  },
  actions: ['claim_fix', 'wait_for_spare', 'note'],
  nextClock: { ...clock('solved', 30, 'running') },
  reports: 0,
  pictures: [],
});

/** As small as cameras send them: hardly anything to be seen, but for the time. */
export const blackPicture = readFileSync(new URL('./black.jpg', import.meta.url));

/** A camera shows nothing any more, and the picture that shows it is at hand. */
export const pictureLost: WorkOrder = workOrder.parse({
  ...powerCut,
  id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7a12',
  number: 'WO-20260612-0004',
  state: 'accepted',
  severity: 'major',
  title: {
    en: 'Picture black, frozen or gone: East Ring crossing, north',
    zh: '画面黑屏、冻结或丢失：东环路口北',
  },
  diagnosis: {
    faultClass: 'picture_lost',
    faultPoint: 'cam-0171',
    party: 'city-care',
    probability: 0.98,
    candidates: [
      {
        faultClass: 'picture_lost',
        faultPoint: 'cam-0171',
        party: 'city-care',
        probability: 0.98,
        for: [
          {
            text: { en: 'Camera East Ring crossing, north shows a black picture', zh: '东环路口北画面全黑' },
            element: 'cam-0171',
            weight: 6.9,
          },
        ],
        against: [],
        check: {
          en: "Open the picture on the camera's own page: black there too means the camera.",
          zh: '在摄像机自带页面查看画面：同样黑屏为摄像机故障。',
        },
      },
    ],
    affected: ['cam-0171'],
  },
  affected: ['cam-0171'],
  actions: ['depart', 'note'],
  reports: 0,
  pictures: [
    {
      number: 1,
      element: 'cam-0171',
      fault: 'black',
      takenAt: minutes(-17),
      sha256: createHash('sha256').update(blackPicture).digest('hex'),
    },
  ],
});

const zeros = '0'.repeat(64);
const event = (
  sequence: number,
  type: string,
  at: string,
  actor: string,
  text: { en: string; zh: string },
): WorkOrderEvent => ({
  sequence,
  type,
  at,
  recordedAt: at,
  actor,
  text,
  previousHash: zeros,
  hash: zeros,
});

export const record: WorkOrderEvent[] = [
  event(1, 'opened', minutes(-16), 'system', { en: 'Opened by an alarm', zh: '由告警生成工单' }),
  event(2, 'dispatched', minutes(-16), 'system', {
    en: 'Dispatched to City Power Supply Bureau, Li Na',
    zh: '派单至市供电局 李娜',
  }),
  event(3, 'informed', minutes(-15), 'system', {
    en: 'Li Na informed by e-mail (accepted by provider)',
    zh: '已邮件通知李娜（服务商已接收）',
  }),
  event(4, 'report_attached', minutes(-9), 'user:duty', { en: 'A citizen reports the same', zh: '市民报修同一故障' }),
];

export const assignees: Assignees = {
  parties: [
    {
      id: 'city-power',
      name: { en: 'City Power Supply Bureau', zh: '市供电局' },
      contacts: [{ id: 'li-na', name: { en: 'Li Na', zh: '李娜' }, onDuty: true }],
    },
    {
      id: 'city-care',
      name: { en: 'City Care Maintenance', zh: '城安维保' },
      contacts: [{ id: 'zhao-lei', name: { en: 'Zhao Lei', zh: '赵磊' }, onDuty: false }],
    },
  ],
};

export const trackingToken = 'Zm9vYmFyYmF6cXV4MTIzNA';
export const tracking: Tracking = {
  number: 'R-20260612-0019',
  step: 'on_the_way',
  stepName: { en: 'On the way', zh: '正在前往' },
  receivedAt: minutes(-9),
  history: [
    { step: 'received', at: minutes(-9) },
    { step: 'assigned', at: minutes(-9) },
    { step: 'on_the_way', at: minutes(-2) },
  ],
  outcome: null,
  hotline: '400 800 1234',
};

const sites: Site[] = [
  {
    id: 'renmin-east',
    name: { en: 'Renmin Road / East Ring crossing', zh: '人民路与东环路口' },
    address: { en: '188 Renmin Road, East District', zh: '东区人民路 188 号' },
    district: 'east',
    location: { latitude: 31.2304, longitude: 121.4737 },
  },
  {
    id: 'library',
    name: { en: 'Library Square', zh: '图书馆广场' },
    district: 'east',
    location: { latitude: 31.2331, longitude: 121.4802 },
  },
].map((one) => site.parse(one));
const cabinets: Cabinet[] = [cabinet.parse({ id: 'cab-017', site: 'renmin-east', pole: 'RM-017' })];
const elements: Element[] = [
  { id: 'feeder-3', kind: 'feeder', name: { en: 'Feeder 3', zh: '3 号馈线' } },
  { id: 'breaker-017', kind: 'breaker', cabinet: 'cab-017' },
  { id: 'ups-017', kind: 'ups', cabinet: 'cab-017', vendor: 'Example Power' },
  { id: 'sw-017', kind: 'switch', cabinet: 'cab-017' },
  { id: 'cam-0171', kind: 'camera', cabinet: 'cab-017', name: { en: 'Northbound lanes', zh: '北向车道' } },
  { id: 'cam-0172', kind: 'camera', cabinet: 'cab-017', name: { en: 'Southbound lanes', zh: '南向车道' } },
  { id: 'cam-0173', kind: 'camera', cabinet: 'cab-017', name: { en: 'Pedestrian crossing', zh: '人行横道' } },
].map((one) => element.parse(one));
const parties: Party[] = [
  party.parse({
    id: 'city-power',
    role: 'power_company',
    name: { en: 'City Power Supply Bureau', zh: '市供电局' },
    contacts: [
      { id: 'li-na', name: { en: 'Li Na', zh: '李娜' }, channels: [{ type: 'email', address: 'li.na@power.example' }] },
    ],
    rota: [{ contact: 'li-na' }],
  }),
];

const byId =
  <T extends { id: string }>(list: readonly T[]) =>
  (id: string): T | undefined =>
    list.find((one) => one.id === id);
export const inventory: InventoryReader = {
  site: byId(sites),
  cabinet: byId(cabinets),
  element: byId(elements),
  party: byId(parties),
};

/** Planned works at the site of the power cut, from an hour before it was looked at. */
export const roadworks: Maintenance = {
  id: '5f0d7c1e-2f8c-4a35-9f0b-0c7c9f1f7a01',
  area: { kind: 'sites', sites: [powerCut.siteIds[0] ?? ''] },
  from: '2026-06-01T00:00:00.000Z',
  to: '2026-06-01T08:00:00.000Z',
  approver: 'wang',
  reason: 'Road works: the cabinet is moved',
  declaredBy: 'user:li',
  declaredAt: '2026-05-31T08:00:00.000Z',
  endedAt: null,
  endedBy: null,
  state: 'running',
};
