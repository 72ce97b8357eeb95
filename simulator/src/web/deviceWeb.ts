import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { PullPoints } from '../onvif/pullPoints.ts';
import { searchService } from '../onvif/search.ts';
import { deviceService, isOpen, mediaService, paths, type Answer, type OnvifDevice } from '../onvif/services.ts';
import { envelope, faultOf, readSoap, SoapError, type SoapRequest } from '../onvif/soap.ts';
import { TokenGuard } from '../onvif/usernameToken.ts';
import { deviceClock } from '../plant/deviceClock.ts';
import { disksOf, footageOf } from '../plant/footage.ts';
import { passagesOf } from '../plant/passages.ts';
import type { Plant } from '../plant/plant.ts';
import { DigestGuard, type Account } from '../rtsp/digest.ts';

export interface WebSide {
  element: Element;
  host: string;
  plant: Plant;
  /** The account that opens it at the moment; undefined where it has none, and asks nobody. */
  account: () => Account | undefined;
  /** What it sees now, a JPEG file; undefined for what has no eye. */
  snapshot: (() => Promise<Buffer>) | undefined;
}

/** Ports of the web servers that the inventory says a device has. */
const webPorts = ({ onvif, capture, recording }: Element): ReadonlySet<number> =>
  new Set(
    [onvif, capture && 'http' in capture ? capture.http : undefined, recording?.http].flatMap((page) =>
      page ? [page.port ?? 80] : [],
    ),
  );

const maxBody = 64 * 1024;

/** All web servers of a device; none is left running where one cannot start. */
export async function startWebs(side: WebSide): Promise<{ stop: () => Promise<void> }> {
  const started = await Promise.allSettled([...webPorts(side.element)].map((port) => startWeb(side, port)));
  const running = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = async (): Promise<void> => void (await Promise.all(running.map((each) => each.stop())));
  const failed = started.find((each) => each.status === 'rejected');
  if (!failed) return { stop };
  await stop();
  throw failed.reason;
}

/** The web server of a device: ONVIF, its still picture, what it captured or recorded. All its answers bear the time of its own clock. */
export async function startWeb(side: WebSide, port: number): Promise<{ stop: () => Promise<void>; port: number }> {
  const server: Server = createServer();
  server.listen(port, side.host);
  await once(server, 'listening');
  const address = server.address();
  const own = typeof address === 'object' && address ? address.port : port;
  const serve = serving(side, `http://${side.host}:${own}`);
  server.on('request', (request, response) => {
    // What cannot be reached takes what comes and says nothing.
    if (!side.plant.condition(side.element.id).reachable) return;
    response.sendDate = false;
    response.setHeader('Date', new Date(deviceClock(side.element.id, side.plant)).toUTCString());
    serve(request, response).catch((error: Error) => void response.destroy(error));
  });
  return {
    port: own,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function serving({ element, plant, account, snapshot }: WebSide, url: string) {
  const device: OnvifDevice = { element, plant, url };
  const digest = new DigestGuard(Date.now);
  const tokens = new TokenGuard(() => deviceClock(element.id, plant));
  const pullPoints = new PullPoints(device);
  const json = (response: ServerResponse, content: object): void =>
    void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(content));

  const answerOf = async (path: string, request: SoapRequest): Promise<string | undefined> => {
    const services: Readonly<Record<string, Answer>> =
      element.kind === 'recorder' ? { [paths.tse]: searchService } : { [paths.trt]: mediaService };
    if (path === element.onvif?.path) return deviceService(request, device);
    if (element.kind !== 'camera') return services[path]?.(request, device);
    if (path === paths.tev && request.operation === 'CreatePullPointSubscription')
      return pullPoints.subscribe(request, paths.tev);
    if (path.startsWith(`${paths.tev}/`)) return pullPoints.answer(request, path.slice(paths.tev.length + 1));
    return services[path]?.(request, device);
  };

  const soap = async (path: string, text: string, response: ServerResponse): Promise<void> => {
    response.setHeader('Content-Type', 'application/soap+xml; charset=utf-8');
    const refuse = (status: number, subcode: string, reason: string): void =>
      void response.writeHead(status).end(faultOf(subcode, reason));
    const login = account();
    try {
      const request = readSoap(text);
      if (login && !isOpen(request.operation) && !tokens.admits(request, login))
        return refuse(400, 'NotAuthorized', 'the sender is not authorised');
      const body = await answerOf(path, request);
      if (body === undefined) refuse(500, 'ActionNotSupported', `${request.operation} is not to be had here`);
      else response.end(envelope(body));
    } catch (error) {
      if (!(error instanceof SoapError)) throw error;
      refuse(400, 'WellFormed', error.message);
    }
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    if (request.method === 'POST') {
      const text = await bodyOf(request);
      if (text === undefined) return void response.writeHead(413, { Connection: 'close' }).end();
      return soap(path, text, response);
    }
    const { capture, recording } = element;
    if (path === '/') response.end(`${element.model ?? element.kind}\n`);
    else if (path === '/snapshot.jpg' && snapshot) {
      const login = account();
      const given = request.headers.authorization;
      const verdict = login && (given === undefined ? 'refused' : digest.judge(given, 'GET', path, login));
      if (verdict !== undefined && verdict !== 'granted')
        return void response.writeHead(401, { 'WWW-Authenticate': digest.challenges(verdict === 'stale') }).end();
      response.setHeader('Content-Type', 'image/jpeg').end(await snapshot());
    } else if (capture && 'http' in capture && path === capture.http.path) {
      const { hours, last } = passagesOf(element.id, plant);
      const byHour = Object.fromEntries([...hours].map(([hour, count]) => [iso(hour), count]));
      json(response, { hours: byHour, last: iso(last) });
    } else if (recording?.http && path === recording.http.path) {
      json(response, recorderReport(element, plant));
    } else response.writeHead(404).end();
  };
}

const iso = (at: number): string => new Date(at).toISOString();

/** The report of contract/src/recorderReport.ts. */
const recorderReport = (element: Element, plant: Plant): object => ({
  time: iso(deviceClock(element.id, plant)),
  disks: [...disksOf(element, plant)].map(([disk, good]) => ({ disk, state: good ? 'normal' : 'abnormal' })),
  channels: footageOf(element, plant).map(({ channel, recording, oldest, segments }) => ({
    ...{ channel, recording, oldest: iso(oldest) },
    segments: segments.map(({ from, until }) => ({ from: iso(from), until: iso(until) })),
  })),
});

/** Undefined where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxBody) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
