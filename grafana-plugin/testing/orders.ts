import { faultClasses, type FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { DiagnosisAccuracy, VerdictAccuracy } from '@roundsman/contract/diagnosisAccuracy.ts';
import type { SlaReport } from '@roundsman/contract/slaReport.ts';
import type { Assignees, ClockName, SlaClock, WorkOrder } from '@roundsman/contract/workOrder.ts';

/** The moment at which the examples are set. */
export const noon = Date.parse('2026-11-22T12:00:00.000Z');
const minutes = (count: number) => count * 60;
const at = (now: number, seconds: number) => new Date(now + seconds * 1000).toISOString();

const budgets: Record<ClockName, number> = {
  informed: minutes(2),
  accepted: minutes(5),
  on_site: minutes(120),
  solved: minutes(240),
  substituted: minutes(2880),
};

/** A running clock with `left` seconds to go at `now`; negative where it has run out. */
export function clock(name: ClockName, left: number, now = noon): SlaClock {
  const budgetSeconds = budgets[name];
  return {
    name,
    state: left > 0 ? 'running' : 'breached',
    startedAt: at(now, left - budgetSeconds),
    dueAt: at(now, left),
    metAt: null,
    budgetSeconds,
    elapsedSeconds: budgetSeconds - left,
  };
}

export const parties = {
  power: { id: 'power-east', name: { en: 'City Power, East Branch', zh: '市供电公司城东分公司' } },
  carrier: { id: 'carrier-a', name: { en: 'Metro Telecom', zh: '都市电信' } },
  maintenance: { id: 'guardcare', name: { en: 'Guardcare Maintenance', zh: '安维运维公司' } },
};
export const people = {
  wang: { contact: 'wang-lei', party: 'power-east', name: { en: 'Wang Lei', zh: '王磊' } },
  li: { contact: 'li-na', party: 'carrier-a', name: { en: 'Li Na', zh: '李娜' } },
  chen: { contact: 'chen-jun', party: 'guardcare', name: { en: 'Chen Jun', zh: '陈军' } },
};

/** A work order as the service would send it: dispatched, 90 minutes left to arrive. Anything can be said otherwise. */
export function makeOrder(index: number, differs: Partial<WorkOrder> = {}): WorkOrder {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const onSite = clock('on_site', minutes(90));
  return {
    id,
    number: `WO-20261122-${String(index).padStart(4, '0')}`,
    version: 1,
    state: 'dispatched',
    source: 'alarm',
    severity: 'major',
    title: {
      en: 'Breaker tripped: brk-harbour-03, cabinet Harbour Street 3',
      zh: '断路器跳闸：brk-harbour-03，港口街 3 号机柜',
    },
    diagnosis: null,
    forecast: null,
    site: {
      id: 'harbour-03',
      name: { en: 'Harbour Street 3', zh: '港口街 3 号' },
      location: { latitude: 31.2, longitude: 121.5 },
    },
    siteIds: ['harbour-03'],
    affected: ['cam-harbour-03-1', 'cam-harbour-03-2', 'cam-harbour-03-3'],
    party: parties.maintenance,
    assignee: people.chen,
    owner: 'user:dispatcher',
    onsetAt: at(noon, -minutes(32)),
    openedAt: at(noon, -minutes(31)),
    clocks: [onSite],
    nextClock: onSite,
    actions: ['accept', 'dispatch', 'suspend', 'cancel', 'note'],
    joinedTo: null,
    heldFor: null,
    splitFrom: null,
    splitInto: [],
    sentBack: null,
    reports: 0,
    pictures: [],
    found: null,
    explanation: null,
    ...differs,
  };
}

/** A district on a bad day: every urgency and several states, clocks set by `now`. */
export function sampleOrders(now = noon): WorkOrder[] {
  const next = (name: ClockName, left: number) => {
    const running = clock(name, left, now);
    return { nextClock: running, clocks: [running] };
  };
  const title = (fault: FaultClassId, en: string, zh: string) => ({
    title: { en: `${faultClasses[fault].name.en}: ${en}`, zh: `${faultClasses[fault].name.zh}：${zh}` },
  });
  const site = (id: string, en: string, zh: string) => ({
    site: { id, name: { en, zh }, location: { latitude: 31.2, longitude: 121.5 } },
    siteIds: [id],
  });
  const cameras = (count: number) => ({ affected: Array.from({ length: count }, (_, i) => `cam-${i + 1}`) });
  const since = (mins: number) => ({ onsetAt: at(now, -minutes(mins)), openedAt: at(now, -minutes(mins)) });
  return [
    makeOrder(41, {
      ...title('area_mains_outage', 'feeder 10 kV Riverside', '滨江 10 kV 馈线'),
      ...site('river-01', 'Riverside Road 1 and 2 more', '滨江路 1 号等 3 处'),
      ...cameras(14),
      ...since(4),
      ...next('accepted', 48),
      severity: 'critical',
      party: parties.power,
      assignee: people.wang,
      reports: 2,
    }),
    makeOrder(39, {
      ...title('feeder_fibre_cut', 'OLT 2, port 0/1/4', '2 号 OLT 0/1/4 口'),
      ...site('park-07', 'People’s Park 7 and 5 more', '人民公园 7 号等 6 处'),
      ...cameras(22),
      ...since(171),
      ...next('on_site', -minutes(51)),
      severity: 'critical',
      state: 'accepted',
      party: parties.carrier,
      assignee: people.li,
      actions: ['depart', 'suspend', 'dispatch', 'cancel', 'note'],
    }),
    makeOrder(40, {
      ...title('switch_hang', 'sw-school-02', 'sw-school-02'),
      ...site('school-02', 'No. 2 Middle School gate', '第二中学校门'),
      ...cameras(5),
      ...since(58),
      ...next('on_site', minutes(62)),
      state: 'en_route',
      actions: ['arrive', 'suspend', 'note'],
    }),
    makeOrder(38, {
      ...title('camera_hang', 'cam-market-04-2', 'cam-market-04-2'),
      ...site('market-04', 'Old Market, north entrance', '老集市北门'),
      ...cameras(1),
      ...since(196),
      ...next('solved', minutes(44)),
      state: 'on_site',
      sentBack: {
        en: 'cam-market-04-2 still does not answer',
        zh: 'cam-market-04-2 仍无应答',
      },
      actions: ['claim_fix', 'wait_for_spare', 'note'],
    }),
    makeOrder(42, {
      ...title('reported_fault', 'junction of Garden and Third', '花园路与三马路口'),
      ...site('garden-03', 'Garden Road and Third Avenue', '花园路与三马路口'),
      ...cameras(1),
      ...since(2),
      ...next('accepted', minutes(4)),
      severity: 'minor',
      source: 'citizen',
      state: 'open',
      party: null,
      assignee: null,
      reports: 1,
      actions: ['dispatch', 'cancel', 'note'],
    }),
    makeOrder(36, {
      ...title('credentials_changed', 'cam-tunnel-01-1', 'cam-tunnel-01-1'),
      ...site('tunnel-01', 'North Tunnel, entrance', '北隧道入口'),
      ...cameras(1),
      ...since(1500),
      nextClock: null,
      clocks: [],
      state: 'suspended',
      actions: ['resume', 'note'],
    }),
    makeOrder(35, {
      ...title('onu_failure', 'onu-bridge-05', 'onu-bridge-05'),
      ...site('bridge-05', 'Five-Arch Bridge', '五孔桥'),
      ...cameras(4),
      ...since(230),
      nextClock: null,
      clocks: [],
      state: 'verified',
      party: parties.carrier,
      assignee: people.li,
      actions: ['evaluate', 'reopen', 'note'],
    }),
  ];
}

export const someAssignees: Assignees = {
  parties: [
    {
      ...parties.carrier,
      contacts: [{ id: 'li-na', name: people.li.name, onDuty: true }],
    },
    {
      ...parties.maintenance,
      contacts: [
        { id: 'chen-jun', name: people.chen.name, onDuty: true },
        { id: 'zhao-min', name: { en: 'Zhao Min', zh: '赵敏' }, onDuty: false },
      ],
    },
    { ...parties.power, contacts: [{ id: 'wang-lei', name: people.wang.name, onDuty: true }] },
  ],
};

const figures = { running: 1, excluded: 0, medianSeconds: 2710, p90Seconds: 6480 };
export const someSla: SlaReport = {
  from: '2026-10-23T00:00:00.000Z',
  to: '2026-11-22T00:00:00.000Z',
  diagnosis: null,
  lines: [
    {
      party: 'guardcare',
      partyName: parties.maintenance.name,
      clock: 'on_site',
      orders: 42,
      met: 39,
      breached: 2,
      complianceRatio: 39 / 41,
      ...figures,
    },
    {
      party: 'guardcare',
      partyName: parties.maintenance.name,
      clock: 'solved',
      orders: 42,
      met: 40,
      breached: 1,
      complianceRatio: 40 / 41,
      ...figures,
    },
    {
      party: 'power-east',
      partyName: parties.power.name,
      clock: 'on_site',
      orders: 1,
      met: 0,
      breached: 0,
      complianceRatio: null,
      ...figures,
      medianSeconds: null,
      p90Seconds: null,
    },
  ],
};

const share = (count: number, of: number, low: number, high: number) => ({ count, of, ratio: count / of, low, high });
const judged: VerdictAccuracy = {
  orders: 17,
  faultClass: share(14, 17, 0.59, 0.94),
  faultPoint: share(15, 17, 0.66, 0.97),
  party: share(15, 17, 0.66, 0.97),
  confidentlyWrong: share(1, 17, 0.01, 0.27),
  abstentions: share(1, 17, 0.01, 0.27),
  confusion: [
    { diagnosed: 'area_mains_outage', found: 'area_mains_outage', orders: 9 },
    { diagnosed: 'area_mains_outage', found: 'nothing', orders: 1 },
    { diagnosed: 'drop_fibre_cut', found: 'drop_fibre_cut', orders: 4 },
    { diagnosed: 'drop_fibre_cut', found: 'onu_failure', orders: 2 },
    { diagnosed: 'switch_hang', found: 'switch_hang', orders: 1 },
    { diagnosed: 'undetermined', found: 'other', orders: 1 },
  ],
  byClass: [
    { faultClass: 'area_mains_outage', whereNamed: share(9, 9, 0.7, 1), whereFound: share(9, 9, 0.7, 1) },
    { faultClass: 'drop_fibre_cut', whereNamed: share(4, 6, 0.3, 0.9), whereFound: share(4, 4, 0.51, 1) },
    { faultClass: 'switch_hang', whereNamed: share(1, 1, 0.21, 1), whereFound: share(1, 1, 0.21, 1) },
  ],
  byParty: [
    {
      party: 'carrier-a',
      partyName: parties.carrier.name,
      whereNamed: share(4, 6, 0.3, 0.9),
      whereFound: share(4, 4, 0.51, 1),
    },
    {
      party: 'guardcare',
      partyName: parties.maintenance.name,
      whereNamed: share(1, 1, 0.21, 1),
      whereFound: share(1, 3, 0.06, 0.79),
    },
    {
      party: 'power-east',
      partyName: parties.power.name,
      whereNamed: share(9, 9, 0.7, 1),
      whereFound: share(9, 9, 0.7, 1),
    },
  ],
};
export const someAccuracy: DiagnosisAccuracy = {
  from: someSla.from,
  to: someSla.to,
  nothingFound: 1,
  atDispatch: judged,
  atEnd: judged,
};
