import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Digest access authentication (RFC 7616, with the older form of RFC 2069 for clients without qop). */
const hashes = { 'SHA-256': 'sha256', MD5: 'md5' } as const;
type Algorithm = keyof typeof hashes;

const realm = 'Simulated camera';
const nonceLifeMs = 300_000;

export interface Account {
  username: string;
  password: string;
}

export type Verdict = 'granted' | 'refused' | 'stale';

export class DigestGuard {
  readonly #secret = randomBytes(32);
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Values for WWW-Authenticate, the better algorithm first; many clients take the last that they know. */
  challenges(stale: boolean): string[] {
    const issued = String(this.#now());
    const nonce = `${issued}-${this.#sign(issued)}`;
    return Object.keys(hashes).map(
      (algorithm) =>
        `Digest realm="${realm}", qop="auth", algorithm=${algorithm}, nonce="${nonce}"${stale ? ', stale=true' : ''}`,
    );
  }

  judge(authorization: string, method: string, uri: string, account: Account): Verdict {
    const given = parseDigest(authorization);
    const algorithm = given.get('algorithm') ?? 'MD5';
    if (!isAlgorithm(algorithm) || given.get('username') !== account.username || given.get('realm') !== realm)
      return 'refused';
    const hash = (text: string): string => createHash(hashes[algorithm]).update(text).digest('hex');
    const nonce = given.get('nonce') ?? '';
    const middle =
      given.get('qop') === 'auth' ? `${nonce}:${given.get('nc') ?? ''}:${given.get('cnonce') ?? ''}:auth` : nonce;
    const expected = hash(
      `${hash(`${account.username}:${realm}:${account.password}`)}:${middle}:${hash(`${method}:${uri}`)}`,
    );
    if (given.get('uri') !== uri || !sameText(given.get('response') ?? '', expected)) return 'refused';
    const [issued = '', signature = ''] = nonce.split('-');
    const fresh = sameText(signature, this.#sign(issued)) && this.#now() - Number(issued) < nonceLifeMs;
    return fresh ? 'granted' : 'stale';
  }

  #sign(issued: string): string {
    return createHmac('sha256', this.#secret).update(issued).digest('hex').slice(0, 32);
  }
}

const isAlgorithm = (name: string): name is Algorithm => Object.hasOwn(hashes, name);

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function parseDigest(header: string): Map<string, string> {
  if (!/^Digest /i.test(header)) return new Map();
  const pairs = header.slice(7).matchAll(/([a-z]+)=(?:"([^"]*)"|([^\s,]+))/gi);
  return new Map([...pairs].map(([, key = '', quoted, plain]) => [key.toLowerCase(), quoted ?? plain ?? '']));
}
