import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { Position } from '@roundsman/contract/workOrder.ts';

interface Place {
  latitude: number;
  longitude: number;
}

/** An arrival counts within this distance of the site, plus what the phone says of its own accuracy. */
export const arrivalRadiusMetres = 300;
/** A phone that claims to know its place worse than this is not believed to be nearer for it. */
export const mostAccuracyMetres = 500;

const earthRadiusMetres = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance (haversine; off by at most 0.5 % of the way). */
export function distanceMetres(from: Place, to: Place): number {
  const north = radians(to.latitude - from.latitude);
  const east = radians(to.longitude - from.longitude);
  const h =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Judges an arrival by the nearest of the order's sites. Without a position it is accepted and recorded as such (distance null):
 * an engineer whose phone has no fix is not late for it, and the record shows that nothing confirmed the place.
 */
export function judgeArrival(
  phone: Position | undefined,
  siteIds: readonly string[],
  inventory: Pick<Inventory, 'sites'>,
): { distanceMetres: number | null; accepted: boolean } {
  const places = inventory.sites.filter((site) => siteIds.includes(site.id)).map((site) => site.location);
  if (!phone || places.length === 0) return { distanceMetres: null, accepted: true };
  const distance = Math.round(Math.min(...places.map((place) => distanceMetres(phone, place))));
  return {
    distanceMetres: distance,
    accepted: distance <= arrivalRadiusMetres + Math.min(phone.accuracyMetres, mostAccuracyMetres),
  };
}
