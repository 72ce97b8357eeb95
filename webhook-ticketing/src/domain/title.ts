import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';

/** Name of an element for people: as the inventory has it, or its id. */
export function elementName(inventory: Pick<Inventory, 'elements'>, id: string): LocalizedText {
  return inventory.elements.find((element) => element.id === id)?.name ?? { en: id, zh: id };
}

export function siteName(inventory: Pick<Inventory, 'sites'>, id: string): LocalizedText {
  return inventory.sites.find((site) => site.id === id)?.name ?? { en: id, zh: id };
}

/** Says what is wrong and where in one line: "Area mains outage: Feeder 1 (3 sites)". */
export function orderTitle(
  diagnosis: Pick<Diagnosis, 'faultClass' | 'faultPoint'> | null,
  siteIds: readonly string[],
  inventory: Pick<Inventory, 'elements' | 'sites'>,
): LocalizedText {
  const what = faultClasses[diagnosis?.faultClass ?? 'reported_fault'].name;
  const [site] = siteIds;
  const point = diagnosis ? elementName(inventory, diagnosis.faultPoint) : null;
  const place = site === undefined ? null : siteName(inventory, site);
  if (siteIds.length > 1) {
    const at = point ?? place ?? { en: '', zh: '' };
    const count = String(siteIds.length);
    return { en: `${what.en}: ${at.en} (${count} sites)`, zh: `${what.zh}：${at.zh}（${count} 个点位）` };
  }
  if (!point && !place) return what;
  return {
    en: `${what.en}: ${whereabouts(point?.en, place?.en, ', ')}`,
    zh: `${what.zh}：${whereabouts(point?.zh, place?.zh, '，')}`,
  };
}

/** The point and its place; a point that is named after its place says both. */
const whereabouts = (point: string | undefined, place: string | undefined, comma: string): string =>
  [point, place && point?.includes(place) ? undefined : place].filter((name) => name !== undefined).join(comma);
