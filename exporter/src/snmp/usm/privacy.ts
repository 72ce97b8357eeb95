import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { MalformedBer } from '../ber.ts';
import { keyObject } from './keys.ts';
import { privProtocols, type PrivProtocol } from './protocols.ts';

/** The authoritative engine's clock (RFC 3414 section 2.2). */
export interface EngineClock {
  boots: number;
  time: number;
}

const saltOctets = 8;
const desBlock = 8;

/** Counts up from a random start, so that no salt comes twice under a key (RFC 3414 section 8.1.1.1, RFC 3826 section 3.1.2.1). */
let nextSalt = randomBytes(saltOctets).readBigUInt64BE();

/** Encrypt a scoped PDU; `salt` goes into the message as its privacy parameters. */
export function encrypt(
  protocol: PrivProtocol,
  key: Buffer,
  clock: EngineClock,
  plain: Uint8Array,
): { salt: Buffer; encrypted: Buffer } {
  nextSalt = BigInt.asUintN(64, nextSalt + 1n);
  const salt = Buffer.alloc(saltOctets);
  if (protocol === 'DES') {
    salt.writeUInt32BE(clock.boots);
    salt.writeUInt32BE(Number(nextSalt & 0xffffffffn), 4);
  } else salt.writeBigUInt64BE(nextSalt);
  const { name, secret, iv } = cipherOf(protocol, key, clock, salt);
  // Whole blocks or a stream: all of it comes out at once, and nothing is left for `final`.
  return { salt, encrypted: createCipheriv(name, secret, iv).update(protocol === 'DES' ? padded(plain) : plain) };
}

/** @throws MalformedBer for what cannot have been encrypted so */
export function decrypt(
  protocol: PrivProtocol,
  key: Buffer,
  clock: EngineClock,
  salt: Uint8Array,
  encrypted: Uint8Array,
): Buffer {
  if (salt.length !== saltOctets) throw new MalformedBer('privacy parameters of 8 octets were expected');
  if (protocol === 'DES' && encrypted.length % desBlock !== 0) throw new MalformedBer('not whole blocks of DES');
  const { name, secret, iv } = cipherOf(protocol, key, clock, salt);
  return createDecipheriv(name, secret, iv).setAutoPadding(false).update(encrypted);
}

/** To whole blocks of DES. */
const padded = (plain: Uint8Array): Buffer => Buffer.concat([plain], Math.ceil(plain.length / desBlock) * desBlock);

function cipherOf(
  protocol: PrivProtocol,
  key: Buffer,
  { boots, time }: EngineClock,
  salt: Uint8Array,
): { name: string; secret: KeyObject; iv: Buffer } {
  if (protocol === 'DES') {
    const preIv = key.subarray(8, 16);
    return { name: 'des-ede3-cbc', secret: keyObject(key, tripled), iv: xor(preIv, salt) };
  }
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(boots >>> 0);
  iv.writeUInt32BE(time >>> 0, 4);
  iv.set(salt, 8);
  return { name: privProtocols[protocol].cipher, secret: keyObject(key), iv };
}

/** OpenSSL 3 has no single DES without its legacy provider; three times the same key is the same cipher. */
const tripled = (key: Buffer): Buffer => Buffer.concat([key, key, key].map((once) => once.subarray(0, 8)));

const xor = (a: Uint8Array, b: Uint8Array): Buffer => Buffer.from(a.map((octet, at) => octet ^ (b[at] ?? 0)));
