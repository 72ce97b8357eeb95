import { tags } from '../snmp/ber.ts';
import { formatOid } from '../snmp/oid.ts';
import type { Varbind } from '../snmp/varbind.ts';

/** The objects that came with a notification, found by the object they are instances of. */
export class NotificationReading {
  readonly #objects: readonly { oid: string; varbind: Varbind }[];

  constructor(varbinds: readonly Varbind[]) {
    this.#objects = varbinds.map((varbind) => ({ oid: formatOid(varbind.oid), varbind }));
  }

  number(object: string): number | undefined {
    return this.#find(object)?.varbind.number();
  }

  /** The value as an object identifier, dotted. */
  objectId(object: string): string | undefined {
    const octets = this.#find(object)?.varbind.octets();
    return octets && formatOid(octets);
  }

  /** UTF-8 without what cannot be printed; undefined where nothing is left. */
  text(object: string): string | undefined {
    const octets = this.#find(object)?.varbind.octets();
    const text = octets && printable(octets);
    return text === undefined || text === '' ? undefined : text;
  }

  /** What a resource is called: an object identifier, dotted, or text. */
  resource(object: string): string | undefined {
    return this.#find(object)?.varbind.tag === tags.oid ? this.objectId(object) : this.text(object);
  }

  /** The subidentifiers of the instance: what follows the object's own. */
  index(object: string): readonly number[] | undefined {
    const found = this.#find(object);
    return found?.oid
      .slice(object.length + 1)
      .split('.', maxIndex)
      .map(Number);
  }

  #find(object: string): { oid: string; varbind: Varbind } | undefined {
    return this.#objects.find(({ oid }) => oid.startsWith(`${object}.`));
  }
}

const maxText = 128;
/** More subidentifiers than any index that is read has. */
const maxIndex = 64;

/** Text that an agent sent, for labels and people: printable, without the zeros and blanks around it, and not too long. */
export const printable = (octets: Uint8Array): string =>
  Buffer.from(octets.subarray(0, 4 * maxText))
    .toString('utf8')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, maxText)
    .toWellFormed();
