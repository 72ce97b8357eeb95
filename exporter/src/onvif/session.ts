import type { OnvifAsking } from '@roundsman/contract/inventory/camera.ts';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { remainingMs, type Probe } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import { webServerOf } from '../web/server.ts';
import type { XmlElement } from '../xml/element.ts';
import { measureOffset, type OffsetBounds } from '../clock/offset.ts';
import { LoginWanted, OnvifConnection, type Endpoint } from './connection.ts';
import { readDeviceTime } from './deviceTime.ts';
import { identify } from './identify.ts';

export interface OnvifSession {
  connection: OnvifConnection;
  /** The device service. */
  device: Endpoint;
  /** The device's clock minus ours. */
  clock: OffsetBounds;
  /** Answer of GetDeviceInformation. */
  information: XmlElement;
}

const usual: OnvifAsking = { scheme: 'http', path: '/onvif/device_service' };

/** A device that was asked for its time, and logged in to by it: tokens must be of the device's own time. */
export async function openOnvif(
  probe: Probe,
  parts: { accounts: CameraAccounts; allowed: AllowedNetworks },
  { limitSeconds, clockRead }: { limitSeconds: number; clockRead?: (bounds: OffsetBounds) => void },
): Promise<OnvifSession> {
  const { onvif = usual } = probe.target.managed;
  const server = await webServerOf(probe, onvif, parts.allowed);
  const connection = new OnvifConnection(server, probe.deadline);
  const device = { port: server.port, path: onvif.path };
  const readClock = async (): Promise<OffsetBounds> => {
    const until = performance.now() + remainingMs(probe) / 2;
    const clock = await measureOffset(() => readDeviceTime(connection, device), { limitSeconds, until });
    connection.clockOffsetMs = (clock.lowMs + clock.highMs) / 2;
    clockRead?.(clock);
    return clock;
  };
  const before = await readClock().catch((error: unknown) => {
    // The time should be told to everybody, and some devices do not.
    if (error instanceof LoginWanted) return undefined;
    throw error;
  });
  const information = await identify(probe, connection, device, parts.accounts);
  return { connection, device, information, clock: before ?? (await readClock()) };
}
