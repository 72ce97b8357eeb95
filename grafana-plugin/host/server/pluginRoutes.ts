import { z } from 'zod';
import { hasRole, orgRoles, type OrgRole } from './roles.ts';

/** The part of a plugin.json that Grafana's proxies read. */
export const pluginManifest = z.object({
  id: z.string(),
  routes: z
    .array(
      z.object({
        path: z.string(),
        method: z.string().optional(),
        reqRole: z.enum(orgRoles).optional(),
        url: z.string(),
        headers: z.array(z.object({ name: z.string(), content: z.string() })).default([]),
      }),
    )
    .default([]),
});
export type PluginManifest = z.infer<typeof pluginManifest>;
type PluginRoute = PluginManifest['routes'][number];

/** What an administrator has configured; fills `{{ .JsonData.x }}` and `{{ .SecureJsonData.x }}` of a route. */
export interface PluginSettings {
  jsonData: Record<string, string>;
  secureJsonData: Record<string, string>;
}

export interface Forward {
  url: string;
  headers: Array<[string, string]>;
}
/** Where to send a request, or the status and message with which Grafana refuses it. */
export type Decision = { forward: Forward } | { refused: number; message: string };

function fill(template: string, settings: PluginSettings): string {
  return template.replace(/\{\{\s*\.(JsonData|SecureJsonData)\.(\w+)\s*\}\}/g, (_, store: string, key: string) => {
    const value = (store === 'JsonData' ? settings.jsonData : settings.secureJsonData)[key];
    if (value === undefined) {
      throw new Error(`the route needs ${store}.${key}, which is not configured`);
    }
    return value;
  });
}

/** A path that cannot climb: `a/../b` and empty parts are gone, as after Grafana's CleanRelativePath. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

function toForward(route: PluginRoute, rest: string, query: string, settings: PluginSettings): Decision {
  const base = fill(route.url, settings).replace(/\/+$/, '');
  const headers = route.headers.map(({ name, content }): [string, string] => [name, fill(content, settings)]);
  return { forward: { url: `${base}${rest && `/${rest}`}${query}`, headers } };
}

interface Asked {
  method: string;
  /** Below the proxy's own path. */
  path: string;
  /** With its question mark, or empty. */
  query: string;
  role: OrgRole;
}

function decide(
  manifest: PluginManifest,
  settings: PluginSettings,
  asked: Asked,
  restOf: (route: PluginRoute, path: string) => string | null,
): Decision {
  const path = cleanPath(asked.path);
  for (const route of manifest.routes) {
    const methodMatches = route.method === undefined || route.method === '*' || route.method === asked.method;
    const rest = methodMatches ? restOf(route, path) : null;
    if (rest === null) {
      continue;
    }
    if (route.reqRole && !hasRole(asked.role, route.reqRole)) {
      return { refused: 403, message: 'plugin proxy route access denied' };
    }
    return toForward(route, rest, asked.query, settings);
  }
  return { refused: 404, message: 'plugin route match not found' };
}

/** The app proxy `/api/plugin-proxy/<id>/`: `*` at the end of a route's path is what is passed on; the first match wins. */
export function decideAppProxy(manifest: PluginManifest, settings: PluginSettings, asked: Asked): Decision {
  return decide(manifest, settings, asked, (route, path) => {
    const wild = route.path.endsWith('/*');
    const prefix = cleanPath(wild ? route.path.slice(0, -1) : route.path);
    if (!wild) {
      return path === prefix ? '' : null;
    }
    return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : null;
  });
}

/** The data source proxy `/api/datasources/proxy/uid/<uid>/`: a route's path is a prefix; the first match wins. */
export function decideDatasourceProxy(manifest: PluginManifest, settings: PluginSettings, asked: Asked): Decision {
  return decide(manifest, settings, asked, (route, path) => {
    const prefix = cleanPath(route.path);
    return path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : null;
  });
}
