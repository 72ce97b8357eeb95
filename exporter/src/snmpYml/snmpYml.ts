import { globSync, readFileSync } from 'node:fs';
import { FileError, parseYaml } from '../yamlFile.ts';
import { flatFile, splitFile } from './schema.ts';
import type { AuthKeys, DynamicFilter, FlatAuthKeys, MetricRule, ModuleKeys, StaticFilter } from './schema.ts';
import { Secret } from './secret.ts';

/** How an agent is asked: an entry of `auths`, or what a flat module says of itself. */
export interface SnmpAuth {
  version: 1 | 2 | 3;
  community: Secret;
  securityLevel: AuthKeys['security_level'];
  username: string;
  authProtocol: AuthKeys['auth_protocol'];
  password: Secret | undefined;
  privProtocol: AuthKeys['priv_protocol'];
  privPassword: Secret | undefined;
  contextName: string;
}

/** What is asked, and what becomes of the answers. */
export interface SnmpModule {
  name: string;
  walk: readonly string[];
  get: readonly string[];
  metrics: readonly MetricRule[];
  dynamicFilters: readonly DynamicFilter[];
  staticFilters: readonly StaticFilter[];
  /** Objects in one request. */
  maxRepetitions: number;
  /** How often a request is sent again. */
  retries: number;
  /** Of one request. */
  timeoutMs: number;
  allowNonincreasingOids: boolean;
  /** In the flat shape only. */
  auth: SnmpAuth | undefined;
  /** Of the file: without effect here, so whoever wrote it is told. */
  useUnconnectedUdpSocket: boolean;
}

export interface SnmpYml {
  auths: ReadonlyMap<string, SnmpAuth>;
  modules: ReadonlyMap<string, SnmpModule>;
}

/** The defaults of the format. */
const defaults = { community: 'public', maxRepetitions: 25, retries: 3, timeoutMs: 5000 } as const;

/**
 * Read snmp.yml, in one file or several, in the shape of before or since 0.23.
 * `environment`: with it `$NAME` and `${NAME}` in user names and secrets stand for its values.
 * @throws FileError with every fault of every file.
 */
export function loadSnmpYml(
  patterns: readonly string[],
  environment: Readonly<Record<string, string | undefined>> | undefined,
): SnmpYml {
  const faults: string[] = [];
  const auths = new Map<string, SnmpAuth>();
  const modules = new Map<string, SnmpModule>();
  const origin = new Map<string, string>();
  const add = <T>(kind: string, file: string, into: Map<string, T>, entries: ReadonlyMap<string, T>): void => {
    for (const [name, entry] of entries) {
      const key = `${kind} "${name}"`;
      const before = origin.get(key);
      if (before !== undefined) faults.push(`${file}: ${key} stands in ${before} already; remove one`);
      origin.set(key, file);
      into.set(name, entry);
    }
  };
  for (const pattern of patterns) {
    const files = globSync(pattern).sort();
    if (files.length === 0) faults.push(`${pattern}: there is no such file`);
    for (const file of files) {
      try {
        const found = parseSnmpYml(file, readText(file), environment);
        add('auth', file, auths, found.auths);
        add('module', file, modules, found.modules);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        faults.push(...error.faults);
      }
    }
  }
  if (faults.length === 0 && modules.size === 0) faults.push(`${patterns.join(', ')}: no module stands there`);
  if (faults.length > 0) throw new FileError(faults);
  return { auths, modules };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new FileError([`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/** `loadSnmpYml` for one text at hand. @throws FileError */
export function parseSnmpYml(
  file: string,
  text: string,
  environment: Readonly<Record<string, string | undefined>> | undefined,
): SnmpYml {
  const missing = new Set<string>();
  const expanded = environment
    ? (value: string): string =>
        value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_found, braced?: string, bare?: string) => {
          const name = braced ?? bare ?? '';
          const known = environment[name];
          if (known === undefined) missing.add(name);
          return known ?? '';
        })
    : (value: string): string => value;
  const yml = /^(auths|modules)\s*:/m.test(text) ? split(file, text, expanded) : flat(file, text, expanded);
  if (missing.size > 0)
    throw new FileError([...missing].map((name) => `${file}: the environment has no ${name}; set it for the exporter`));
  return yml;
}

type Expand = (value: string) => string;

function split(file: string, text: string, expand: Expand): SnmpYml {
  const { auths, modules } = parseYaml(file, text, splitFile);
  return {
    auths: new Map(Object.entries(auths ?? {}).map(([name, keys]) => [name, authOf(keys, keys.version, expand)])),
    modules: new Map(Object.entries(modules ?? {}).map(([name, keys]) => [name, moduleOf(name, keys, undefined)])),
  };
}

function flat(file: string, text: string, expand: Expand): SnmpYml {
  const modules = Object.entries(parseYaml(file, text, flatFile));
  return {
    auths: new Map(),
    modules: new Map(
      modules.map(([name, keys]) => [name, moduleOf(name, keys, authOf(keys.auth, keys.version, expand))]),
    ),
  };
}

function authOf(keys: FlatAuthKeys, version: number, expand: Expand): SnmpAuth {
  const secret = (found: Secret | undefined): Secret | undefined => found && new Secret(expand(found.reveal()));
  return {
    version: version === 1 ? 1 : version === 3 ? 3 : 2,
    community: secret(keys.community) ?? new Secret(defaults.community),
    securityLevel: keys.security_level,
    username: expand(keys.username ?? ''),
    authProtocol: keys.auth_protocol,
    password: secret(keys.password),
    privProtocol: keys.priv_protocol,
    privPassword: secret(keys.priv_password),
    contextName: keys.context_name ?? '',
  };
}

function moduleOf(name: string, keys: ModuleKeys, auth: SnmpAuth | undefined): SnmpModule {
  const filters = Array.isArray(keys.filters) ? { dynamic: keys.filters, static: [] } : keys.filters;
  return {
    name,
    walk: keys.walk ?? [],
    get: keys.get ?? [],
    metrics: keys.metrics ?? [],
    dynamicFilters: filters?.dynamic ?? [],
    staticFilters: filters?.static ?? [],
    maxRepetitions: keys.max_repetitions || defaults.maxRepetitions,
    retries: keys.retries ?? defaults.retries,
    timeoutMs: keys.timeout ?? defaults.timeoutMs,
    allowNonincreasingOids: keys.allow_nonincreasing_oids,
    auth,
    useUnconnectedUdpSocket: keys.use_unconnected_udp_socket,
  };
}
