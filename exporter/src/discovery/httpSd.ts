import { createHash } from 'node:crypto';
import type { ProbeModule } from '@roundsman/contract/vocabulary.ts';
import type { Target, Targets } from '../targets.ts';

/** What Prometheus asks `/sd` for: one scrape job each. */
export const discoveryGroups = ['snmp', 'reach', 'rtsp'] as const;
export type DiscoveryGroup = (typeof discoveryGroups)[number];

const modulesOf: Readonly<Record<DiscoveryGroup, readonly ProbeModule[]>> = {
  snmp: ['snmp_if', 'snmp_ups'],
  reach: ['reach'],
  rtsp: ['rtsp'],
};

export interface Discovery {
  /** JSON of Prometheus' http_sd. */
  body: string;
  etag: string;
}

const cache = new WeakMap<Targets, Map<DiscoveryGroup, Discovery>>();

/**
 * One target group per device and module, in the order of the device ids, so that the same inventory gives the same answer.
 * The label `__param_module` becomes the parameter `module` of the scrape.
 */
export function discover(targets: Targets, group: DiscoveryGroup): Discovery {
  const known = cache.get(targets) ?? new Map<DiscoveryGroup, Discovery>();
  cache.set(targets, known);
  const made = known.get(group) ?? make(targets, modulesOf[group]);
  known.set(group, made);
  return made;
}

function make(targets: Targets, modules: readonly ProbeModule[]): Discovery {
  const sorted = [...targets.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const groups = sorted.flatMap((target) =>
    target.modules.filter((module) => modules.includes(module)).map((module) => targetGroup(target, module)),
  );
  const body = JSON.stringify(groups);
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

const targetGroup = (target: Target, module: ProbeModule) => ({
  targets: [target.id],
  labels: {
    device_id: target.id,
    device_kind: target.kind,
    site_id: target.siteId,
    district_id: target.districtId,
    __param_module: module,
  },
});
