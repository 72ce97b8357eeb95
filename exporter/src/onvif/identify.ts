import { Emitter } from '../modules/emit.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Probe } from '../probe/prober.ts';
import type { CameraAccounts } from '../rtsp/accounts.ts';
import type { XmlElement } from '../xml/element.ts';
import { LoginWanted, type Endpoint, type OnvifConnection } from './connection.ts';
import { operation } from './operations.ts';

/**
 * Who the device says it is (GetDeviceInformation). From then on the connection is logged in as the device wants it: its refusal
 * of a first request without a login tells whether by HTTP digest or by a token, so a password is never sent on suspicion.
 * @throws ProbeFailure
 */
export async function identify(
  probe: Probe,
  connection: OnvifConnection,
  device: Endpoint,
  accounts: CameraAccounts,
): Promise<XmlElement> {
  const ask = (): Promise<XmlElement> => connection.ask(device, operation('device', 'GetDeviceInformation'));
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LoginWanted)) throw error;
    const account = await accounts.take(probe);
    try {
      const { login } = account;
      if (!login) throw error;
      connection.logIn(login, error.challenge);
      probe.note(`ONVIF: logs in by ${connection.security.by}`);
      const answer = await ask().catch((refusal: unknown) => {
        if (!(refusal instanceof LoginWanted)) throw refusal;
        account.refused();
        throw new ProbeFailure('unauthorised', 'the device refuses the login over ONVIF');
      });
      account.accepted();
      connection.accepted = true;
      return answer;
    } finally {
      account.release();
    }
  }
}

const longestText = 128;

/** What the device says of itself, and whether that is what the inventory says. `macs`: of its interfaces. */
export function emitIdentity({ target, exposition, note }: Probe, told: XmlElement, macs: readonly string[]): void {
  const [model, serial, software] = ['Model', 'SerialNumber', 'FirmwareVersion'].map((name) =>
    told.textAt(name)?.slice(0, longestText),
  );
  const emit = Emitter.of(exposition);
  const known = { model: model ?? '', serial: serial ?? '', software: software ?? '' };
  emit.sample('device_info', 1, known);
  note(`ONVIF: says it is ${model ?? 'no model'}, serial ${serial ?? 'none'}, firmware ${software ?? 'none'}`);
  const { managed } = target;
  const agreeing = {
    model: agree(model, managed.model, (is, wanted) => is === wanted),
    // Some vendors tell model and date of manufacture before what the label has as the serial number.
    serial: agree(serial, managed.serial, (is, wanted) => is.endsWith(wanted)),
    // As far as the inventory says it: "V5.7.3" is any build of it.
    firmware: agree(software, managed.firmware, beginsWith),
    mac: managed.mac === undefined || macs.length === 0 ? undefined : macs.includes(managed.mac),
  };
  for (const [property, agrees] of Object.entries(agreeing))
    emit.sample('device_identity_difference', agrees === undefined ? undefined : Number(!agrees), { property });
}

/** Undefined where either says nothing. Case and blanks make no difference. */
function agree(
  is: string | undefined,
  wanted: string | undefined,
  how: (is: string, wanted: string) => boolean,
): boolean | undefined {
  if (is === undefined || wanted === undefined) return undefined;
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
  return how(plain(is), plain(wanted));
}

const beginsWith = (is: string, wanted: string): boolean =>
  is.startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(is.slice(wanted.length));
