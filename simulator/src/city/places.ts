import type { District, Site } from '@roundsman/contract/inventory/schema.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { Random } from './random.ts';

/** Sites of one feeder stand side by side on one road, so a row of the street grid is a whole number of feeders. */
export const sitesPerFeeder = 3;

/** Qingwu, an invented city: streets in a grid, a roadside site at each junction. */
const centre = { latitude: 30.61, longitude: 119.42 };
const blockDegrees = { latitude: 0.0036, longitude: 0.0052 };

const districtNames: readonly LocalizedText[] = [
  { en: 'Donghe District', zh: '东河区' },
  { en: 'Xishan District', zh: '西山区' },
  { en: 'Nanpu District', zh: '南浦区' },
  { en: 'Beicheng District', zh: '北城区' },
  { en: 'High-Tech Zone', zh: '高新区' },
  { en: 'Port District', zh: '港口区' },
];
const districtIds = ['donghe', 'xishan', 'nanpu', 'beicheng', 'high-tech', 'port'] as const;

const streetNames = [
  ['Wutong', '梧桐'],
  ['Guanghua', '光华'],
  ['Binjiang', '滨江'],
  ['Yingbin', '迎宾'],
  ['Wenchang', '文昌'],
  ['Jianshe', '建设'],
  ['Qingyun', '青云'],
  ['Chaoyang', '朝阳'],
  ['Haitang', '海棠'],
  ['Longquan', '龙泉'],
  ['Xueyuan', '学苑'],
  ['Fenghuang', '凤凰'],
  ['Taohua', '桃花'],
  ['Changqing', '长青'],
  ['Yuelai', '悦来'],
  ['Jinxiu', '锦绣'],
] as const;
const chineseDigits = ['', '', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

type Orientation = 'road' | 'street';
const suffix = { road: ['Road', '路'], street: ['Street', '街'] } as const;

/** Roads run east to west, streets north to south; after sixteen the names come again, numbered. */
function street(index: number, orientation: Orientation): LocalizedText {
  // Streets start in the middle of the list, so that the first junctions do not bear one name twice.
  const place = orientation === 'road' ? index : index + streetNames.length / 2;
  const [en, zh] = streetNames[place % streetNames.length] ?? streetNames[0];
  const round = Math.floor(index / streetNames.length) + 1;
  const [kindEn, kindZh] = suffix[orientation];
  if (round === 1) return { en: `${en} ${kindEn}`, zh: `${zh}${kindZh}` };
  return { en: `${en} ${kindEn} No. ${round}`, zh: `${zh}${chineseDigits[round] ?? `第${round}`}${kindZh}` };
}

export interface Places {
  districts: District[];
  sites: Site[];
}

/** The districts and the roadside sites, in the order in which the feeders take them. */
export function places(count: number, random: Random): Places {
  const feeders = Math.ceil(count / sitesPerFeeder);
  const districtCount = Math.min(districtIds.length, Math.ceil(feeders / 2));
  const columns = sitesPerFeeder * Math.ceil(Math.sqrt(feeders / sitesPerFeeder));
  const districts = districtIds
    .slice(0, districtCount)
    .map((id, index): District => ({ id, name: districtNames[index] ?? { en: id, zh: id } }));
  const sites = Array.from({ length: count }, (_, index): Site => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    const road = street(row, 'road');
    const crossing = street(column, 'street');
    const feeder = Math.floor(index / sitesPerFeeder);
    const houseNumber = 1 + random.integer(300);
    return {
      id: `site-${siteNumber(index)}`,
      name: { en: `${road.en} / ${crossing.en}`, zh: `${road.zh}与${crossing.zh}路口` },
      district: districts[Math.floor((feeder * districtCount) / feeders)]?.id ?? districtIds[0],
      address: {
        en: `${houseNumber} ${crossing.en}, corner of ${road.en}`,
        zh: `${crossing.zh}${houseNumber}号，${road.zh}口`,
      },
      location: {
        latitude: degrees(centre.latitude - row * blockDegrees.latitude + (random.integer(7) - 3) * 1e-4),
        longitude: degrees(centre.longitude + column * blockDegrees.longitude + (random.integer(7) - 3) * 1e-4),
      },
      importance: random.integer(4) === 0 ? 'important' : 'normal',
    };
  });
  return { districts, sites };
}

/** Of a site, counted from 0, as it stands in the names of its elements. */
export const siteNumber = (index: number): string => String(index + 1).padStart(3, '0');

/** About a metre. */
const degrees = (value: number): number => Math.round(value * 1e5) / 1e5;
