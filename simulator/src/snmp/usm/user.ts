import { createHash, createHmac, hash } from 'node:crypto';

/** Authentication protocols of RFC 3414 and RFC 7860: the hash, and how much of it is sent. */
export const authProtocols = {
  MD5: { hash: 'md5', digestOctets: 12 },
  SHA: { hash: 'sha1', digestOctets: 12 },
  SHA224: { hash: 'sha224', digestOctets: 16 },
  SHA256: { hash: 'sha256', digestOctets: 24 },
  SHA384: { hash: 'sha384', digestOctets: 32 },
  SHA512: { hash: 'sha512', digestOctets: 48 },
} as const;
export type AuthProtocol = keyof typeof authProtocols;
export const authProtocolNames = Object.keys(authProtocols) as [AuthProtocol, ...AuthProtocol[]];

/** A user as an agent knows it. Privacy is AES-128 (RFC 3826) and needs authentication. */
export interface User {
  username: string;
  auth?: { protocol: AuthProtocol; password: string } | undefined;
  priv?: { protocol: 'AES'; password: string } | undefined;
}

const stretchedOctets = 2 ** 20;
const stretched = new Map<string, Buffer>();

/** The password's key, the same at every agent (RFC 3414 section A.2): a megabyte is hashed, so that it is remembered. */
function passwordKey(algorithm: string, password: string): Buffer {
  const name = `${algorithm} ${password}`;
  const known = stretched.get(name);
  if (known) return known;
  const text = Buffer.from(password);
  const key = createHash(algorithm).update(Buffer.alloc(stretchedOctets, text)).digest();
  stretched.set(name, key);
  return key;
}

/** The key of a password at one engine (RFC 3414 section 2.6). */
export function localisedKey(protocol: AuthProtocol, password: string, engineId: Uint8Array): Buffer {
  const { hash: algorithm } = authProtocols[protocol];
  const key = passwordKey(algorithm, password);
  return hash(algorithm, Buffer.concat([key, engineId, key]), 'buffer');
}

export function digest(protocol: AuthProtocol, key: Uint8Array, message: Uint8Array): Buffer {
  const { hash: algorithm, digestOctets } = authProtocols[protocol];
  return createHmac(algorithm, key).update(message).digest().subarray(0, digestOctets);
}
