import { stringify } from 'yaml';
import type { CityParts } from './city.ts';

/** Names by which the inventory refers to them; the values are the simulated devices' own and open nothing else. */
export const demoCredentials = {
  'snmp-default': { type: 'snmp_v2c', community: 'roundsman-demo' },
  /** The carrier's equipment is asked by version 3. */
  'snmp-exchange': {
    type: 'snmp_v3',
    username: 'roundsman',
    auth: { protocol: 'SHA256', password: 'demo-watch-word' },
    priv: { protocol: 'AES', password: 'demo-cover-word' },
  },
  'camera-default': { type: 'rtsp', username: 'roundsman', password: 'demo-camera' },
} as const;

/** Quoted so that readers of YAML 1.1, too, take a time of day for text. */
const format = (content: object): string =>
  stringify(content, { singleQuote: true, lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });

/** The files of a city's inventory, by name: one for each part of it. */
export function inventoryFiles(parts: CityParts, origin: string): Map<string, string> {
  return new Map(
    Object.entries(parts).map(([part, content]) => [
      `${part}.yaml`,
      `# ${origin}\n${format({ version: 1, ...withoutEmptyLists(content) })}`,
    ]),
  );
}

/** The text of the credentials file that opens the simulated devices. */
export const credentialsFile = (origin: string): string => `# ${origin}\n${format(demoCredentials)}`;

/** What the schema fills in by itself need not be read by anybody. */
const withoutEmptyLists = (content: object): object =>
  JSON.parse(
    JSON.stringify(content, (_, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value)),
  );
