import type { Element, Inventory, Party } from '@roundsman/contract/inventory/schema.ts';

const party = (
  id: string,
  role: Party['role'],
  en: string,
  zh: string,
  contacts: [id: string, en: string, zh: string][],
): Party => ({
  id,
  role,
  name: { en, zh },
  timezone: 'Asia/Shanghai',
  contacts: contacts.map(([contact, english, chinese]) => ({
    id: contact,
    name: { en: english, zh: chinese },
    language: 'en',
    channels: [{ type: 'webhook', endpoint: 'desk' }],
  })),
  rota: [{ contact: contacts[0]?.[0] ?? '', from: '00:00', to: '00:00' }],
  escalation: contacts.slice(1).map(([contact]) => contact),
});

const element = (given: Pick<Element, 'id' | 'kind'> & Partial<Element>): Element => ({
  fedBy: [],
  uplinks: [],
  modules: [],
  senses: [],
  ...given,
});

/**
 * A small city for tests: one feeder and one PON port for `sites` sites; at each a meter, breaker, supply, UPS, ONU, switch and
 * `cameras` cameras: `cam-1-1` is the first camera of site 1.
 */
export function testCity(sites = 3, cameras = 4): Inventory {
  const numbers = Array.from({ length: sites }, (_, index) => index + 1);
  const central: Element[] = [
    element({ id: 'transformer-1', kind: 'transformer', site: 'site-1' }),
    element({ id: 'feeder-1', kind: 'feeder', fedBy: ['transformer-1'], name: { en: 'Feeder 1', zh: '馈线1' } }),
    element({ id: 'core-1', kind: 'core' }),
    element({ id: 'olt-1', kind: 'olt', uplinks: [{ to: 'core-1' }] }),
    element({ id: 'pon-1', kind: 'pon_port', uplinks: [{ to: 'olt-1' }] }),
    element({ id: 'splitter-1', kind: 'splitter', uplinks: [{ to: 'pon-1' }] }),
  ];
  const cameraNumbers = Array.from({ length: cameras }, (_, index) => index + 1);
  const atSite = (n: number): Element[] => {
    const at = { cabinet: `cabinet-${n}` };
    return [
      element({ ...at, id: `meter-${n}`, kind: 'meter', fedBy: ['feeder-1'] }),
      element({ ...at, id: `breaker-${n}`, kind: 'breaker', fedBy: [`meter-${n}`] }),
      element({ ...at, id: `supply-${n}`, kind: 'cabinet_supply', fedBy: [`breaker-${n}`] }),
      element({
        ...at,
        id: `ups-${n}`,
        kind: 'ups',
        fedBy: [`supply-${n}`],
        uplinks: [{ to: `switch-${n}` }],
        ...asked(`10.0.${n}.3`, 'snmp_ups'),
      }),
      element({
        ...at,
        id: `onu-${n}`,
        kind: 'onu',
        fedBy: [`ups-${n}`],
        uplinks: [{ to: 'splitter-1' }],
        ...asked(`10.0.${n}.1`, 'snmp_if'),
      }),
      element({
        ...at,
        id: `switch-${n}`,
        kind: 'switch',
        fedBy: [`ups-${n}`],
        uplinks: [{ to: `onu-${n}`, port: 'eth0' }],
        ...asked(`10.0.${n}.2`, 'snmp_if'),
      }),
      ...cameraNumbers.map((c) =>
        element({
          ...at,
          id: `cam-${n}-${c}`,
          kind: 'camera',
          fedBy: [`ups-${n}`],
          uplinks: [{ to: `switch-${n}`, port: `gi0/${c}` }],
          name: { en: `Camera ${n}.${c}`, zh: `摄像机${n}.${c}` },
          address: `10.0.${n}.${10 + c}`,
          modules: ['reach', 'rtsp'],
          credentials: 'camera',
          streamPath: '/main',
        }),
      ),
    ];
  };
  return {
    parties: [
      party('operator', 'operator', 'City operator', '市运营中心', [
        ['op-li', 'Li', '李'],
        ['op-he', 'He', '何'],
      ]),
      party('power', 'power_company', 'Power company', '供电公司', [
        ['pw-sun', 'Sun', '孙'],
        ['pw-gao', 'Gao', '高'],
      ]),
      party('carrier', 'carrier', 'Carrier', '运营商', [
        ['ca-wu', 'Wu', '吴'],
        ['ca-xu', 'Xu', '徐'],
      ]),
      party('maintenance', 'maintenance_unit', 'Maintenance unit', '维护单位', [
        ['mu-zhao', 'Zhao', '赵'],
        ['mu-qian', 'Qian', '钱'],
      ]),
    ],
    responsibilities: [
      { kinds: ['transformer', 'feeder', 'meter'], party: 'power' },
      { kinds: ['core', 'aggregation', 'olt', 'pon_port', 'splitter', 'onu'], party: 'carrier' },
      { kinds: ['breaker', 'cabinet_supply', 'ups', 'pdu', 'pdu_outlet', 'switch', 'camera'], party: 'maintenance' },
    ],
    districts: [{ id: 'north', name: { en: 'North', zh: '北区' } }],
    sites: numbers.map((n) => ({
      id: `site-${n}`,
      name: { en: `Site ${n}`, zh: `点位${n}` },
      district: 'north',
      location: { latitude: 31 + n * 0.01, longitude: 121 },
      importance: 'normal',
    })),
    cabinets: numbers.map((n) => ({ id: `cabinet-${n}`, site: `site-${n}`, pole: `P-${n}` })),
    elements: [...central, ...numbers.flatMap(atSite)],
  };
}

const asked = (address: string, module: 'snmp_if' | 'snmp_ups'): Partial<Element> => ({
  address,
  modules: [module],
  credentials: 'snmp',
});
