import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  cameraLogin,
  community,
  samples,
  startExporterUnderTest,
  type ExporterUnderTest,
} from './exporterUnderTest.ts';
import { framesPerSecond, groupOfPictures, startGstRtspServer, type GstRtspServer } from './gstRtspServer.ts';
import { promtoolFindings } from './promtool.ts';
import { startSnmpd, type Snmpd } from './snmpd.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

/** UPS-MIB objects that snmpd is told to have: on battery, mains gone, bypass alive. */
const upsObjects = [
  'override .1.3.6.1.2.1.33.1.2.1.0 integer 3',
  'override .1.3.6.1.2.1.33.1.2.2.0 integer 42',
  'override .1.3.6.1.2.1.33.1.2.3.0 integer 7',
  'override .1.3.6.1.2.1.33.1.2.4.0 integer 55',
  'override .1.3.6.1.2.1.33.1.3.3.1.3.1 integer 0',
  'override .1.3.6.1.2.1.33.1.4.1.0 integer 5',
  'override .1.3.6.1.2.1.33.1.4.4.1.5.1 integer 38',
  'override .1.3.6.1.2.1.33.1.5.3.1.2.1 integer 229',
];

let snmpd: Snmpd;
let gst: GstRtspServer;
let under: ExporterUnderTest;

beforeAll(async () => {
  [snmpd, gst] = await Promise.all([startSnmpd(community, upsObjects), startGstRtspServer(cameraLogin)]);
  const camera = (id: string, port: number, codec: string, video?: unknown) => ({
    id,
    kind: 'camera',
    modules: ['reach', 'rtsp'],
    address: `127.0.0.1:${port}`,
    credentials: 'camera',
    streamPath: `/${codec}`,
    ...(video === undefined ? {} : { video }),
  });
  const agent = { address: `127.0.0.1:${snmpd.port}`, credentials: 'agent' };
  under = await startExporterUnderTest(
    [
      { id: 'switch-1', kind: 'switch', modules: ['snmp_if'], ...agent },
      {
        id: 'ups-1',
        kind: 'ups',
        modules: ['snmp_ups'],
        senses: [
          { input: 'main', element: 'breaker-1' },
          { input: 'bypass', element: 'transformer-1' },
        ],
        ...agent,
      },
      ...(['open', 'basic', 'digest'] as const).flatMap((way) =>
        (['h264', 'h265'] as const).flatMap((codec) => [
          camera(`${way}-${codec}-tcp`, gst.ports[way], codec),
          camera(`${way}-${codec}-udp`, gst.ports[way], codec, { transport: 'udp' }),
        ]),
      ),
      camera('jpeg', gst.ports.digest, 'jpeg', { profile: { codec: 'jpeg', framesPerSecond: 10, width: 320 } }),
    ],
    {
      passive: [
        { id: 'breaker-1', kind: 'breaker', fedBy: ['transformer-1'] },
        { id: 'onu-1', kind: 'onu', fedBy: ['transformer-1'], uplinks: [{ to: 'switch-1', port: 'lo' }] },
      ],
      config: { probes: { rtspWindowSeconds: 2 } },
    },
  );
}, 60_000);

afterAll(async () => {
  await under?.close();
  await Promise.all([snmpd?.stop(), gst?.stop()]);
});

/** What net-snmp's own command reads, as name to value. */
function snmpwalk(oid: string): string[] {
  const args = ['-v2c', '-c', community, '-Oqv', `127.0.0.1:${snmpd.port}`, oid];
  return execFileSync('snmpwalk', args, { encoding: 'utf8' }).trim().split('\n');
}

