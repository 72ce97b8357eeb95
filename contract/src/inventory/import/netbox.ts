import { z } from 'zod';
import { elementKinds, type ElementKind, type ProbeModule } from '../../vocabulary.ts';
import { purposes } from '../camera.ts';
import { macAddress } from '../macAddress.ts';
import type { Element, InventoryFile } from '../schema.ts';

/**
 * NetBox's REST API (3.3 to 4.x), as far as it is read. Sites come from `dcim/sites`, districts from their regions, cabinets from
 * racks, elements from devices, power panels and power feeds, their MAC addresses from
 * `dcim/interfaces`; both layers of the graph from `dcim/cables`.
 */
const reference = z.looseObject({ id: z.number(), name: z.string().nullish(), slug: z.string().nullish() });
const page = <T extends z.ZodType>(result: T) =>
  z.looseObject({ next: z.string().nullable(), results: z.array(result) });

const netboxSite = z.looseObject({
  id: z.number(),
  name: z.string(),
  slug: z.string(),
  region: reference.nullish(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  physical_address: z.string().default(''),
});
const netboxRack = z.looseObject({ id: z.number(), name: z.string(), site: reference });
const netboxDevice = z.looseObject({
  id: z.number(),
  name: z.string().nullable(),
  // `device_role` until 3.5, `role` since.
  role: reference.nullish(),
  device_role: reference.nullish(),
  device_type: z.looseObject({ model: z.string(), manufacturer: reference }),
  serial: z.string().default(''),
  site: reference,
  rack: reference.nullish(),
  primary_ip: z.looseObject({ address: z.string() }).nullish(),
  status: z.looseObject({ value: z.string() }),
  custom_fields: z.record(z.string(), z.unknown()).default({}),
});
// `mac_address` alone until 4.1; since 4.2 of several addresses the primary one stands there.
const netboxInterface = z.looseObject({ device: reference, mac_address: z.string().nullish() });
const netboxPowerFeed = z.looseObject({ id: z.number(), name: z.string(), power_panel: reference });
const netboxPowerPanel = z.looseObject({ id: z.number(), name: z.string(), site: reference });
const termination = z.looseObject({
  object_type: z.string(),
  object_id: z.number(),
  object: z.looseObject({ id: z.number(), name: z.string().nullish(), device: reference.nullish() }),
});
const netboxCable = z.looseObject({
  id: z.number(),
  a_terminations: z.array(termination),
  b_terminations: z.array(termination),
});

const endpoints = {
  sites: { path: 'dcim/sites/', schema: netboxSite },
  racks: { path: 'dcim/racks/', schema: netboxRack },
  devices: { path: 'dcim/devices/', schema: netboxDevice },
  interfaces: { path: 'dcim/interfaces/', schema: netboxInterface },
  powerPanels: { path: 'dcim/power-panels/', schema: netboxPowerPanel },
  powerFeeds: { path: 'dcim/power-feeds/', schema: netboxPowerFeed },
  cables: { path: 'dcim/cables/', schema: netboxCable },
} as const;
type Endpoint = keyof typeof endpoints;
export type NetboxData = { [E in Endpoint]: z.infer<(typeof endpoints)[E]['schema']>[] };

const maxPages = 1000;

/**
 * Read everything that is needed, page by page.
 * @param url the installation, such as `https://netbox.example.org`
 * @throws Error that names the endpoint when NetBox refuses or answers something else than its API.
 */
export async function readNetbox(url: string, token: string, fetcher: typeof fetch = fetch): Promise<NetboxData> {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const read = async <T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>[]> => {
    const results: z.infer<T>[] = [];
    let next: URL | null = new URL(`api/${path}?limit=500`, base);
    for (let pages = 0; next && pages < maxPages; pages++) {
      const reply: Response = await fetcher(next, {
        headers: { authorization: `Token ${token}`, accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(60_000),
      });
      if (!reply.ok)
        throw new Error(`NetBox answered ${reply.status} to ${path}; check the address and the token's rights`);
      const parsed = page(schema).safeParse(await reply.json());
      if (!parsed.success)
        throw new Error(`NetBox's answer to ${path} is not of its API: ${z.prettifyError(parsed.error)}`);
      results.push(...parsed.data.results);
      next = parsed.data.next === null ? null : new URL(parsed.data.next, base);
      // The token goes to the configured host only, whatever address a page of results names.
      if (next && next.origin !== base.origin) next = new URL(`${next.pathname}${next.search}`, base);
    }
    return results;
  };
  return {
    sites: await read(endpoints.sites.path, endpoints.sites.schema),
    racks: await read(endpoints.racks.path, endpoints.racks.schema),
    devices: await read(endpoints.devices.path, endpoints.devices.schema),
    interfaces: await read(endpoints.interfaces.path, endpoints.interfaces.schema),
    powerPanels: await read(endpoints.powerPanels.path, endpoints.powerPanels.schema),
    powerFeeds: await read(endpoints.powerFeeds.path, endpoints.powerFeeds.schema),
    cables: await read(endpoints.cables.path, endpoints.cables.schema),
  };
}

/** How near to the core a kind stands: NetBox's cables have no direction, the graph's uplinks have. */
const towardsCore: readonly ElementKind[] = [
  'core',
  'aggregation',
  'sdh_node',
  'olt',
  'pon_port',
  'splitter',
  'onu',
  'media_converter',
  'switch',
];
const nearness = (kind: ElementKind): number => {
  const place = towardsCore.indexOf(kind);
  return place < 0 ? towardsCore.length : place;
};

const modulesOf = (kind: ElementKind): ProbeModule[] =>
  kind === 'camera'
    ? ['reach', 'rtsp']
    : kind === 'ups'
      ? ['snmp_ups']
      : ['switch', 'onu', 'olt'].includes(kind)
        ? ['snmp_if']
        : [];

export interface NetboxMapping {
  /** NetBox role slug → kind, where the slug is not the kind itself (with "-" for "_"). */
  roles: Readonly<Record<string, ElementKind>>;
  /** Kind → name of the credentials entry. */
  credentials: Readonly<Partial<Record<ElementKind, string>>>;
}

/**
 * NetBox's data as sections of an inventory. What cannot be placed is named in `skipped`, never dropped in silence; the result
 * still goes through the checks of every inventory.
 */
export function inventoryFromNetbox(
  data: NetboxData,
  mapping: NetboxMapping,
): { entries: InventoryFile; skipped: string[] } {
  const skipped: string[] = [];
  const text = (name: string) => ({ en: name, zh: name });
  const elements = new Map<string, Element>();
  const taken = new Set<string>();
  /** Names that come out alike, or have no letter of ours, get NetBox's own number. */
  const add = (key: string, element: Element): void => {
    const numbered = `${element.id}-${key.replace(/\D/g, '')}`;
    const id = taken.has(element.id) ? numbered : element.id;
    taken.add(id);
    elements.set(key, { ...element, id });
  };
  const blank = () => ({ fedBy: [], uplinks: [], modules: [], senses: [] });

  for (const panel of data.powerPanels) {
    add(`panel ${panel.id}`, {
      ...blank(),
      id: idOf(panel.name),
      kind: 'transformer',
      name: text(panel.name),
      site: siteOf(panel.site),
    });
  }
  for (const feed of data.powerFeeds) {
    const panel = elements.get(`panel ${feed.power_panel.id}`);
    add(`feed ${feed.id}`, {
      ...blank(),
      id: idOf(feed.name),
      kind: 'feeder',
      name: text(feed.name),
      fedBy: panel ? [panel.id] : [],
    });
  }
  const macs = macsOf(data.interfaces);
  for (const device of data.devices) {
    const slug = (device.role ?? device.device_role)?.slug ?? '';
    const kind = mapping.roles[slug] ?? elementKinds.find((known) => known === slug.replaceAll('-', '_'));
    const label = device.name ?? `device-${device.id}`;
    if (!kind) skipped.push(`device "${label}": role "${slug}" stands for no kind; map it with --role ${slug}=KIND`);
    else if (device.status.value !== 'active') skipped.push(`device "${label}": it is ${device.status.value}`);
    else {
      const address = device.primary_ip?.address.replace(/\/\d+$/, '');
      const { stream_path: streamPath, firmware, purpose } = device.custom_fields;
      add(`device ${device.id}`, {
        ...blank(),
        id: idOf(label),
        kind,
        name: text(label),
        ...(device.rack ? { cabinet: `rack-${device.rack.id}` } : { site: siteOf(device.site) }),
        vendor: device.device_type.manufacturer.name ?? undefined,
        model: device.device_type.model,
        serial: device.serial || undefined,
        mac: macs.get(device.id),
        address,
        modules: address ? modulesOf(kind) : [],
        credentials: mapping.credentials[kind],
        firmware: typeof firmware === 'string' && firmware !== '' ? firmware : undefined,
        purpose: purposes.find((known) => known === purpose),
        streamPath: typeof streamPath === 'string' && streamPath.startsWith('/') ? streamPath : undefined,
      });
    }
  }
  for (const cable of data.cables)
    for (const a of cable.a_terminations) for (const b of cable.b_terminations) connect(elements, a, b);

  return {
    entries: {
      version: 1,
      parties: [],
      responsibilities: [],
      districts: [
        ...new Map(data.sites.flatMap(({ region }) => (region?.slug ? [[region.slug, region]] : []))).values(),
      ].map((region) => ({
        id: idOf(region.slug ?? ''),
        name: text(region.name ?? region.slug ?? ''),
      })),
      sites: data.sites.flatMap((site) => {
        if (site.latitude === null || site.longitude === null || !site.region?.slug) {
          skipped.push(`site "${site.name}": it needs a region, a latitude and a longitude in NetBox`);
          return [];
        }
        return [
          {
            id: idOf(site.slug),
            name: text(site.name),
            district: idOf(site.region.slug),
            ...(site.physical_address ? { address: text(site.physical_address) } : {}),
            location: { latitude: site.latitude, longitude: site.longitude },
            importance: 'normal' as const,
          },
        ];
      }),
      cabinets: data.racks.map((rack) => ({ id: `rack-${rack.id}`, site: siteOf(rack.site), name: text(rack.name) })),
      elements: [...elements.values()],
    },
    skipped,
  };
}

/** The address of each device whose interfaces have but one; of several none is known to be the one that others see. */
function macsOf(interfaces: NetboxData['interfaces']): Map<number, string> {
  const found = new Map<number, Set<string>>();
  for (const { device, mac_address: written } of interfaces) {
    const { data: mac } = macAddress.safeParse(written);
    if (mac !== undefined) found.set(device.id, (found.get(device.id) ?? new Set()).add(mac));
  }
  return new Map([...found].flatMap(([device, [mac, ...more]]) => (mac && more.length === 0 ? [[device, mac]] : [])));
}

type Termination = z.infer<typeof termination>;

/** A power cable feeds the side that has the inlet; a data cable leads from the side further from the core to the nearer one. */
function connect(elements: ReadonlyMap<string, Element>, a: Termination, b: Termination): void {
  const elementOf = (end: Termination): Element | undefined =>
    end.object_type === 'dcim.powerfeed'
      ? elements.get(`feed ${end.object_id}`)
      : elements.get(`device ${end.object.device?.id ?? ''}`);
  const [first, second] = [elementOf(a), elementOf(b)];
  if (!first || !second) return;
  for (const [inlet, consumer, supply] of [
    [a, first, second],
    [b, second, first],
  ] as const) {
    if (inlet.object_type === 'dcim.powerport') consumer.fedBy.push(supply.id);
  }
  if (a.object_type !== 'dcim.interface' || b.object_type !== 'dcim.interface') return;
  const [lower, upper, port] =
    nearness(first.kind) > nearness(second.kind) ? [first, second, b.object.name] : [second, first, a.object.name];
  lower.uplinks.push({ to: upper.id, ...(port ? { port } : {}) });
}

const siteOf = (site: z.infer<typeof reference>): string => idOf(site.slug ?? String(site.id));

/** NetBox's names as identifiers of ours: lower case, everything else a dash. */
const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63) || 'unnamed';
