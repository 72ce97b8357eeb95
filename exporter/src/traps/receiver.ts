import {
  acknowledgement,
  decodeCommunityNotification,
  encodeCommunityAcknowledgement,
  versionOf,
  type SnmpNotification,
} from '../snmp/notification.ts';
import { versionNumbers } from '../snmp/message.ts';
import { claimedSender, sealUserMessage, type OpenedMessage } from '../snmp/usm/message.ts';
import type { UserSecurity } from '../snmp/usm/protocols.ts';
import type { Target } from '../targets.ts';
import { sameOctets, type Authoriser } from './authorise.ts';
import { readable, type Journal } from './journal.ts';
import type { NotificationOutcome } from './outcome.ts';
import type { OwnEngine } from './ownEngine.ts';
import type { Rate, Rates } from './rate.ts';
import type { Repetitions } from './repetitions.ts';
import { plainAddress, type Senders } from './senders.ts';

/** No notification that we know of is longer; the RFCs ask for 484 to be understood. */
const maxOctets = 8192;
/** Takes what a device told over into the state. @returns what it was understood as; null where it is not known */
export type Take = (device: Target, notification: SnmpNotification) => string | null;

export interface ReceiverParts {
  senders: Senders;
  authoriser: Authoriser;
  own: OwnEngine;
  rates: { address: Rates; total: Rate };
  repetitions: Repetitions;
  journal: Journal;
  take: Take;
  /** Counts every datagram once. */
  observe: (outcome: NotificationOutcome) => void;
}

/** Where a datagram came from, in the socket's own words. */
export interface Origin {
  address: string;
  port: number;
}
interface Source extends Origin {
  /** The address as the inventory would have it. */
  plain: string;
}

/** A datagram that is not taken any further, and why. */
class Refused extends Error {
  readonly outcome: NotificationOutcome;
  readonly device: Target | undefined;
  constructor(outcome: NotificationOutcome, device?: Target) {
    super(outcome);
    this.outcome = outcome;
    this.device = device;
  }
}

/**
 * Receives traps and informs of SNMPv1, v2c and v3. Who is no device of the inventory is not even read; who has not the device's own
 * credentials changes nothing. An inform is acknowledged when its state is taken, and its repetition is acknowledged again.
 */
export class TrapReceiver {
  readonly #parts: ReceiverParts;
  readonly #send: (octets: Uint8Array, to: Origin) => void;

  constructor(parts: ReceiverParts, send: (octets: Uint8Array, to: Origin) => void) {
    this.#parts = parts;
    this.#send = send;
  }

  /** Never throws for what comes from outside. */
  receive(octets: Uint8Array, from: Origin): void {
    const { senders, rates, observe, journal } = this.#parts;
    const source = { plain: plainAddress(from.address), address: from.address, port: from.port };
    if (!senders.knows(source.plain)) return observe('stranger');
    if (!rates.address.take(source.plain) || !rates.total.take()) return observe('rate_limited');
    if (octets.length > maxOctets) return observe('oversized');
    try {
      observe(
        versionOf(octets) === versionNumbers.v3 ? this.#ofUser(octets, source) : this.#ofCommunity(octets, source),
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { outcome, device } = error;
      observe(outcome);
      journal.write({
        ...{ at: new Date(), source: source.plain, device: device?.id ?? null, version: versionName(octets) },
        ...{ oid: null, notification: null, outcome, objects: [] },
      });
    }
  }

  #ofCommunity(octets: Uint8Array, source: Source): NotificationOutcome {
    const received = decodeCommunityNotification(octets);
    if (!received) throw new Refused('malformed');
    const { community, notification, version } = received;
    const devices = this.#parts.authoriser.withCommunity(this.#devices(source, notification.origin), community);
    const device = theOne(devices, source);
    const outcome = this.#take(device, notification, source, version);
    if (notification.type === 'inform')
      this.#send(encodeCommunityAcknowledgement(community, notification.contents), source);
    return outcome;
  }

  #ofUser(octets: Uint8Array, source: Source): NotificationOutcome {
    const { authoriser, own } = this.#parts;
    const claimed = claimedSender(octets);
    if (!claimed) throw new Refused('malformed');
    const { id, reportable, engineId, username } = claimed;
    if (engineId.length === 0 && reportable) return this.#introduce(id, source);
    const users = authoriser.users(this.#devices(source), username);
    const opened = users.flatMap(({ device, security }) => {
      const message = authoriser.open(security, octets, engineId);
      return message ? [{ device, security, message }] : [];
    });
    const device = theOne(
      opened.map((each) => each.device),
      source,
    );
    const found = opened.find((each) => each.device === device);
    if (!found) throw new Refused('unauthorised');
    const { security, message } = found;
    const toUs = sameOctets(engineId, own.id);
    if (message.content.type === 'trap') {
      // Only its sender is authoritative for a trap.
      if (toUs) throw new Refused('unauthorised', device);
      if (!authoriser.isTimely(device, message)) throw new Refused('untimely', device);
      return this.#take(device, message.content, source, 'v3');
    }
    if (!toUs) return this.#introduce(id, source);
    if (message.authenticated && !own.isTimely(message.clock)) {
      this.#send(own.report('notInTimeWindows', id, security.user), source);
      throw new Refused('untimely', device);
    }
    const outcome = this.#take(device, message.content, source, 'v3');
    this.#acknowledge(security, message, source);
    return outcome;
  }

  /** Tells a sender of informs which engine it speaks with (RFC 3414 section 4). */
  #introduce(id: number, source: Source): NotificationOutcome {
    this.#send(this.#parts.own.report('unknownEngineIds', id), source);
    return 'discovery';
  }

  /** The devices that a notification can be of: those at its source, or those that a forwarder says. */
  #devices({ plain }: Source, origin?: string): readonly Target[] {
    const { senders } = this.#parts;
    const direct = senders.at(plain);
    return origin !== undefined && senders.isForwarder(plain) ? [...senders.at(origin), ...direct] : direct;
  }

  #take(device: Target, notification: SnmpNotification, source: Source, version: string): NotificationOutcome {
    const { repetitions, journal, take } = this.#parts;
    if (repetitions.isRepeated(device.id, notification.contents)) return 'repeated';
    const understood = take(device, notification);
    const outcome = understood === null ? 'unknown' : 'taken';
    journal.write({
      ...{ at: new Date(), source: source.plain, device: device.id, version, oid: notification.name },
      ...{ notification: understood, outcome, objects: readable(notification.varbinds) },
    });
    return outcome;
  }

  #acknowledge(security: UserSecurity, message: OpenedMessage<SnmpNotification>, source: Source): void {
    const { known } = this.#parts.own;
    const { id, contextEngineId, contextName, content } = message;
    const pdu = acknowledgement(content.contents);
    const envelope = { id, clock: known.clock(), reportable: false, contextEngineId, contextName, pdu };
    this.#send(sealUserMessage(security.user, known.withKeysOf(security.user), envelope), source);
  }
}

/** The device that sent it: of several at one address the one that also has its port. @throws Refused */
function theOne(devices: readonly Target[], { port }: Source): Target {
  const [only, ...others] = [...new Set(devices)];
  if (!only) throw new Refused('unauthorised');
  if (others.length === 0) return only;
  const [byPort, ...more] = devices.filter(({ address }) => address.port === port);
  if (!byPort || more.length > 0) throw new Refused('ambiguous');
  return byPort;
}

const versionName = (octets: Uint8Array): string =>
  Object.entries(versionNumbers).find(([, number]) => number === versionOf(octets))?.[0] ?? '?';
