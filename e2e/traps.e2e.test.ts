import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { until } from './src/until.ts';

jest.setTimeout(60_000);

/** Batteries are soon empty. */
const batterySeconds = 3;
/** The first OLT runs GPON and tells gasps as its maker does, the second EPON, whose gasps are Ethernet OAM's. */
const olts = [
  { olt: 'olt-001', breaker: 'breaker-004', onu: 'port="gpon0/1/1:1",element_id="onu-004"' },
  { olt: 'olt-002', breaker: 'breaker-032', onu: 'port="epon0/1/1:0",element_id="onu-032"' },
];
const polled = (onu: string): string => `onu_last_down_cause{${onu},cause="dying_gasp"} 1`;
const told = (onu: string): string => `device_notification_timestamp_seconds{notification="dying_gasp",${onu}} `;
const onBattery = 'device_notification_active{notification="ups_on_battery",port="",element_id=""} 1';

interface PowerCut {
  stop: () => Promise<void>;
  /** Milliseconds since 1970. */
  at: number;
  /** What the OLTs say when their ONUs are down, in their order, and the first cabinet's UPS when it is cut off. */
  olts: string[][];
  ups: string[];
}

/**
 * Two cabinets lose their mains. `shown`: the beginnings of the lines by which an OLT shows that an ONU is down; a scrape may come
 * in between the moment at which it is down and the arrival of the notification, so all are waited for.
 */
async function powerCut(trapLoss: number, shown: (onu: string) => string[]): Promise<PowerCut> {
  const district: ReadDistrict = await startReadDistrict({ sites: 36, batterySeconds, trapLoss });
  const probed = (device: string, ...beginnings: string[]): Promise<string[]> =>
    until(
      `${device}: ${beginnings.join(', ')}`,
      async () => {
        const lines = await district.probe(device, 'snmp');
        return beginnings.every((beginning) => lines.some((line) => line.startsWith(beginning))) && lines;
      },
      { seconds: 30 },
    );
  try {
    // The names of the ports are learnt by asking.
    for (const { olt } of olts) await probed(olt, 'probe_success 1');
    const at = Date.now();
    for (const { breaker } of olts) await district.simulator.inject('breaker_trip', breaker);
    const lines: string[][] = [];
    for (const { olt, onu } of olts) lines.push(await probed(olt, ...shown(onu)));
    return { stop: district.stop, at, olts: lines, ups: await probed('ups-004', 'probe_success 0') };
  } catch (error) {
    await district.stop();
    throw error;
  }
}

describe('breakers trip, and the notifications', () => {
  let cut: PowerCut;

  describe('arrive:', () => {
    beforeAll(async () => {
      cut = await powerCut(0, (onu) => [polled(onu), told(onu)]);
    }, 120_000);
    afterAll(() => cut?.stop());

    test.each(olts.map(({ olt, onu }, at) => [olt, onu, at] as const))(
      'the next scrape of %s shows the dying gasp of its ONU %s',
      (_olt, onu, at) => {
        const line = cut.olts[at]?.find((each) => each.startsWith(told(onu)));
        expect(Number(line?.slice(told(onu).length)) * 1000).toBeGreaterThan(cut.at);
      },
    );

    test('the UPS, which does not answer any more, still shows that it went on battery', () => {
      expect(cut.ups).toContain(onBattery);
    });
  });

  describe('all get lost:', () => {
    beforeAll(async () => {
      cut = await powerCut(1, (onu) => [polled(onu)]);
    }, 120_000);
    afterAll(() => cut?.stop());

    test('polling says the same, and nothing is made up', () => {
      olts.forEach(({ onu }, at) =>
        expect(cut.olts[at]).toEqual(expect.arrayContaining(['probe_success 1', polled(onu)])),
      );
      const all = [...cut.olts.flat(), ...cut.ups];
      expect(all.filter((line) => line.startsWith('device_notification'))).toEqual([]);
    });
  });
});
