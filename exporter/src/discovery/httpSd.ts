import { createHash } from 'node:crypto';
import { groupOfModule, type ProbeGroup } from '@roundsman/contract/vocabulary.ts';
import type { Target, Targets } from '../targets.ts';

export interface Discovery {
  /** JSON of Prometheus' http_sd. */
  body: string;
  etag: string;
}

const cache = new WeakMap<Targets, Map<ProbeGroup, Discovery>>();

/**
 * One target group per device that has any module of the group, in the order of the device ids, so that the same inventory
 * gives the same answer. The label `__param_module` becomes the parameter `module` of the scrape.
 */
export function discover(targets: Targets, group: ProbeGroup): Discovery {
  const known = cache.get(targets) ?? new Map<ProbeGroup, Discovery>();
  cache.set(targets, known);
  const made = known.get(group) ?? make(targets, group);
  known.set(group, made);
  return made;
}

function make(targets: Targets, group: ProbeGroup): Discovery {
  const sorted = [...targets.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const asked = sorted.filter(({ modules }) => modules.some((module) => groupOfModule[module] === group));
  const body = JSON.stringify(asked.map((target) => targetGroup(target, group)));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

const targetGroup = (target: Target, group: ProbeGroup) => ({
  targets: [target.id],
  labels: {
    device_id: target.id,
    device_kind: target.kind,
    site_id: target.siteId,
    district_id: target.districtId,
    __param_module: group,
  },
});
