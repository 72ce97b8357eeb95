import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { element, type Element } from '@roundsman/contract/inventory/schema.ts';
import { captureReport } from '@roundsman/contract/captureReport.ts';
import { recorderReport } from '@roundsman/contract/recorderReport.ts';
import { createHash, randomBytes } from 'node:crypto';
import { plant, type Plant } from '../plant/plant.ts';
import { startWeb } from './deviceWeb.ts';

jest.setTimeout(30_000);

const account = { username: 'roundsman', password: 'pass word' };
const page = { port: 8080, path: '/captures' };
const camera: Element = element.parse({
  ...{ id: 'camera-1', kind: 'camera', vendor: 'Okulon', model: 'Ranger 4', serial: 'OK2300001' },
  ...{ mac: '02:00:00:00:00:11', firmware: 'V2.1', address: '127.0.0.1:554' },
  ...{ streamPath: '/stream/sub', mainStreamPath: '/stream/main' },
  ...{ onvif: { port: 8080 }, capture: { http: page } },
});
const recorder: Element = element.parse({
  ...{ id: 'recorder-1', kind: 'recorder', address: '127.0.0.1:161', onvif: { port: 8080 } },
  recording: {
    retentionDays: 30,
    channels: ['D1', 'D2', 'D3'].map((channel) => ({ channel, element: 'camera-1' })),
    http: { port: 8080, path: '/recorder' },
  },
});
let district: Plant;
let url: string;
let archive: string;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  district = plant({ elements: [camera, recorder] }, { clock: Date.now, batterySeconds: 900 });
  const jpeg = (): Promise<Buffer> => Promise.resolve(Buffer.from('a picture'));
  const shared = { host: '127.0.0.1', plant: district, account: () => account };
  const web = await startWeb({ ...shared, element: camera, snapshot: jpeg }, 0);
  const other = await startWeb({ ...shared, element: recorder, snapshot: undefined }, 0);
  url = `http://127.0.0.1:${web.port}`;
  archive = `http://127.0.0.1:${other.port}`;
  stops.push(web.stop, other.stop);
});
afterAll(() => Promise.all(stops.map((stop) => stop())));
beforeEach(() => {
  for (const { id } of district.active()) district.clear(id);
});

/** Base64(SHA-1(nonce + created + password)), by the profile's formula. */
function token({
  nonce = randomBytes(16),
  created = new Date().toISOString(),
  password = account.password,
} = {}): string {
  const digest = createHash('sha1')
    .update(Buffer.concat([nonce, Buffer.from(created + password)]))
    .digest('base64');
  return `<w:Security xmlns:w="urn:w"><w:UsernameToken><w:Username>${account.username}</w:Username><w:Password Type="PasswordDigest">${digest}</w:Password><w:Nonce>${nonce.toString('base64')}</w:Nonce><u:Created xmlns:u="urn:u">${created}</u:Created></w:UsernameToken></w:Security>`;
}

async function ask(operation: string, path = '/onvif/device_service', header = token(), content = '', base = url) {
  const response = await fetch(base + path, {
    method: 'POST',
    body: `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>${header}</s:Header><s:Body><q:${operation} xmlns:q="urn:q">${content}</q:${operation}></s:Body></s:Envelope>`,
  });
  return { status: response.status, text: await response.text() };
}

describe('a device refuses', () => {
  test.each([
    ['who has no token', () => ''],
    ['who has another password', () => token({ password: 'other' })],
    ['a token of another time', () => token({ created: new Date(Date.now() - 600_000).toISOString() })],
  ])('%s', async (_, header) => {
    const { status, text } = await ask('GetDeviceInformation', undefined, header());
    expect(status).toBe(400);
    expect(text).toContain('ter:NotAuthorized');
    expect(text).not.toContain(camera.serial);
  });

  test('a token that it has seen before', async () => {
    const once = token();
    expect((await ask('GetDeviceInformation', undefined, once)).status).toBe(200);
    expect((await ask('GetDeviceInformation', undefined, once)).text).toContain('ter:NotAuthorized');
  });

  test.each([
    ['what is no envelope', 'hello', 400],
    ['a document type', '<!DOCTYPE a><Envelope><Body><GetServices/></Body></Envelope>', 400],
    ['what is too long', 'x'.repeat(100_000), 413],
  ])('%s', async (_, body, status) => {
    expect((await fetch(`${url}/onvif/device_service`, { method: 'POST', body })).status).toBe(status);
  });

  test('an operation that it does not have', async () =>
    expect((await ask('SystemReboot')).text).toContain('ter:ActionNotSupported'));

  test('to show its picture to who has no login', async () => {
    const { status, headers } = await fetch(`${url}/snapshot.jpg`);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('algorithm=SHA-256');
  });
});

