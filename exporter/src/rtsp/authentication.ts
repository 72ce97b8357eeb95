import { createHash, randomBytes } from 'node:crypto';

export interface Login {
  username: string;
  password: string;
}

/** A `WWW-Authenticate` challenge that this client can answer. */
export type Challenge =
  | { scheme: 'basic' }
  | {
      scheme: 'digest';
      algorithm: 'MD5' | 'SHA-256';
      realm: string;
      nonce: string;
      opaque: string | undefined;
      /** Whether the server offers `qop="auth"`. */
      qopAuth: boolean;
      /** The credentials were right, only the nonce is too old (RFC 7616 section 3.3). */
      stale: boolean;
    };

const hashNames = { MD5: 'md5', 'SHA-256': 'sha256' } as const;

/** The strongest of the challenges that can be answered: SHA-256 before MD5 before Basic. */
export function chooseChallenge(headers: readonly string[]): Challenge | undefined {
  const challenges = headers.map(readChallenge).filter((challenge) => challenge !== undefined);
  const strength = (challenge: Challenge): number =>
    challenge.scheme === 'basic' ? 0 : challenge.algorithm === 'MD5' ? 1 : 2;
  return challenges.sort((a, b) => strength(b) - strength(a))[0];
}

function readChallenge(header: string): Challenge | undefined {
  const scheme = /^(\w+)/.exec(header)?.[1]?.toLowerCase();
  if (scheme === 'basic') return { scheme };
  if (scheme !== 'digest') return undefined;
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, bare] of header.slice(6).matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g))
    fields.set(name.toLowerCase(), quoted ?? bare ?? '');
  const algorithm = (fields.get('algorithm') ?? 'MD5').toUpperCase();
  const realm = fields.get('realm');
  const nonce = fields.get('nonce');
  if ((algorithm !== 'MD5' && algorithm !== 'SHA-256') || realm === undefined || nonce === undefined) return undefined;
  const qop = fields.get('qop');
  const qopAuth = qop?.split(',').some((offered) => offered.trim().toLowerCase() === 'auth') ?? false;
  // Only auth-int is offered: nobody does that on RTSP, and answering without would look like a wrong password.
  if (qop !== undefined && qop.trim() !== '' && !qopAuth) return undefined;
  const stale = fields.get('stale')?.toLowerCase() === 'true';
  return { scheme, algorithm, realm, nonce, opaque: fields.get('opaque'), qopAuth, stale };
}

/** Answers one challenge for the requests of one connection. */
export class Authenticator {
  readonly #challenge: Challenge;
  readonly #login: Login;
  #count = 0;

  constructor(challenge: Challenge, login: Login) {
    this.#challenge = challenge;
    this.#login = login;
  }

  get challenge(): Challenge {
    return this.#challenge;
  }

  /** The `Authorization` header of a request (RFC 7617; RFC 7616 section 3.4, without qop RFC 2069). */
  authorization(method: string, uri: string, cnonce = randomBytes(8).toString('hex')): string {
    const { username, password } = this.#login;
    const challenge = this.#challenge;
    if (challenge.scheme === 'basic') return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const hash = (text: string): string => createHash(hashNames[challenge.algorithm]).update(text).digest('hex');
    const { realm, nonce } = challenge;
    const secret = hash(`${username}:${realm}:${password}`);
    const request = hash(`${method}:${uri}`);
    const fields = [`username="${username}"`, `realm="${realm}"`, `nonce="${nonce}"`, `uri="${uri}"`];
    if (challenge.qopAuth) {
      const count = (++this.#count).toString(16).padStart(8, '0');
      const response = hash(`${secret}:${nonce}:${count}:${cnonce}:auth:${request}`);
      fields.push(`response="${response}"`, 'qop=auth', `nc=${count}`, `cnonce="${cnonce}"`);
    } else fields.push(`response="${hash(`${secret}:${nonce}:${request}`)}"`);
    // Old servers stumble over the algorithm where they did not name one: MD5 is the default.
    if (challenge.algorithm !== 'MD5' || challenge.qopAuth) fields.push(`algorithm=${challenge.algorithm}`);
    if (challenge.opaque !== undefined) fields.push(`opaque="${challenge.opaque}"`);
    return `Digest ${fields.join(', ')}`;
  }
}
