import { readFile } from 'node:fs/promises';
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { login as loginSchema } from '@roundsman/contract/session.ts';
import type { Language } from '@roundsman/contract/text.ts';
import { BodyTooLarge, forward, readBody } from './forward.ts';
import { makeIdentityProvider, type IdentityProvider } from './identity.ts';
import { loginPage, previewPage, type Theme } from './pages.ts';
import {
  decideAppProxy,
  decideDatasourceProxy,
  pluginManifest,
  type PluginManifest,
  type PluginSettings,
} from './pluginRoutes.ts';
import { Sessions, type PreviewSession } from './sessions.ts';
import { serveStatic, type Mount } from './staticFiles.ts';
import { checkLogin } from './ticketingLogin.ts';

/** Grafana front ends that the preview can show the plugin in. */
export const grafanaVersions = ['13.2', '11.6'] as const;
export type GrafanaVersion = (typeof grafanaVersions)[number];

export interface PreviewOptions {
  /** 0 takes any free port. */
  port: number;
  ticketingUrl: string;
  serviceToken: string;
  grafana: GrafanaVersion;
  /** Told about unexpected failures, one line each. */
  log: (line: string) => void;
}

export interface Preview {
  /** With a slash at the end; also the issuer of the identities. */
  url: string;
  close: () => Promise<void>;
}

const room = path.resolve(import.meta.dirname, '../..');
const interFont = path.join(room, 'node_modules/@fontsource/inter/files');
const datasourceUid = 'roundsman';
const cookieName = 'roundsman_preview';
/** As strict as Grafana's own, which leaves `unsafe-eval` to its libraries (zod compiles its schemas). */
const contentSecurityPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

interface Context {
  options: PreviewOptions;
  url: string;
  app: PluginManifest;
  datasource: PluginManifest;
  settings: PluginSettings;
  identities: IdentityProvider;
  sessions: Sessions;
  mounts: Mount[];
}

async function manifest(file: string): Promise<PluginManifest> {
  return pluginManifest.parse(JSON.parse(await readFile(path.join(room, 'dist', file), 'utf8')));
}

function mountsOf(grafana: GrafanaVersion): Mount[] {
  const modules = path.join(room, grafana === '11.6' ? 'host/grafana-11.6/node_modules' : 'node_modules');
  const icons = path.join(modules, '@grafana/ui/dist/public/img/icons');
  return [
    { at: '/public/plugins/roundsman-app/', folder: path.join(room, 'dist') },
    { at: '/public/preview/', folder: path.join(room, 'host/dist', `grafana-${grafana}`) },
    { at: '/public/preview/', folder: path.join(room, 'host/page') },
    // Where Grafana's icons are depends on the version.
    { at: '/public/build/img/icons/', folder: icons },
    { at: '/public/img/icons/', folder: icons },
    { at: '/public/fonts/inter/Inter-Regular.woff2', folder: path.join(interFont, 'inter-latin-400-normal.woff2') },
    { at: '/public/fonts/inter/Inter-Medium.woff2', folder: path.join(interFont, 'inter-latin-500-normal.woff2') },
  ];
}

/** Starts the preview on 127.0.0.1: the built plugin in a page that plays Grafana's part. */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const [app, datasource] = await Promise.all([manifest('plugin.json'), manifest('datasource/plugin.json')]);
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const context: Context = {
    options,
    url,
    app,
    datasource,
    settings: {
      jsonData: { ticketingUrl: options.ticketingUrl.replace(/\/+$/, '') },
      secureJsonData: { serviceToken: options.serviceToken },
    },
    identities: await makeIdentityProvider(url),
    sessions: new Sessions(),
    mounts: mountsOf(options.grafana),
  };
  server.on('request', (request, response) => {
    answer(context, request, response).catch((failure: unknown) => {
      const status = failure instanceof BodyTooLarge ? 413 : failure instanceof URIError ? 400 : 500;
      if (status === 500) {
        options.log(`${request.method} ${request.url?.split('?', 1)[0]}: ${String(failure)}`);
      }
      if (!response.headersSent) {
        sendJson(response, status, { message: STATUS_CODES[status] });
      }
      response.end();
    });
  });
  return { url, close: () => closed(server) };
}

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