describe("Debian's snmpd", () => {
  test('shows the same ports as snmpwalk, with the element that hangs on one', async () => {
    const text = await under.probe('switch-1', 'snmp');
    const found = samples(text);
    const names = snmpwalk('1.3.6.1.2.1.31.1.1.1.1').map((name) => name.replaceAll('"', ''));
    const statuses = snmpwalk('1.3.6.1.2.1.2.2.1.8');
    const speeds = snmpwalk('1.3.6.1.2.1.31.1.1.1.15');
    expect(names).toContain('lo');
    names.forEach((port, at) => {
      const element = port === 'lo' ? 'onu-1' : '';
      const up = statuses[at] === 'up' || statuses[at] === '1' ? 1 : 0;
      expect(found[`network_port_oper_up{port="${port}",element_id="${element}"}`]).toBe(up);
      expect(found[`network_port_speed_bytes_per_second{port="${port}",element_id="${element}"}`]).toBe(
        Number(speeds[at]) * 125_000,
      );
    });
    expect(found.probe_success).toBe(1);
    expect(found.device_uptime_seconds).toBeGreaterThan(0);
    expect(promtoolFindings(text)).toBe('');
  });

  test('has octet counters that lie between two readings of snmpwalk', async () => {
    const at = snmpwalk('1.3.6.1.2.1.31.1.1.1.1').findIndex((name) => name.replaceAll('"', '') === 'lo');
    const read = (): number => Number(snmpwalk('1.3.6.1.2.1.31.1.1.1.6')[at]);
    const before = read();
    const received = samples(await under.probe('switch-1', 'snmp'))[
      'network_port_receive_bytes_total{port="lo",element_id="onu-1"}'
    ];
    expect(received).toBeGreaterThanOrEqual(before);
    expect(received).toBeLessThanOrEqual(read());
  });

  test('tells of a UPS on battery, and of which side of the breaker is dead', async () => {
    const text = await under.probe('ups-1', 'snmp');
    expect(samples(text)).toMatchObject({
      probe_success: 1,
      'ups_battery_status{status="low"}': 1,
      'ups_battery_status{status="normal"}': 0,
      ups_on_battery_seconds: 42,
      ups_battery_runtime_seconds: 420,
      ups_battery_charge_ratio: 0.55,
      'power_source{source="battery"}': 1,
      'power_source{source="normal"}': 0,
      'ups_output_load_ratio{line="1"}': 0.38,
      'power_input_volts{input="main",line="1"}': 0,
      'power_input_volts{input="bypass",line="1"}': 229,
      'power_element_energised{element_id="breaker-1"}': 0,
      'power_element_energised{element_id="transformer-1"}': 1,
    });
    expect(text).not.toContain('ups_battery_temperature_celsius');
    expect(promtoolFindings(text)).toBe('');
  });
});

