import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../rtsp/digest.ts';
import type { SoapRequest } from './soap.ts';

/** How far the time of a token may be from the device's own. */
const timelyMs = 60_000;
const maxNonces = 1000;

/** Takes WS-UsernameToken with a digest (WS-Security UsernameToken profile 1.1 section 3.1), each nonce once. */
export class TokenGuard {
  readonly #now: () => number;
  readonly #seen = new Set<string>();

  /** @param now the device's own clock, milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  admits({ text }: SoapRequest, { username, password }: Account): boolean {
    const [nonce = '', created = '', digest = ''] = [text('Nonce'), text('Created'), text('Password')];
    if (text('Username') !== username || nonce === '' || this.#seen.has(nonce)) return false;
    const wanted = createHash('sha1').update(Buffer.from(nonce, 'base64')).update(created).update(password).digest();
    const given = Buffer.from(digest, 'base64');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
    if (!(Math.abs(Date.parse(created) - this.#now()) <= timelyMs)) return false;
    this.#seen.add(nonce);
    // The oldest is too old to be taken again long before so many have come.
    for (const oldest of this.#seen) if (this.#seen.size > maxNonces) this.#seen.delete(oldest);
    return true;
  }
}