function sendJson(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, status: number, html: string) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}

function redirect(response: ServerResponse, to: string, cookie?: string) {
  response.writeHead(303, { location: to, ...(cookie && { 'set-cookie': cookie }) }).end();
}

function secretOf(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName)?.[1];
}

/** What changes something comes from a page of the preview itself, as Grafana's CSRF check demands. */
function fromElsewhere(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return request.method !== 'GET' && origin !== undefined && origin !== `http://${host}`;
}

const languageOf = (query: URLSearchParams, otherwise: Language): Language =>
  query.has('lang') ? (query.get('lang')?.startsWith('zh') ? 'zh' : 'en') : otherwise;
const themeOf = (query: URLSearchParams): Theme => (query.get('theme') === 'light' ? 'light' : 'dark');

async function answer(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search, searchParams } = new URL(request.url ?? '/', context.url);
  response.setHeader('content-security-policy', contentSecurityPolicy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'same-origin');

  if (request.method === 'GET' && pathname.startsWith('/public/')) {
    if (!(await serveStatic(context.mounts, pathname, request, response))) {
      sendJson(response, 404, { message: 'Not found' });
    }
    return;
  }
  if (request.method === 'GET' && pathname === '/api/signing-keys/keys') {
    return sendJson(response, 200, context.identities.keys);
  }
  if (fromElsewhere(request)) {
    return sendJson(response, 403, { message: 'origin not allowed' });
  }
  const session = context.sessions.find(secretOf(request));
  if (pathname === '/login' && request.method === 'POST') {
    return logIn(context, request, response, searchParams, search);
  }
  if (pathname === '/logout' && request.method === 'POST') {
    context.sessions.close(secretOf(request));
    return redirect(response, `/${search}`, `${cookieName}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`);
  }
  if (pathname === '/' && request.method === 'GET') {
    const language = languageOf(searchParams, session?.language ?? 'en');
    const settings = { uid: datasourceUid, id: context.datasource.id };
    const page = session
      ? previewPage(session, language, themeOf(searchParams), context.options.grafana, settings)
      : loginPage(language, themeOf(searchParams));
    return sendPage(response, 200, page);
  }
  if (pathname.startsWith('/api/')) {
    return session
      ? proxy(context, session, request, response, pathname, search)
      : sendJson(response, 401, { message: 'Unauthorized' });
  }
  sendJson(response, 404, { message: 'Not found' });
}

async function logIn(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  search: string,
): Promise<void> {
  const form = loginSchema.safeParse(Object.fromEntries(new URLSearchParams(String(await readBody(request)))));
  const language = languageOf(query, 'en');
  if (!form.success) {
    return sendPage(response, 400, loginPage(language, themeOf(query)));
  }
  const outcome = await checkLogin(context.options.ticketingUrl, form.data.login, form.data.password);
  if (!('session' in outcome)) {
    return sendPage(response, outcome.status, loginPage(language, themeOf(query), outcome));
  }
  const { login, role, language: preferred } = outcome.session;
  const secret = context.sessions.open(login, role, preferred);
  redirect(response, `/${search}`, `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`);
}

async function proxy(
  context: Context,
  session: PreviewSession,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  query: string,
): Promise<void> {
  const appProxy = `/api/plugin-proxy/${context.app.id}/`;
  const datasourceProxy = `/api/datasources/proxy/uid/${datasourceUid}/`;
  const asked = { method: request.method ?? 'GET', query, role: session.user.role };
  const decision = pathname.startsWith(appProxy)
    ? decideAppProxy(context.app, context.settings, { ...asked, path: pathname.slice(appProxy.length) })
    : pathname.startsWith(datasourceProxy)
      ? decideDatasourceProxy(context.datasource, context.settings, {
          ...asked,
          path: pathname.slice(datasourceProxy.length),
        })
      : { refused: 404, message: 'Not found' };
  if ('refused' in decision) {
    return sendJson(response, decision.refused, { message: decision.message });
  }
  await forward(request, response, decision.forward, await context.identities.tokenFor(session.user));
}
