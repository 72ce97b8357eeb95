import type { ClockReading } from '../clock/offset.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Endpoint, OnvifConnection } from './connection.ts';
import { operation } from './operations.ts';

/** What the device says of its time, in whole seconds of UTC (GetSystemDateAndTime). @throws LoginWanted, ProbeFailure */
export async function readDeviceTime(connection: OnvifConnection, device: Endpoint): Promise<ClockReading> {
  const asked = operation('device', 'GetSystemDateAndTime');
  const { body, sentMs, answeredMs } = await connection.askTimed(device, asked);
  const utc = body.at('SystemDateAndTime', 'UTCDateTime');
  const number = (...path: string[]): number => Number(utc?.textAt(...path) ?? NaN);
  const [year, month, day] = [number('Date', 'Year'), number('Date', 'Month'), number('Date', 'Day')];
  const deviceMs = Date.UTC(
    year,
    month - 1,
    day,
    number('Time', 'Hour'),
    number('Time', 'Minute'),
    number('Time', 'Second'),
  );
  // Beyond, no date can be written as tokens have it.
  if (Number.isNaN(deviceMs) || year < 1970 || year > 9998)
    throw new ProbeFailure('protocol', 'the device tells no time in UTC');
  return { sentMs, answeredMs, deviceMs, stepMs: 1000 };
}
