import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { until } from './src/until.ts';

jest.setTimeout(60_000);

/** Batteries are soon empty. */
const batterySeconds = 3;
const gaspByPolling = 'onu_last_down_cause{port="gpon0/1/1:1",element_id="onu-004",cause="dying_gasp"} 1';
const gaspTold =
  'device_notification_timestamp_seconds{notification="dying_gasp",port="gpon0/1/1:1",element_id="onu-004"}';
const onBattery = 'device_notification_active{notification="ups_on_battery",port="",element_id=""} 1';

/** A cabinet loses its mains; what the OLT says as soon as its ONU is down, and the UPS when it is cut off. */
async function powerCut(
  trapLoss: number,
): Promise<{ stop: () => Promise<void>; cutAt: number; olt: string[]; ups: string[] }> {
  const district: ReadDistrict = await startReadDistrict({ sites: 4, batterySeconds, trapLoss });
  const probed = (device: string, line: string): Promise<string[]> =>
    until(
      `${device}: ${line}`,
      async () => {
        const lines = await district.probe(device, 'snmp');
        return lines.includes(line) && lines;
      },
      { seconds: 30 },
    );
  try {
    // The names of the ports are learnt by asking.
    await probed('olt-001', 'probe_success 1');
    const { onset } = await district.simulator.inject('breaker_trip', 'breaker-004');
    const olt = await probed('olt-001', gaspByPolling);
    return { stop: district.stop, cutAt: onset, olt, ups: await probed('ups-004', 'probe_success 0') };
  } catch (error) {
    await district.stop();
    throw error;
  }
}

describe('a breaker trips, and the notifications', () => {
  let cut: Awaited<ReturnType<typeof powerCut>>;
  afterAll(() => cut?.stop());

  describe('arrive:', () => {
    beforeAll(async () => {
      cut = await powerCut(0);
    }, 120_000);
    afterAll(() => cut?.stop());

    test('the next scrape of the OLT shows the dying gasp of the ONU', () => {
      const told = cut.olt.find((line) => line.startsWith(gaspTold));
      expect(Number(told?.split(' ').at(-1)) * 1000).toBeGreaterThan(cut.cutAt);
    });

    test('the UPS, which does not answer any more, still shows that it went on battery', () => {
      expect(cut.ups).toContain(onBattery);
    });
  });

  describe('all get lost:', () => {
    beforeAll(async () => {
      cut = await powerCut(1);
    }, 120_000);

    test('polling says the same, and nothing is made up', () => {
      expect(cut.olt).toEqual(expect.arrayContaining(['probe_success 1', gaspByPolling]));
      expect([...cut.olt, ...cut.ups].filter((line) => line.startsWith('device_notification'))).toEqual([]);
    });
  });
});
