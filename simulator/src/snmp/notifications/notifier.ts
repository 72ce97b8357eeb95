import type { Access } from '../access.ts';
import { BerReader, tag } from '../ber.ts';
import { encodePdu, pdu, readPdu } from '../pdu.ts';
import { encodeCommunityMessage } from '../respond.ts';
import { encodeUsmMessage, flag, openBody, readUsmMessage } from '../usm/message.ts';
import { scopedPdu } from '../usm/respondToUser.ts';
import { encodeNotification, type Notification } from './notification.ts';

export type NotificationKind = 'trap' | 'inform';

/** How agents tell what they were not asked. */
export interface NotifyingOptions {
  kind: NotificationKind;
  /** Share of the messages that get lost on the way. */
  lossRatio: number;
}

const versionV2c = 1;
/** One more of version 3, which may have to find out first whom it speaks with. */
const tries = { community: 3, user: 5 } as const;
const againMs = 1000;
/** What is told while this much is not acknowledged is dropped. */
const maxPending = 64;

interface Inform {
  varbinds: Buffer;
  triesLeft: number;
  timer: NodeJS.Timeout | undefined;
}
/** The receiver's engine, which is the authoritative one for informs (RFC 3414 section 2.3). */
interface FarEngine {
  id: Buffer;
  boots: number;
  time: number;
  heardAt: number;
}

/**
 * Sends the notifications of one agent, as version 2c or 3 by who may ask it. Traps are sent once; informs until the receiver
 * answers, a few times at the most.
 */
export class Notifier {
  readonly #access: Access;
  readonly #options: NotifyingOptions;
  readonly #send: (message: Buffer) => void;
  readonly #pending = new Map<number, Inform>();
  #far: FarEngine | undefined;
  #lastId = 0;

  constructor(access: Access, options: NotifyingOptions, send: (message: Buffer) => void) {
    this.#access = access;
    this.#options = options;
    this.#send = (message) => {
      if (Math.random() >= options.lossRatio) send(message);
    };
  }

  notify(notification: Notification, uptimeMs: number): void {
    const varbinds = encodeNotification(notification, uptimeMs);
    const id = (this.#lastId = (this.#lastId % 0x7fffffff) + 1);
    if (this.#options.kind === 'trap') this.#send(this.#trap(id, encodePdu(pdu.trap, id, 0, 0, varbinds)));
    else if (this.#pending.size < maxPending) {
      this.#pending.set(id, { varbinds, triesLeft: tries[this.#access.type], timer: undefined });
      this.#inform(id);
    }
  }

  /** What the receiver sends back. @throws BerError for what is malformed. */
  received(message: Buffer): void {
    const outer = new BerReader(message).nested(tag.sequence);
    if (outer.integer() === versionV2c) {
      outer.content(tag.octets);
      return this.#acknowledged(outer);
    }
    if (this.#access.type !== 'user') return;
    const answer = readUsmMessage(outer);
    const scoped = new BerReader(openBody(answer, this.#access.user));
    scoped.content(tag.octets);
    scoped.content(tag.octets);
    if (scoped.peek() !== pdu.report) return this.#acknowledged(scoped);
    const known = this.#far?.id.equals(answer.engineId) === true && this.#far.boots === answer.boots;
    this.#far = { id: answer.engineId, boots: answer.boots, time: answer.time, heardAt: Date.now() };
    // A report that says nothing new would be answered by the same inform, and that by the same report.
    if (!known) for (const id of this.#pending.keys()) this.#inform(id);
  }

  stop(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }

  #acknowledged(response: BerReader): void {
    const { type, id } = readPdu(response);
    if (type !== pdu.response) return;
    clearTimeout(this.#pending.get(id)?.timer);
    this.#pending.delete(id);
  }

  #trap(id: number, content: Buffer): Buffer {
    const access = this.#access;
    if (access.type === 'community') return encodeCommunityMessage(versionV2c, access.community, content);
    const { engine, user } = access;
    return encodeUsmMessage(
      {
        ...{ id, flags: levelOf(access), engineId: engine.id, boots: engine.boots(), time: engine.time() },
        ...{ username: user.username, scopedPdu: scopedPdu(engine.id, content) },
      },
      user,
    );
  }

  #inform(id: number): void {
    const inform = this.#pending.get(id);
    if (!inform) return;
    clearTimeout(inform.timer);
    if (inform.triesLeft === 0) return void this.#pending.delete(id);
    inform.triesLeft -= 1;
    inform.timer = setTimeout(() => this.#inform(id), againMs).unref();
    const content = encodePdu(pdu.inform, id, 0, 0, inform.varbinds);
    const access = this.#access;
    if (access.type === 'community') return this.#send(encodeCommunityMessage(versionV2c, access.community, content));
    if (!this.#far) return this.#send(this.#discovery(id));
    const { id: engineId, boots, time, heardAt } = this.#far;
    const level = levelOf(access) | flag.reportable;
    this.#send(
      encodeUsmMessage(
        {
          ...{ id, flags: level, engineId, boots, time: time + Math.floor((Date.now() - heardAt) / 1000) },
          ...{ username: access.user.username, scopedPdu: scopedPdu(access.engine.id, content) },
        },
        access.user,
      ),
    );
  }

  /** RFC 3414 section 4: asked by nobody for nothing, an engine says who it is. It is one of the inform's tries. */
  #discovery(id: number): Buffer {
    const nobody = { username: '' };
    const empty = encodePdu(pdu.get, id, 0, 0, Buffer.alloc(0));
    const unknown = Buffer.alloc(0);
    return encodeUsmMessage(
      {
        id,
        flags: flag.reportable,
        engineId: unknown,
        boots: 0,
        time: 0,
        ...nobody,
        scopedPdu: scopedPdu(unknown, empty),
      },
      nobody,
    );
  }
}

const levelOf = ({ user }: Access & { type: 'user' }): number =>
  (user.auth ? flag.auth : 0) | (user.priv ? flag.priv : 0);
