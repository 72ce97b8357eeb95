import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { OverCapacity } from '../probe/lane.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { scrapePatienceSeconds } from '../probe/patience.ts';
import { ForbiddenAddress, NoAddress, type SnmpAddresses } from '../snmpAddresses.ts';
import { unpacked, type Body } from '../snmpYml/body.ts';
import { RepeatedSeries } from '../snmpYml/exposition.ts';
import type { ScrapePlan } from '../snmpYml/plan.ts';
import type { Scraped, Scraper, ScrapeRequest } from '../snmpYml/scraper.ts';
import type { SnmpLibrary, SnmpModules } from '../snmpYml/snmpLibrary.ts';
import type { SnmpAuth } from '../snmpYml/snmpYml.ts';
import { FileError } from '../yamlFile.ts';

const plain = 'text/plain; charset=utf-8';
const expositionType = 'text/plain; version=0.0.4; charset=utf-8';
/** Where nobody says how long the answer is waited for, and the most that is believed. */
const maxPatienceSeconds = 120;
/** The names that are meant when none is given, as in snmp_exporter. */
const defaults = { module: 'if_mib', auth: 'public_v2' };

export interface SnmpRouteParts {
  token: string;
  library: SnmpLibrary;
  addresses: SnmpAddresses;
  scraper: Scraper;
  log: Logger;
}

/** Answers a request or, for another path than its own, says that it is not its own. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * `/snmp?target=&module=&auth=&snmp_context=&debug=` and `POST /-/reload`, as snmp_exporter has them. Straight on node's http:
 * what a framework does for a request costs as much as a small device's whole scrape.
 */
export function snmpRoute(parts: SnmpRouteParts): Answer {
  const isAllowed = bearer(parts.token);
  return (request, response) => {
    const { url = '' } = request;
    const end = url.indexOf('?');
    const path = end < 0 ? url : url.slice(0, end);
    if (path !== '/snmp' && path !== '/-/reload') return false;
    if (!isAllowed(request.headers.authorization)) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="roundsman exporter, snmp"');
      refuse(response, 401, 'send the token of snmp.tokenFile as "Authorization: Bearer ..."');
    } else if (path === '/-/reload') reload(parts, request, response);
    else
      scrape(parts, new URLSearchParams(end < 0 ? '' : url.slice(end + 1)), request, response).catch(
        (error: unknown) => {
          parts.log.error({ err: error }, 'a scrape of /snmp failed');
          refuse(response, 500, 'the exporter failed; its log says why');
        },
      );
    return true;
  };
}

/** Compared by digest: whatever is sent, it takes the same time. */
function bearer(token: string): (header: string | undefined) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token}`);
  // Prometheus sends the same header for years.
  let good: string | undefined;
  return (header = '') => {
    if (good !== undefined && header.length === good.length && timingSafeEqual(Buffer.from(header), Buffer.from(good)))
      return true;
    const same = timingSafeEqual(digest(header), expected);
    if (same) good = header;
    return same;
  };
}

function reload({ library, log }: SnmpRouteParts, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'POST') {
    refuse(response, 400, 'POST method expected');
    return;
  }
  try {
    library.reload();
    response.setHeader('Content-Type', plain);
    response.end('snmp.yml is read again\n');
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    log.error({ err: error }, 'the new snmp.yml is refused; the old one stays');
    refuse(response, 500, `snmp.yml is refused, the old one stays:\n${error.message}`);
  }
}

/** What is wrong with a request; the message is for who sent it. */
class BadRequest extends Error {}

async function scrape(
  { library, addresses, scraper, log }: SnmpRouteParts,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let scraped: Scraped;
  try {
    const target = once(query, 'target') ?? '';
    if (target === '') throw new BadRequest("'target' parameter must be specified once");
    const modules = modulesOf(library.modules, query);
    const contextName = once(query, 'snmp_context');
    const header = request.headers['x-prometheus-scrape-timeout-seconds'];
    const patienceSeconds = scrapePatienceSeconds(typeof header === 'string' ? header : undefined);
    const patienceMs = Math.min(maxPatienceSeconds, patienceSeconds) * 1000;
    const explain = query.get('debug') === 'true';
    const peer = await addresses.find(target, patienceMs);
    const names = modules.map(({ plan }) => plan.module.name);
    const key = JSON.stringify([peer.address, peer.port, names, query.get('auth'), contextName, explain]);
    scraped = await scraper.scrape({ peer, modules, contextName, key, patienceMs, explain });
  } catch (error) {
    const [status, message] = fault(error);
    if (status === 500) log.debug({ reason: message }, 'a scrape of /snmp failed');
    refuse(response, status, message);
    return;
  }
  const { body, explanation } = scraped;
  if (explanation) {
    response.setHeader('Content-Type', plain);
    response.end(`${explanation.lines.join('\n')}\n\n${unpacked(body).toString('utf8')}`);
  } else send(response, body, /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')));
}

/** The status and the text for what a scrape ended with. A device that fails is 500, as in snmp_exporter: `up` is 0 then. */
function fault(error: unknown): [number, string] {
  if (error instanceof BadRequest) return [400, error.message];
  if (error instanceof NoAddress) return [400, `target: ${error.message}`];
  if (error instanceof ForbiddenAddress) return [403, `target: ${error.message}`];
  if (error instanceof OverCapacity) return [503, `over capacity: ${error.message}`];
  const serving = 'An error has occurred while serving metrics:\n\n';
  if (error instanceof ProbeFailure) return [500, `${serving}snmp_error: error scraping target: ${error.message}`];
  if (error instanceof RepeatedSeries) return [500, `${serving}snmp_error: ${error.message}`];
  throw error;
}

/** A parameter that may stand there once. @throws BadRequest */
function once(query: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = query.getAll(name);
  if (more.length > 0) throw new BadRequest(`'${name}' parameter must be specified once`);
  return value;
}

/** Modules may be repeated, and several stand in one parameter with commas. @throws BadRequest */
function modulesOf({ plans, auths }: SnmpModules, query: URLSearchParams): ScrapeRequest['modules'] {
  const authName = once(query, 'auth');
  const named = query.getAll('module').flatMap((names) => names.split(','));
  const names = new Set(named.filter((name) => name !== ''));
  if (names.size === 0) names.add(defaults.module);
  return [...names].map((name) => {
    const plan = plans.get(name);
    if (!plan) throw new BadRequest(`Unknown module '${name}'`);
    return { plan, auth: authOf(plan, auths, authName) };
  });
}

function authOf(plan: ScrapePlan, auths: SnmpModules['auths'], name: string | undefined): SnmpAuth {
  const auth = name === undefined ? (plan.module.auth ?? auths.get(defaults.auth)) : auths.get(name);
  if (!auth) throw new BadRequest(`Unknown auth '${name ?? defaults.auth}'`);
  return auth;
}

function send(response: ServerResponse, body: Body, gzip: boolean): void {
  response.setHeader('Content-Type', expositionType);
  response.setHeader('Vary', 'Accept-Encoding');
  const packed = gzip && body.packed;
  if (packed) response.setHeader('Content-Encoding', 'gzip');
  // Octets as a string of Latin-1: node joins strings with the head, where it would hand the kernel a Buffer beside it.
  response.end((packed ? body.octets : unpacked(body)).toString('latin1'), 'latin1');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = status;
  response.setHeader('Content-Type', plain);
  response.end(`${message}\n`);
}
