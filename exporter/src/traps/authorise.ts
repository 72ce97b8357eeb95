import { timingSafeEqual } from 'node:crypto';
import { snmpSecurity, type CredentialStore } from '../credentials.ts';
import { formatEndpoint } from '../deviceAddress.ts';
import type { SnmpSecurity } from '../snmp/agent.ts';
import { readNotification, type SnmpNotification } from '../snmp/notification.ts';
import { Engines } from '../snmp/usm/engines.ts';
import { openUserMessage, type OpenedMessage } from '../snmp/usm/message.ts';
import type { UserSecurity } from '../snmp/usm/protocols.ts';
import type { Target } from '../targets.ts';
import type { OwnEngine } from './ownEngine.ts';

const snmpPort = 161;

/** Whether a device's own credentials stand behind a notification. */
export class Authoriser {
  readonly #credentials: CredentialStore;
  readonly #polled: Engines;
  readonly #heard = new Engines();
  readonly #own: OwnEngine;

  /** @param polled the engines that were met by asking agents */
  constructor(credentials: CredentialStore, polled: Engines, own: OwnEngine) {
    this.#credentials = credentials;
    this.#polled = polled;
    this.#own = own;
  }

  /** Those of some devices that have this community. */
  withCommunity(devices: readonly Target[], community: Uint8Array): Target[] {
    return devices.filter((device) =>
      this.#securities(device).some(
        (security) => security.version !== 'v3' && sameSecret(community, Buffer.from(security.community, 'utf8')),
      ),
    );
  }

  /** The users of devices that go by this name. */
  users(devices: readonly Target[], username: string): { device: Target; security: UserSecurity }[] {
    return devices.flatMap((device) =>
      this.#securities(device).flatMap((security) =>
        security.version === 'v3' && security.user.username === username ? [{ device, security }] : [],
      ),
    );
  }

  /** A notification of a user, with all the security that the user has; undefined where it is not what it claims. */
  open({ user }: UserSecurity, octets: Uint8Array, engineId: Uint8Array): OpenedMessage<SnmpNotification> | undefined {
    // Of engines not authenticated yet nothing is kept: their keys cost two hashes.
    const engine = sameOctets(engineId, this.#own.id)
      ? this.#own.known
      : new Engines(1).learn('', engineId, { boots: 0, time: 0 });
    const opened = openUserMessage(user, engine.withKeysOf(user), octets, readNotification);
    if (!opened) return undefined;
    const strongEnough = (!user.auth || opened.authenticated) && (!user.priv || opened.encrypted);
    return strongEnough ? opened : undefined;
  }

  /**
   * Whether a trap of a device is of now and not recorded earlier: the sender's clock, which the message was signed with, only
   * goes forward (RFC 3414 section 3.2 step 7b). The clock that polling has met counts too.
   */
  isTimely({ id, address }: Target, { engineId, clock, authenticated }: OpenedMessage<unknown>): boolean {
    if (!authenticated) return true;
    const polled = this.#polled.find(formatEndpoint(address.host, address.port ?? snmpPort));
    if (polled && sameOctets(polled.id, engineId)) return polled.accepts(clock);
    const key = `${id} ${Buffer.from(engineId).toString('hex')}`;
    const heard = this.#heard.find(key);
    if (heard) return heard.accepts(clock);
    this.#heard.learn(key, engineId, clock);
    return true;
  }

  #securities({ credentials, trapCredentials }: Target): SnmpSecurity[] {
    const names = [...new Set([trapCredentials, credentials])];
    return names.flatMap((name) => snmpSecurity(this.#credentials.find(name)) ?? []);
  }
}

export const sameOctets = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const sameSecret = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
