import type { Contact, District, Party, Responsibility } from '@roundsman/contract/inventory/schema.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';

const people: readonly (readonly [en: string, zh: string])[] = [
  ['Zhang Wei', '张伟'],
  ['Wang Fang', '王芳'],
  ['Li Qiang', '李强'],
  ['Liu Yang', '刘洋'],
  ['Chen Jing', '陈静'],
  ['Yang Fan', '杨帆'],
  ['Zhao Lei', '赵磊'],
  ['Huang Min', '黄敏'],
  ['Zhou Tao', '周涛'],
  ['Wu Xia', '吴霞'],
  ['Xu Bin', '徐斌'],
  ['Sun Li', '孙丽'],
  ['Ma Chao', '马超'],
  ['Zhu Hong', '朱红'],
  ['Hu Jun', '胡军'],
  ['Guo Ying', '郭颖'],
  ['Lin Feng', '林峰'],
  ['He Yan', '何燕'],
];

type Roster = 'day_night' | 'weekdays_weekend_night';

/** Parties get their people from one list, so that nobody works for two. */
function hire(): (party: string, count: number) => Contact[] {
  let next = 0;
  return (party, count) =>
    people.slice(next, (next += count)).map(([en, zh], index) => {
      const id = en.toLowerCase().replace(' ', '-');
      return {
        id,
        name: { en, zh },
        phone: `+86 571 5550 ${String(1000 + next * 10 + index)}`,
        language: index % 3 === 2 ? 'en' : 'zh',
        channels: [
          { type: 'email', address: `${id}@${party}.example` },
          { type: 'webhook', endpoint: 'oncall-receiver' },
        ],
      };
    });
}

/** Somebody on duty at every hour of the week; the last contact is the chief, who is told when nobody accepts. */
function staffed(
  id: string,
  role: Party['role'],
  name: LocalizedText,
  contacts: Contact[],
  roster: Roster,
  areas?: string[],
): Party {
  const [first, second, third] = contacts.map((contact) => contact.id) as [string, string, string?];
  const rota: Party['rota'] =
    roster === 'day_night' || third === undefined
      ? [
          { contact: first, from: '08:00', to: '20:00' },
          { contact: second, from: '20:00', to: '08:00' },
        ]
      : [
          { contact: first, days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '20:00' },
          { contact: second, days: ['sat', 'sun'], from: '08:00', to: '20:00' },
          { contact: third, from: '20:00', to: '08:00' },
        ];
  const chief = contacts.at(-1)?.id ?? second;
  return {
    id,
    role,
    name,
    ...(areas && { areas }),
    timezone: 'Asia/Shanghai',
    contacts,
    rota,
    escalation: [second, chief],
  };
}

const maintained: ElementKind[] = [
  'breaker',
  'cabinet_supply',
  'ups',
  'pdu',
  'pdu_outlet',
  'media_converter',
  'switch',
  'camera',
];

/** Who there is in the city, and who answers for which kind of part. The second maintenance unit takes half of several districts. */
export function parties(districts: readonly District[]): { parties: Party[]; responsibilities: Responsibility[] } {
  const hired = hire();
  const ids = districts.map(({ id }) => id);
  const half = Math.ceil(ids.length / 2);
  const areasOfUnits = [ids.slice(0, half), ids.slice(half)] as const;
  const [east, west] = areasOfUnits;
  const units = [
    staffed(
      'maintenance-east',
      'maintenance_unit',
      { en: 'Qingwu East Maintenance', zh: '青梧东片维护队' },
      hired('maintenance-east', 4),
      'weekdays_weekend_night',
      east,
    ),
    staffed(
      'maintenance-west',
      'maintenance_unit',
      { en: 'Qingwu West Maintenance', zh: '青梧西片维护队' },
      hired('maintenance-west', 4),
      'weekdays_weekend_night',
      west,
    ),
  ].filter((unit) => unit.areas && unit.areas.length > 0);
  return {
    parties: [
      staffed(
        'operations-centre',
        'operator',
        { en: 'Qingwu Video Operations Centre', zh: '青梧市视频运行中心' },
        hired('operations-centre', 3),
        'weekdays_weekend_night',
      ),
      staffed(
        'integrator',
        'integrator',
        { en: 'Tianmu Systems Integration', zh: '天目系统集成公司' },
        hired('integrator', 2),
        'day_night',
      ),
      ...units,
      staffed('carrier', 'carrier', { en: 'Lantian Telecom', zh: '蓝天电信' }, hired('carrier', 2), 'day_night'),
      staffed(
        'power-company',
        'power_company',
        { en: 'Qingwu Power Supply', zh: '青梧供电公司' },
        hired('power-company', 2),
        'day_night',
      ),
    ],
    responsibilities: [
      { kinds: ['transformer', 'feeder', 'meter'], party: 'power-company' },
      ...units.map(({ id, areas }): Responsibility => ({ kinds: maintained, party: id, areas })),
      { kinds: ['aggregation', 'olt', 'pon_port', 'splitter', 'onu', 'sdh_node'], party: 'carrier' },
      { kinds: ['core', 'recorder', 'server'], party: 'integrator' },
    ],
  };
}
