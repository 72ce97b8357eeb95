import type { EventFacts, OrderEvent } from '@roundsman/contract/events.ts';
import type { Forecast } from '@roundsman/contract/forecast.ts';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import {
  command as commandSchema,
  type ClockName,
  type CommandName,
  type SlaClock,
} from '@roundsman/contract/workOrder.ts';
import { instantOf, millis } from './instant.ts';
import { isRejected, type Outcome } from './rejection.ts';
import { slaClocks } from './slaClock.ts';
import { replay, type OrderState } from './workOrder.ts';
import { decide } from './workOrderCommands.ts';
import { record, type SystemFacts } from './workOrderRecord.ts';
import type { Actor } from './workOrderRights.ts';

/** A Sunday, 16:00 in Shanghai. */
export const start = '2026-11-22T08:00:00.000Z';
export const minute = (minutes: number): string => instantOf(millis(start) + Math.round(minutes * 60_000));

const contact = (id: string, en: string, zh: string, language: 'en' | 'zh') => ({
  id,
  name: { en, zh },
  language,
  channels: [{ type: 'email' as const, address: `${id}@example.org` }],
});
const always = (id: string) => [{ contact: id, from: '00:00', to: '00:00' }];

export const inventory: Inventory = {
  parties: [
    {
      id: 'city-power',
      role: 'power_company',
      name: { en: 'City Power', zh: '市供电公司' },
      timezone: 'Asia/Shanghai',
      contacts: [contact('li-wei', 'Li Wei', '李伟', 'en'), contact('wang-fang', 'Wang Fang', '王芳', 'zh')],
      rota: always('li-wei'),
      escalation: ['wang-fang'],
    },
    {
      id: 'north-upkeep',
      role: 'maintenance_unit',
      name: { en: 'North Upkeep', zh: '北区维保' },
      areas: ['north'],
      timezone: 'Asia/Shanghai',
      contacts: [contact('zhao-min', 'Zhao Min', '赵敏', 'zh'), contact('qian-lin', 'Qian Lin', '钱林', 'zh')],
      rota: always('zhao-min'),
      escalation: ['qian-lin'],
    },
    {
      id: 'control-room',
      role: 'operator',
      name: { en: 'Control Room', zh: '指挥中心' },
      timezone: 'Asia/Shanghai',
      contacts: [contact('sun-jie', 'Sun Jie', '孙杰', 'zh')],
      rota: always('sun-jie'),
      escalation: [],
    },
  ],
  responsibilities: [],
  districts: [{ id: 'north', name: { en: 'North', zh: '北区' } }],
  sites: [
    {
      id: 'renmin',
      name: { en: 'Renmin Road', zh: '人民路' },
      district: 'north',
      address: { en: '12 Renmin Road', zh: '人民路12号' },
      location: { latitude: 31.2304, longitude: 121.4737 },
      importance: 'normal',
    },
    {
      id: 'station',
      name: { en: 'North Station', zh: '北站' },
      district: 'north',
      location: { latitude: 31.2498, longitude: 121.4551 },
      importance: 'important',
    },
  ],
  cabinets: [],
  elements: [
    element('feeder-1', 'feeder', 'Feeder 1', '1号馈线'),
    element('cam-1', 'camera', 'Camera 1', '1号摄像机'),
    element('cam-2', 'camera', 'Camera 2', '2号摄像机'),
    element('sw-1', 'switch', 'Switch 1', '1号交换机'),
  ],
};

function element(
  id: string,
  kind: 'feeder' | 'camera' | 'switch',
  en: string,
  zh: string,
): Inventory['elements'][number] {
  return { id, kind, name: { en, zh }, site: 'renmin', fedBy: [], uplinks: [], modules: [], senses: [] };
}

export const outage: Diagnosis = {
  faultClass: 'area_mains_outage',
  faultPoint: 'feeder-1',
  party: 'city-power',
  probability: 0.93,
  candidates: [
    {
      faultClass: 'area_mains_outage',
      faultPoint: 'feeder-1',
      party: 'city-power',
      probability: 0.93,
      for: [
        { text: { en: 'a weak hint', zh: '弱证据' }, weight: 0.1 },
        { text: { en: '3 UPSes lost mains within 10 s', zh: '10 秒内 3 台 UPS 失去市电' }, weight: 4 },
      ],
      against: [],
      check: { en: 'Is the street dark?', zh: '查看整条街是否停电。' },
    },
  ],
  affected: ['cam-1', 'cam-2', 'sw-1'],
};

const account = (login: string, role: Actor['role'], contactId: string | null, party: string | null): Actor => ({
  login,
  role,
  contact: contactId,
  party,
});
export const liWei = account('liwei', 'engineer', 'li-wei', 'city-power');
export const wangFang = account('wangfang', 'engineer', 'wang-fang', 'city-power');
export const zhaoMin = account('zhaomin', 'engineer', 'zhao-min', 'north-upkeep');
export const operator = account('sunjie', 'operator', null, 'control-room');
export const manager = account('manager', 'manager', null, null);
export const admin = account('admin', 'admin', null, null);
export const police = account('police', 'police', null, null);

