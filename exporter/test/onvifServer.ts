import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cameraLogin } from './exporterUnderTest.ts';

/** What a scripted device answers to an operation: the content of the body, or whatever it does with the response. */
export type OnvifScript = string | ((request: { text: string; path: string }, response: ServerResponse) => void);

export interface OnvifServer {
  port: number;
  url: string;
  /** Operations in the order in which they came; "!" where they came with a wrong login. */
  asked: string[];
  /** Whole requests. */
  received: string[];
  script: Record<string, OnvifScript>;
  clockOffsetMs: number;
  login: 'nothing' | 'token' | 'http_digest' | 'http_basic';
  /** Of HTTP digest; with `nonceOnce` each is good for one request. */
  nonce: string;
  nonceOnce: boolean;
  close: () => void;
}

const open = new Set(['GetSystemDateAndTime', 'GetServices', 'GetCapabilities']);

export const soap = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${body}</e:Body></e:Envelope>`;
export const faultBody = (...codes: string[]): string =>
  `<e:Fault><e:Code><e:Value>e:Sender</e:Value>${codes.map((code) => `<e:Subcode><e:Value>ter:${code}</e:Value></e:Subcode>`).join('')}</e:Code></e:Fault>`;
export const answer = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void => void response.writeHead(status, { 'Content-Type': 'application/soap+xml', ...headers }).end(soap(body));

/** A device that speaks ONVIF just so far as a test has written down, and asks for the login of the tests. */
export async function startOnvifServer(script: Record<string, OnvifScript> = {}): Promise<OnvifServer> {
  const server = createServer((request, response) => void read(request).then((text) => take(request, text, response)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const device: OnvifServer = {
    ...{
      port,
      url,
      asked: [],
      received: [],
      clockOffsetMs: 0,
      login: 'token',
      nonce: 'n0nce',
      nonceOnce: false,
      script: { ...usual(url), ...script },
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  const take = (request: IncomingMessage, text: string, response: ServerResponse): void => {
    const [, name = ''] = /Body\b[^>]*>\s*<(?:\w+:)?(\w+)/.exec(text) ?? [];
    device.received.push(text);
    const login = open.has(name) ? 'good' : loginOf(device, request, text);
    device.asked.push(login === 'wrong' ? `${name}!` : name);
    if (login !== 'good') return refuse(device, response);
    const scripted = device.script[name];
    if (name === 'GetSystemDateAndTime' && scripted === undefined)
      answer(response, 200, dateAndTime(device.clockOffsetMs));
    else if (scripted === undefined) answer(response, 500, faultBody('ActionNotSupported'));
    else if (typeof scripted === 'string') answer(response, 200, scripted);
    else scripted({ text, path: request.url ?? '' }, response);
  };
  return device;
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const hash = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');

function loginOf(device: OnvifServer, request: IncomingMessage, text: string): 'good' | 'wrong' | 'none' {
  const { username, password } = cameraLogin;
  const { login, clockOffsetMs } = device;
  if (login === 'nothing') return 'good';
  if (login !== 'token') {
    const given = request.headers.authorization;
    if (given === undefined) return 'none';
    const field = (name: string): string => new RegExp(`\\b${name}="?([^",]*)`).exec(given)?.[1] ?? '';
    const a1 = hash('md5', `${username}:camera:${password}`);
    const a2 = hash('md5', `POST:${request.url}`);
    const { nonce } = device;
    if (device.nonceOnce) device.nonce = `${nonce}1`;
    const wanted = hash('md5', `${a1}:${nonce}:${field('nc')}:${field('cnonce')}:auth:${a2}`);
    if (field('nonce') !== nonce) return 'none';
    return field('response') === wanted ? 'good' : 'wrong';
  }
  const [, name] = /<(?:\w+:)?Username>(.*?)</.exec(text) ?? [];
  if (name === undefined) return 'none';
  const [, digest] = /PasswordDigest">(.*?)</.exec(text) ?? [];
  const [, salt = ''] = /Nonce[^>]*>(.*?)</.exec(text) ?? [];
  const [, created = ''] = /Created[^>]*>(.*?)</.exec(text) ?? [];
  const made = createHash('sha1').update(Buffer.from(salt, 'base64')).update(created).update(password).digest('base64');
  const timely = Math.abs(Date.parse(created) - Date.now() - clockOffsetMs) < 5000;
  return name === username && digest === made && timely ? 'good' : 'wrong';
}

function refuse({ login, nonce }: OnvifServer, response: ServerResponse): void {
  if (login === 'token') answer(response, 400, faultBody('NotAuthorized'));
  else {
    const challenge =
      login === 'http_digest' ? `Digest realm="camera", nonce="${nonce}", qop="auth"` : 'Basic realm="camera"';
    response.writeHead(401, { 'WWW-Authenticate': challenge }).end();
  }
}

function dateAndTime(offsetMs: number): string {
  const at = new Date(Date.now() + offsetMs);
  const date = `<Date><Year>${at.getUTCFullYear()}</Year><Month>${at.getUTCMonth() + 1}</Month><Day>${at.getUTCDate()}</Day></Date>`;
  const time = `<Time><Hour>${at.getUTCHours()}</Hour><Minute>${at.getUTCMinutes()}</Minute><Second>${at.getUTCSeconds()}</Second></Time>`;
  return `<GetSystemDateAndTimeResponse><SystemDateAndTime><UTCDateTime>${time}${date}</UTCDateTime></SystemDateAndTime></GetSystemDateAndTimeResponse>`;
}

export const serviceList = (url: string): string =>
  `<GetServicesResponse>${[
    ['http://www.onvif.org/ver10/device/wsdl', 'device_service'],
    ['http://www.onvif.org/ver10/media/wsdl', 'media'],
    ['http://www.onvif.org/ver10/events/wsdl', 'events'],
    ['http://www.onvif.org/ver10/search/wsdl', 'search'],
  ]
    .map(
      ([namespace, name]) =>
        `<Service><Namespace>${namespace}</Namespace><XAddr>${url}/onvif/${name}</XAddr></Service>`,
    )
    .join('')}</GetServicesResponse>`;

const usual = (url: string): Record<string, OnvifScript> => ({
  GetDeviceInformation:
    '<GetDeviceInformationResponse><Manufacturer>Acme</Manufacturer><Model>Eye 7</Model><FirmwareVersion>V5.7.3 build 190318</FirmwareVersion><SerialNumber>Eye 720190318AAWR123456</SerialNumber></GetDeviceInformationResponse>',
  GetServices: serviceList(url),
  GetNetworkInterfaces:
    '<GetNetworkInterfacesResponse><NetworkInterfaces><Info><HwAddress>00:1B:2C:3D:4E:5F</HwAddress></Info></NetworkInterfaces></GetNetworkInterfacesResponse>',
  GetProfiles: '<GetProfilesResponse><Profiles token="p1"><Name>main</Name></Profiles></GetProfilesResponse>',
  GetStreamUri:
    '<GetStreamUriResponse><MediaUri><Uri>rtsp://10.0.0.9:554/live/1?p=p%40ss%3Aw0rd</Uri></MediaUri></GetStreamUriResponse>',
  GetSnapshotUri:
    '<GetSnapshotUriResponse><MediaUri><Uri>http://10.0.0.9/snap.jpg</Uri></MediaUri></GetSnapshotUriResponse>',
  CreatePullPointSubscription: `<CreatePullPointSubscriptionResponse><SubscriptionReference><Address>${url}/onvif/pull/1</Address><ReferenceParameters><a:Id xmlns:a="urn:acme">61</a:Id></ReferenceParameters></SubscriptionReference></CreatePullPointSubscriptionResponse>`,
  PullMessages: '<PullMessagesResponse></PullMessagesResponse>',
  Renew: '<RenewResponse/>',
  Unsubscribe: '<UnsubscribeResponse/>',
});
