import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { authProtocols, privProtocols, type AuthProtocol, type PrivProtocol, type UsmUser } from './protocols.ts';

/** Keys of one user at one engine. */
export interface LocalKeys {
  readonly auth: Buffer | undefined;
  readonly priv: Buffer | undefined;
}

const stretched = 1_048_576;
const maxRemembered = 1000;

const digest = (protocol: AuthProtocol, ...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash(authProtocols[protocol].hash);
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** A password made a key by hashing a megabyte of its repetitions (RFC 3414 section A.2). */
export function passwordToKey(protocol: AuthProtocol, password: Uint8Array): Buffer {
  const repeated = Buffer.alloc(stretched, password);
  return digest(protocol, repeated);
}

/** The key of a user at one engine (RFC 3414 section 2.6). */
export const localise = (protocol: AuthProtocol, key: Uint8Array, engineId: Uint8Array): Buffer =>
  digest(protocol, key, engineId, key);

/** A localised key of the length that a privacy protocol needs. */
export function privacyKey(auth: AuthProtocol, priv: PrivProtocol, local: Buffer, engineId: Uint8Array): Buffer {
  const { keyOctets, extension } = privProtocols[priv];
  let key = local;
  let last = local;
  while (key.length < keyOctets) {
    last = extension === 'reeder' ? localise(auth, passwordToKey(auth, last), engineId) : digest(auth, key);
    key = Buffer.concat([key, last]);
  }
  return key.subarray(0, keyOctets);
}

const remembered = new Map<string, Buffer>();

/** As `passwordToKey`; each password is stretched once, since it takes milliseconds. */
function stretchedKey(protocol: AuthProtocol, password: string): Buffer {
  const name = `${protocol} ${password}`;
  const known = remembered.get(name);
  if (known) return known;
  const key = passwordToKey(protocol, Buffer.from(password, 'utf8'));
  if (remembered.size >= maxRemembered) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(name, key);
  return key;
}

/** The keys of a user at an engine. */
export function localKeys({ auth, priv }: UsmUser, engineId: Uint8Array): LocalKeys {
  if (!auth) return { auth: undefined, priv: undefined };
  const keyOf = (password: string): Buffer => localise(auth.protocol, stretchedKey(auth.protocol, password), engineId);
  let privKey: Buffer | undefined;
  return {
    auth: keyOf(auth.password),
    // Only when it is used: the longer keys take milliseconds, and who sends a message with a wrong digest shall not cost them.
    get priv() {
      return priv && (privKey ??= privacyKey(auth.protocol, priv.protocol, keyOf(priv.password), engineId));
    },
  };
}

const prepared = new WeakMap<Buffer, KeyObject>();

/** A key as node's crypto takes it without unpacking it for each message, which would cost more than the cipher. */
export function keyObject(key: Buffer, octets: (key: Buffer) => Buffer = (same) => same): KeyObject {
  const known = prepared.get(key) ?? createSecretKey(octets(key));
  prepared.set(key, known);
  return known;
}