export const dispatchedToLiWei: SystemFacts = {
  type: 'dispatched',
  party: 'city-power',
  contact: 'li-wei',
  reason: { en: 'City Power answers for Feeder 1.', zh: '1号馈线由市供电公司负责。' },
};
export const informedLiWei: SystemFacts = {
  type: 'informed',
  contact: 'li-wei',
  channel: 'email',
  receipt: 'accepted_by_provider',
};
export const recoveredAt = (minutes: number): SystemFacts => ({
  type: 'verified',
  solvedAt: minute(minutes),
  by: 'measurement',
});
export const firesAgain: SystemFacts = { type: 'reopened', reason: { en: 'It fires again.', zh: '再次告警。' } };

/** A light that falls: expected to be too weak in three to six weeks. */
export const fading: Forecast = {
  kind: 'optical_power',
  faultClass: 'drop_fibre_cut',
  element: 'cam-1',
  part: '',
  party: 'city-power',
  expected: { early: minute(21 * 1440), middle: minute(30 * 1440), late: minute(42 * 1440) },
  dueAt: minute(21 * 1440),
  text: { en: 'The light falls by 0.21 dB a week.', zh: '光功率每周下降 0.21 dB。' },
  check: { en: 'Look at the connector.', zh: '检查连接器。' },
};

/** The opening of a preventive order. */
export const foreseen: EventFacts = {
  type: 'opened',
  number: 'WO-20261122-0002',
  source: 'inspection',
  severity: 'warning',
  title: { en: 'Planned: light of ONU 1 falls', zh: '计划维护：ONU 1 光功率下降' },
  diagnosis: null,
  siteIds: ['renmin'],
  affected: ['cam-1'],
  onsetAt: minute(0),
  forecast: fading,
};

export function opened(diagnosis: Diagnosis | null = outage, source: 'alarm' | 'citizen' = 'alarm'): EventFacts {
  return {
    type: 'opened',
    number: 'WO-20261122-0001',
    source,
    severity: 'critical',
    title: { en: 'Area mains outage: Feeder 1 (2 sites)', zh: '片区市电停电：1号馈线（2 个点位）' },
    diagnosis,
    siteIds: ['renmin', 'station'],
    affected: ['cam-1', 'cam-2', 'sw-1'],
    onsetAt: minute(-0.5),
  };
}

/** An order as it is lived through: commands go through `decide`, findings of the service through `record`; times in minutes. */
export class Story {
  readonly events: OrderEvent[];

  constructor(first: EventFacts = opened(), actor = 'system') {
    this.events = [{ at: start, recordedAt: start, actor, facts: first, personal: {} }];
  }

  get state(): OrderState {
    return replay(this.events);
  }

  /** What a person does; `occurredAt` in minutes where a phone sends it later. Answers what `decide` does. */
  does(
    actor: Actor,
    name: CommandName,
    minutes: number,
    more: Record<string, unknown> & { occurred?: number } = {},
  ): Outcome<OrderEvent[]> {
    const { occurred, ...rest } = more;
    const command = commandSchema.parse({
      idempotencyKey: '00000000-0000-4000-8000-000000000000',
      command: name,
      ...needed[name],
      ...(name === 'close' && this.state.found === null ? { found: { outcome: 'nothing' } } : {}),
      ...(occurred === undefined ? {} : { occurredAt: minute(occurred) }),
      ...rest,
    });
    return this.keep(decide(this.state, command, actor, inventory, minute(minutes)));
  }

  /** What the service finds out. */
  finds(facts: SystemFacts, minutes: number): Outcome<OrderEvent[]> {
    return this.keep(record(this.state, facts, minute(minutes), minute(minutes)));
  }

  clocks(minutes: number): SlaClock[] {
    return slaClocks(this.events, minute(minutes));
  }

  clock(name: ClockName, minutes: number): SlaClock {
    const found = this.clocks(minutes).find((clock) => clock.name === name);
    if (!found) throw new Error(`no clock ${name}`);
    return found;
  }

  private keep(outcome: Outcome<OrderEvent[]>): Outcome<OrderEvent[]> {
    if (!isRejected(outcome)) this.events.push(...outcome.ok);
    return outcome;
  }
}

const needed: Partial<Record<CommandName, Record<string, unknown>>> = {
  dispatch: { party: 'city-power' },
  decline: { note: 'not ours' },
  claim_fix: { done: 'reclosed' },
  record_cause: { found: { outcome: 'nothing' } },
  evaluate: { score: 5 },
  reopen: { note: 'still dark' },
  suspend: { reason: 'access_denied', note: 'gate locked' },
  wait_for_spare: { note: 'no spare in store' },
  cancel: { note: 'test' },
  note: { note: 'hello' },
};

/** Dispatched at once and informed after half a minute. */
export function dispatchedStory(first?: EventFacts): Story {
  const story = new Story(first);
  story.finds(dispatchedToLiWei, 0);
  story.finds(informedLiWei, 0.5);
  return story;
}

/** Accepted by Li Wei after 3 minutes. */
export function acceptedStory(first?: EventFacts): Story {
  const story = dispatchedStory(first);
  story.does(liWei, 'accept', 3);
  return story;
}