describe('a camera tells', () => {
  const hour = (text: string): number =>
    Number(/<tt:Minute>(\d+)</.exec(text)?.[1]) * 60 + Number(/<tt:Second>(\d+)</.exec(text)?.[1]);

  test('everybody the time, by its own clock, and in the head of each answer', async () => {
    const { text } = await ask('GetSystemDateAndTime', undefined, '');
    district.inject('clock_drift', camera.id);
    const drifted = await ask('GetSystemDateAndTime', undefined, '');
    expect(((hour(drifted.text) - hour(text) + 3600) % 3600) - 15).toBeLessThan(3);
    const { headers } = await fetch(url);
    expect((Date.parse(headers.get('date') ?? '') - Date.now()) / 1000).toBeGreaterThan(12);
  });

  test('who it is, and another one when it was swapped', async () => {
    expect((await ask('GetDeviceInformation')).text).toContain('<tds:SerialNumber>OK2300001</tds:SerialNumber>');
    expect((await ask('GetNetworkInterfaces')).text).toContain('02:00:00:00:00:11');
    district.inject('swapped_camera', camera.id);
    expect((await ask('GetDeviceInformation')).text).not.toContain('OK2300001');
    expect((await ask('GetNetworkInterfaces')).text).not.toContain('02:00:00:00:00:11');
  });

  test('where its services, its stream and its picture are', async () => {
    expect((await ask('GetServices')).text).toContain(`${url}/onvif/media`);
    expect((await ask('GetCapabilities')).text).toContain(`<tt:Events><tt:XAddr>${url}/onvif/events`);
    const profiles = (await ask('GetProfiles', '/onvif/media')).text;
    expect([...profiles.matchAll(/Profiles token="(\w+)"/g)].map(([, token]) => token)).toEqual(['sub', 'main']);
    for (const stream of ['sub', 'main']) {
      const wanted = `<q:ProfileToken>${stream}</q:ProfileToken>`;
      const { text } = await ask('GetStreamUri', '/onvif/media', token(), wanted);
      expect(text).toContain(`rtsp://127.0.0.1:554/stream/${stream}<`);
    }
    expect((await ask('GetSnapshotUri', '/onvif/media')).text).toContain(`${url}/snapshot.jpg`);
  });

  test('when somebody tampers with it and when its sensor is lost, to who has a pull point', async () => {
    const made = await ask('CreatePullPointSubscription', '/onvif/events');
    const path = new URL(/<a:Address>([^<]+)</.exec(made.text)?.[1] ?? '').pathname;
    const pull = async () => (await ask('PullMessages', path, token(), '<q:Timeout>PT5S</q:Timeout>')).text;
    expect((await pull()).match(/Value="false"/g)).toHaveLength(2);
    const waiting = pull();
    district.inject('covered_lens', camera.id);
    expect(await waiting).toMatch(/GlobalSceneChange.*PropertyOperation="Changed".*Value="true"/);
    district.inject('no_signal', camera.id);
    expect(await pull()).toMatch(/SignalLoss.*Value="true"/);
    expect((await ask('Unsubscribe', path)).status).toBe(200);
    expect((await ask('PullMessages', path)).status).toBe(500);
  });

  test('what it captured each hour, and hardly anything once that drops', async () => {
    const report = async () => captureReport.parse(await (await fetch(`${url}/captures`)).json());
    const before = await report();
    if (!('hours' in before)) throw new Error('no hours');
    expect(before.hours.size).toBe(528);
    expect([...before.hours.values()].reduce((sum, each) => sum + each)).toBeGreaterThan(5000);
    expect(Date.now() - (before.last ?? 0)).toBeLessThan(3_600_001);

    const hour = 3_600_000;
    const current = Math.floor(Date.now() / hour) * hour;
    district.inject('capture_drop', camera.id, current - 2 * hour);
    const after = await report();
    if (!('hours' in after)) throw new Error('no hours');
    const shares = [3, 2, 1].map((ago) => {
      const at = current - ago * hour;
      return (after.hours.get(at) ?? NaN) / (before.hours.get(at) ?? NaN);
    });
    expect(shares[0]).toBe(1);
    for (const share of shares.slice(1)) expect(share).toBeLessThan(0.1);
  });
});

describe('a recorder tells', () => {
  const report = async () => recorderReport.parse(await (await fetch(`${archive}/recorder`)).json());

  test('its disks and channels over HTTP, and what a failed disk takes', async () => {
    const { disks, channels } = await report();
    expect(disks.every(({ state }) => state === 'normal')).toBe(true);
    expect(channels.map(({ recording }) => recording)).toEqual([true, true, true]);
    district.inject('disk_failure', recorder.id);
    const later = await report();
    expect(later.disks.filter(({ state }) => state === 'abnormal')).toHaveLength(1);
    expect(later.channels.map(({ recording }) => recording)).toEqual([true, false, true]);
  });

  test('the gap of a camera, and footage that does not reach back far enough', async () => {
    const days = async (): Promise<number> => (Date.now() - ((await report()).channels[0]?.oldest ?? 0)) / 86_400_000;
    expect(await days()).toBeGreaterThan(30);
    district.inject('recording_gap', camera.id);
    district.inject('short_retention', recorder.id);
    expect((await report()).channels[0]?.segments).toHaveLength(2);
    expect(await days()).toBeLessThan(7);
  });

  test('the same by the recording search of ONVIF', async () => {
    const search = (operation: string) => ask(operation, '/onvif/search', token(), '', archive);
    expect((await search('FindRecordings')).text).toContain('SearchToken');
    expect((await search('GetRecordingSearchResults')).text.match(/<tt:RecordingStatus>Recording</g)).toHaveLength(3);
    district.inject('recording_gap', camera.id);
    const { text } = await search('GetEventSearchResults');
    expect(text.match(/IsDataPresent" Value="true"/g)).toHaveLength(6);
    expect(text.match(/IsDataPresent" Value="false"/g)).toHaveLength(3);
  });
});