describe("GStreamer's RTSP server", () => {
  test.each(['open', 'basic', 'digest'] as const)(
    'is read with %s access, H.264 and H.265, over TCP and UDP, as ffprobe reads the same stream',
    async (way) => {
      const streams = (['h264', 'h265'] as const).flatMap((codec) =>
        (['tcp', 'udp'] as const).map((transport) => ({ codec, transport })),
      );
      const texts = await Promise.all(
        streams.map(({ codec, transport }) => under.probe(`${way}-${codec}-${transport}`, 'rtsp')),
      );
      streams.forEach(({ codec }, at) => {
        const text = texts[at] ?? '';
        const found = samples(text);
        const of = (name: string): number => found[`stream_${name}{stream="watched"}`] ?? NaN;
        const peer = ffprobe(codec);
        expect(found).toMatchObject({ probe_success: 1, rtsp_response_status: 200 });
        expect([of('packets_lost'), of('malformed_packets')]).toEqual([0, 0]);
        expect(peer.codec).toBe(codec);
        expect(
          found[`stream_info{stream="watched",codec="${codec}",width="${peer.width}",height="${peer.height}"}`],
        ).toBe(1);
        // The first group of pictures comes in a burst with the PLAY; a second is missing on a loaded machine at most.
        expect(of('frames')).toBeGreaterThan(framesPerSecond);
        expect(of('frames')).toBeLessThan(framesPerSecond * 4);
        expect(of('gop_frames')).toBe(groupOfPictures);
        expect(of('key_frame_interval_seconds')).toBeCloseTo(groupOfPictures / framesPerSecond, 2);
        const rate = of('gop_frames') / of('key_frame_interval_seconds');
        expect(rate).toBeCloseTo(peer.framesPerSecond, 0);
        // Octets a frame do not depend on how many frames were seen.
        expect((((of('bytes') * 8) / of('frames')) * framesPerSecond) / peer.bitsPerSecond).toBeCloseTo(1, 0);
        for (const phase of ['connect', 'options', 'describe', 'setup', 'play', 'first_packet', 'first_key_frame'])
          expect(found[`rtsp_phase_duration_seconds{phase="${phase}"}`]).toBeGreaterThanOrEqual(0);
        expect(promtoolFindings(text)).toBe('');
      });
    },
  );

  test('is read as Motion JPEG, each frame of which is a key frame', async () => {
    const found = samples(await under.probe('jpeg', 'rtsp'));
    expect(found).toMatchObject({
      probe_success: 1,
      'stream_info{stream="watched",codec="jpeg",width="320",height="176"}': 1,
      'stream_profile_difference{stream="watched",property="codec"}': 0,
      'stream_profile_difference{stream="watched",property="resolution"}': 0,
      'stream_profile_difference{stream="watched",property="frame_rate"}': 0,
    });
    expect(found['stream_key_frames{stream="watched"}']).toBe(found['stream_frames{stream="watched"}']);
  });

  test('answers OPTIONS to the reachability probe, credentials or not', async () => {
    const text = await under.probe('digest-h264-tcp', 'reach');
    expect(samples(text).probe_success).toBe(1);
    expect(promtoolFindings(text)).toBe('');
  });

  test('refuses a wrong password once; then the camera is left alone', async () => {
    under.write(
      'credentials.yml',
      `agent: { type: snmp_v2c, community: ${community} }\ncamera: { type: rtsp, username: admin, password: wrong }\n`,
    );
    under.exporter.credentials.refresh();
    for (const way of ['basic-h264-tcp', 'digest-h265-udp']) {
      const refused = samples(await under.probe(way, 'rtsp'));
      expect(refused).toMatchObject({
        probe_success: 0,
        'probe_failure_info{reason="unauthorised"}': 1,
        rtsp_response_status: 401,
      });
      const text = await under.probe(way, 'rtsp');
      const backedOff = samples(text);
      expect(backedOff).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="unauthorised"}': 1 });
      expect(backedOff.camera_backoff_seconds).toBeGreaterThan(50);
      expect(backedOff.rtsp_response_status).toBeUndefined();
      expect(promtoolFindings(text)).toBe('');
    }
  });
});

interface Peer {
  codec: string;
  width: string;
  height: string;
  framesPerSecond: number;
  bitsPerSecond: number;
}

/** What ffprobe says of a stream of the same server, and of the clip that it plays as to bits. */
function ffprobe(codec: 'h264' | 'h265'): Peer {
  const read = (entries: string, ...of: string[]): string[] =>
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', `stream=${entries}`, '-of', 'csv=p=0', ...of], {
      encoding: 'utf8',
    })
      .trim()
      .split(',');
  const url = `rtsp://127.0.0.1:${gst.ports.open}/${codec}`;
  const [name = '', width = '', height = ''] = read('codec_name,width,height', '-rtsp_transport', 'tcp', url);
  const [rate = '', bits = ''] = read('avg_frame_rate,bit_rate', gst.clips[codec].file);
  const [frames = NaN, seconds = NaN] = rate.split('/').map(Number);
  return {
    ...{ codec: name === 'hevc' ? 'h265' : name, width, height },
    ...{ framesPerSecond: frames / seconds, bitsPerSecond: Number(bits) },
  };
}
