import type { TopologyDifference, TopologyReport } from '@roundsman/contract/topologyReport.ts';
import type { Targets } from '../targets.ts';
import type { Difference } from './differences.ts';
import type { TopologyBook } from './topologyBook.ts';
import { wordingOf } from './wording.ts';

/** The most that a report lists of each kind of thing. */
export const maxListed = 1000;

export interface ReportFilter {
  /** Only switches that stand there. */
  site: string | undefined;
  /** Only what this switch shows, or what concerns this element. */
  device: string | undefined;
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** What switches say, compared with the inventory, as of now. */
export function reportOf(
  book: TopologyBook,
  targets: Targets,
  { site, device }: ReportFilter,
  now: number,
): TopologyReport {
  const switches = [...targets.values()].filter(
    ({ modules, siteId }) => modules.includes('snmp_bridge') && (site === undefined || siteId === site),
  );
  const isSwitch = switches.some(({ id }) => id === device);
  const asked = switches
    .filter(({ id }) => !isSwitch || id === device)
    .sort((a, b) => byText(a.siteId, b.siteId) || byText(a.id, b.id));
  const comparisons = book.comparisons(asked.map(({ id }) => id));
  const differences = comparisons.flatMap(({ differences: found = [], read = now }) =>
    found
      .filter(({ element }) => device === undefined || isSwitch || element?.id === device)
      .sort((a, b) => byText(a.port, b.port))
      .map((difference) => ({ difference, read })),
  );
  const notCompared = comparisons.filter((each) => each.differences === undefined);
  const uplinkUnknown = comparisons.filter((each) => !each.uplinkKnown);
  const lists = [differences, notCompared, uplinkUnknown];
  return {
    at: iso(now),
    compared: comparisons.length - notCompared.length,
    notCompared: notCompared
      .slice(0, maxListed)
      .map(({ device: id, read }) => ({ device: id, ...(read === undefined ? {} : { lastRead: iso(read) }) })),
    uplinkUnknown: uplinkUnknown.slice(0, maxListed).map(({ device: id }) => id),
    differences: differences
      .slice(0, maxListed)
      .map(({ difference, read }) => entryOf(difference, targets.get(difference.device)?.siteId ?? '', iso(read))),
    omitted: lists.reduce((sum, { length }) => sum + Math.max(0, length - maxListed), 0),
  };
}

const byText = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function entryOf(difference: Difference, site: string, seenAt: string): TopologyDifference {
  const { kind, device, port, element, mac, name } = difference;
  return {
    kind,
    device,
    port,
    site,
    ...(element ? { element: element.id } : {}),
    ...(mac === undefined ? {} : { mac }),
    ...(name === '' ? {} : { name }),
    inventory: (element?.uplinks ?? []).map(({ to, port: there }) => ({ device: to, port: there })),
    seenAt,
    ...wordingOf(difference),
  };
}
