import { afterEach, describe, expect, test } from '@jest/globals';
import { cameraLogin, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { answer, faultBody, startOnvifServer, type OnvifScript, type OnvifServer } from './onvifServer.ts';
import { json, startPageServer } from './pageServer.ts';
import { promtoolFindings } from './promtool.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const hour = 3_600_000;
const channels = [
  { channel: '1', element: 'camera-1' },
  { channel: '2', element: 'camera-2' },
];

async function exporterOf(
  recorder: Record<string, unknown>,
  recording: Record<string, unknown>,
): Promise<ExporterUnderTest> {
  const under = await startExporterUnderTest(
    [
      {
        ...{ id: 'recorder-1', kind: 'recorder', modules: [], address: '127.0.0.1', credentials: 'camera' },
        recording: { channels, retentionDays: 30, ...recording },
        ...recorder,
      },
    ],
    {
      passive: ['camera-1', 'camera-2'].map((id) => ({
        ...{ id, kind: 'camera', cabinet: 'cabinet-1', fedBy: ['transformer-1'], uplinks: [{ to: 'core-1' }] },
      })),
    },
  );
  closing.push(under.close);
  return under;
}

const probed = (under: ExporterUnderTest): Promise<string> => under.probe('recorder-1', 'management');
const of = (name: string, channel: string): string => `${name}{channel="${channel}",element_id="camera-${channel}"}`;
const names = (text: string): string[] => Object.keys(samples(text)).filter((name) => name.startsWith('recording_'));
const iso = (at: number): string => new Date(at).toISOString();

describe('a recorder by its report over HTTP', () => {
  const reporting = async (page: Parameters<typeof startPageServer>[0], login = false) => {
    const server = await startPageServer(page, { login });
    closing.push(server.close);
    return { server, under: await exporterOf({ modules: ['http_recording'] }, { http: { port: server.port } }) };
  };
  const time = Date.parse('2026-11-26T02:00:00Z');

  test('says nothing where the report is none, or of another shape', async () => {
    for (const page of [
      json({ time: iso(time), channels: [{ channel: '1' }] }),
      json([]),
      (_request: unknown, response: { end: (text: string) => void }) => void response.end('{'),
    ] as const) {
      const { under } = await reporting(page);
      const text = await probed(under);
      expect(text).toContain('probe_failure_info{reason="protocol"} 1');
      expect(names(text)).toEqual([]);
    }
  });

  test('names the camera of each gap, by the clock of the recorder, and the channel that it does not have', async () => {
    const { under } = await reporting(
      json({
        time: '2026-11-26T10:00:00+08:00',
        disks: [
          { disk: '1', state: 'normal' },
          { disk: '2', state: 'smart_failed' },
        ],
        channels: [
          {
            ...{ channel: '1', recording: true, oldest: iso(time - 20 * 24 * hour) },
            segments: [
              { from: iso(time - 18 * hour), until: iso(time) },
              { from: iso(time - 30 * hour), until: iso(time - 21 * hour) },
            ],
          },
        ],
      }),
    );
    const text = await probed(under);
    expect(promtoolFindings(text)).toBe('');
    const found = samples(text);
    expect(found.probe_success).toBe(1);
    expect(found[of('recording_channel_active', '1')]).toBe(1);
    expect(found[of('recording_recorded_ratio', '1')]).toBe(21 / 24);
    expect(found[of('recording_longest_gap_seconds', '1')]).toBe(3 * 3600);
    expect(found[of('recording_retention_seconds', '1')]).toBe(20 * 86_400);
    expect(found[of('recording_required_retention_seconds', '1')]).toBe(30 * 86_400);
    expect(found[of('recording_channel_active', '2')]).toBe(0);
    expect(found).not.toHaveProperty([of('recording_recorded_ratio', '2')]);
    expect(found['device_disk_state{disk="2",state="smart_failed"}']).toBe(1);
    expect(found['device_disk_state{disk="1",state="smart_failed"}']).toBe(0);
  });

  test('is logged in to by digest where it asks for it; a refusal is tried once', async () => {
    const good = await reporting(json({ time: iso(time), channels: [] }), true);
    expect(samples(await probed(good.under)).probe_success).toBe(1);
    expect(good.server.logins.join()).not.toContain(cameraLogin.password);
    const refusing = await reporting(
      (_request, response) => void response.writeHead(401, { 'WWW-Authenticate': 'Digest realm="a", nonce="b"' }).end(),
    );
    for (let probes = 0; probes < 2; probes++)
      expect(await probed(refusing.under)).toContain('probe_failure_info{reason="unauthorised"} 1');
    expect(refusing.server.logins).toHaveLength(1);
  });
});

describe('a recorder of ONVIF Profile G', () => {
  const clockOffsetMs = -2 * hour;
  const information = (token: string, name: string, status: string): string =>
    `<RecordingInformation><RecordingToken>${token}</RecordingToken><Source><SourceId>urn:${token}</SourceId><Name>${name}</Name></Source><EarliestRecording>${iso(Date.now() + clockOffsetMs - 10 * 24 * hour)}</EarliestRecording><Track><TrackToken>v</TrackToken><TrackType>Video</TrackType></Track><Track><TrackToken>a</TrackToken><TrackType>Audio</TrackType></Track><RecordingStatus>${status}</RecordingStatus></RecordingInformation>`;
  const change = (token: string, track: string, hoursAgo: number, present: boolean): string =>
    `<Result><RecordingToken>${token}</RecordingToken><TrackToken>${track}</TrackToken><Time>${iso(Date.now() + clockOffsetMs - hoursAgo * hour)}</Time><Event><Topic>tns1:RecordingHistory/Track/State</Topic><Message><Message><Data><SimpleItem Name="IsDataPresent" Value="${present}"/></Data></Message></Message></Event></Result>`;
  const list = (state: string, entries: string): string =>
    `<R><ResultList><SearchState>${state}</SearchState>${entries}</ResultList></R>`;

  async function recorderWith(
    script: Record<string, OnvifScript>,
  ): Promise<{ device: OnvifServer; under: ExporterUnderTest }> {
    const device = await startOnvifServer({
      FindRecordings: '<R><SearchToken>s1</SearchToken></R>',
      GetRecordingSearchResults: list(
        'Completed',
        information('r1', '1', 'Recording') + information('r2', '2', 'Stopped') + information('r3', '3', 'Recording'),
      ),
      FindEvents: '<R><SearchToken>s2</SearchToken></R>',
      GetEventSearchResults: list('Completed', ''),
      ...script,
    });
    device.clockOffsetMs = clockOffsetMs;
    closing.push(device.close);
    return { device, under: await exporterOf({ modules: ['onvif_recording'], onvif: { port: device.port } }, {}) };
  }

  test('without a search fails clearly', async () => {
    const { under } = await recorderWith({ GetServices: '<GetServicesResponse/>' });
    expect(await probed(under)).toContain('probe_failure_info{reason="protocol"} 1');
  });

  test('whose search never ends is given up, and its history is unknown when only that never ends', async () => {
    const endless = await recorderWith({ GetRecordingSearchResults: list('Searching', '') });
    expect(await probed(endless.under)).toContain('probe_failure_info{reason="protocol"} 1');
    const history = await recorderWith({ GetEventSearchResults: list('Searching', change('r1', 'v', 1, true)) });
    const found = samples(await probed(history.under));
    expect(found.probe_success).toBe(1);
    expect(found[of('recording_channel_active', '1')]).toBe(1);
    expect(found).not.toHaveProperty([of('recording_recorded_ratio', '1')]);
  });

  test('that tells no state of the beginning had what is first told to end', async () => {
    const ending = change('r1', 'v', 20, false) + change('r1', 'v', 18, true);
    const { under } = await recorderWith({ GetEventSearchResults: list('Completed', ending) });
    const found = samples(await probed(under));
    expect(found[of('recording_recorded_ratio', '1')]).toBeCloseTo(22 / 24, 3);
    expect(found[of('recording_longest_gap_seconds', '1')]).toBeCloseTo(2 * 3600, -1);
  });

  test('names the camera of each gap by the video alone, in its own time, however many pages it takes', async () => {
    let pages = 0;
    const full = Array.from({ length: 199 }, () => change('r1', 'a', 5, false)).join('');
    const { device, under } = await recorderWith({
      GetEventSearchResults: (_request, response) => {
        const page = [
          list('Searching', change('r1', 'v', 12, false)),
          list('Completed', full + change('r1', 'v', 24, true)),
          list('Completed', change('r1', 'v', 6, true) + change('r2', 'v', 24, false)),
        ][pages++];
        answer(response, page ? 200 : 400, page ?? faultBody('InvalidToken'));
      },
    });
    const text = await probed(under);
    expect(promtoolFindings(text)).toBe('');
    const found = samples(text);
    expect(found[of('recording_channel_active', '1')]).toBe(1);
    expect(found[of('recording_recorded_ratio', '1')]).toBeCloseTo(18 / 24, 3);
    expect(found[of('recording_longest_gap_seconds', '1')]).toBeCloseTo(6 * 3600, -1);
    expect(found[of('recording_retention_seconds', '1')]).toBeCloseTo(10 * 86_400, -1);
    expect(found[of('recording_channel_active', '2')]).toBe(0);
    expect(found[of('recording_recorded_ratio', '2')]).toBeCloseTo(0, 3);
    const asked = device.received.find((request) => request.includes('FindEvents')) ?? '';
    expect(asked).toContain('>r1<');
    expect(asked).not.toContain('>r3<');
    // Not searched again for ten minutes; whether it records is asked each time.
    expect(samples(await probed(under))[of('recording_recorded_ratio', '1')]).toBeCloseTo(18 / 24, 3);
    expect(device.asked.filter((name) => name === 'FindEvents')).toHaveLength(1);
    expect(device.asked.filter((name) => name === 'FindRecordings')).toHaveLength(2);
  });
});
