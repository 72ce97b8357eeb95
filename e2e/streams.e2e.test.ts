import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { until } from './src/until.ts';

jest.setTimeout(180_000);

let district: ReadDistrict;
let cameras: Element[] = [];
const codecs = ['h264', 'h265'];
const properties = ['bit_rate', 'codec', 'frame_rate', 'key_frame_interval', 'resolution'];

/** The main stream is due at each visit but the first. */
beforeAll(async () => {
  district = await startReadDistrict({
    ...{ sites: 4, batterySeconds: 900 },
    configure: () => Promise.resolve({ probes: { rtspMainEverySeconds: 1 } }),
  });
  cameras = district.inventory.elements.filter(({ kind }) => kind === 'camera');
  // One clip of each codec is there; the others may still be in the making.
  for (const codec of codecs) {
    const first = cameras.find(({ video }) => video?.mainProfile?.codec === codec)?.id ?? '';
    await until(`a main stream in ${codec}`, async () => (await visit(first)).some(isMain), { seconds: 120 });
  }
}, 180_000);
afterAll(() => district?.stop());

const visit = (camera: string): Promise<string[]> => district.probe(camera, 'rtsp');
const isMain = (line: string): boolean => line.startsWith('stream_info{') && line.includes('stream="main"');

test('every camera of a city sends both of its streams as the inventory says, in H.264 and in H.265', async () => {
  const codecOf = ({ video }: Element): string => video?.mainProfile?.codec ?? '';
  expect([...new Set(cameras.map(codecOf))].sort()).toEqual(codecs);
  let watched = 0;
  // One after another behind each switch, as its uplink allows.
  const visitAll = async (behindOneSwitch: Element[]): Promise<void> => {
    for (const camera of behindOneSwitch) {
      const lines = new Set([...(await visit(camera.id)), ...(await visit(camera.id))]);
      expect([...lines].filter((line) => line.startsWith('probe_success'))).toEqual(['probe_success 1']);
      expect([...lines].find(isMain)).toContain(`codec="${codecOf(camera)}",width="1280",height="720"`);
      const differences = [...lines].filter((line) => line.startsWith('stream_profile_difference{')).sort();
      const agree = (stream: string): string[] =>
        properties.map((property) => `stream_profile_difference{stream="${stream}",property="${property}"} 0`);
      const both = differences.length > properties.length;
      if (both) watched++;
      expect([camera.id, differences]).toEqual([camera.id, [...agree('main'), ...(both ? agree('watched') : [])]]);
    }
  };
  const switches = Map.groupBy(cameras, ({ fedBy }) => fedBy[0]);
  await Promise.all([...switches.values()].map(visitAll));
  // Whose main stream was looked at before had no turn of the other one.
  expect(watched).toBeGreaterThanOrEqual(cameras.length - codecs.length);
});
