import fc from 'fast-check';
import { decodeCommunityMessage, answeredId, encodeCommunityMessage } from './message.ts';
import { oid } from './oid.ts';
import type { SnmpResponse } from './pdu.ts';
import { localKeys } from './usm/keys.ts';
import { decodeUserMessage, encodeUserMessage } from './usm/message.ts';
import type { UserSecurity } from './usm/protocols.ts';

const request = {
  type: 'getBulk',
  nonRepeaters: 1,
  maxRepetitions: 25,
  oids: Array.from({ length: 12 }, (_, at) => oid(`1.3.6.1.2.1.31.1.1.1.${at + 1}.4294967295`)),
} as const;
const id = Buffer.from('80001f8804726f756e64', 'hex');
const user: UserSecurity = {
  version: 'v3',
  user: {
    username: 'guard',
    auth: { protocol: 'SHA256', password: 'auth-pass-phrase' },
    priv: { protocol: 'AES', password: 'priv-pass-phrase' },
  },
};
const engine = { id, keys: localKeys(user.user, id) };

/** The same octets as an answer: the tag of the PDU changed. */
function answered(octets: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(octets);
  copy[copy.indexOf(0xa5)] = 0xa2;
  return copy;
}
const seeds = [
  answered(encodeCommunityMessage({ version: 'v1', community: 'public' }, 0x01020304, request)),
  answered(encodeCommunityMessage({ version: 'v2c', community: 'public' }, 0x01020304, request)),
  encodeUserMessage(user, engine, { boots: 1, time: 2 }, 0x01020304, request),
  answered(
    encodeUserMessage({ version: 'v3', user: { username: 'guard' } }, engine, { boots: 1, time: 2 }, 7, request),
  ),
];

/** What an attacker or a broken agent does to a message. */
export const mutation = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), octet: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), octet: fc.constant(0) }),
  fc.record({ kind: fc.constant('grow' as const), at: fc.nat(), octet: fc.nat(255) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), octet: fc.nat(255) }),
);

export function mutate(
  octets: Uint8Array,
  { kind, at, octet }: { kind: string; at: number; octet: number },
): Uint8Array {
  const place = octets.length === 0 ? 0 : at % octets.length;
  switch (kind) {
    case 'cut':
      return octets.subarray(0, place);
    case 'grow':
      return Buffer.concat([octets, Buffer.alloc(at % 2000, octet)]);
    case 'repeat':
      return Buffer.concat([
        octets.subarray(0, place),
        octets.subarray(place - (octet % (place + 1))),
        octets.subarray(place),
      ]);
    default: {
      const copy = Uint8Array.from(octets);
      if (copy.length > 0) copy[place] = octet;
      return copy;
    }
  }
}

/** Messages that were answers once, and are not any more. */
export const hostileMessage = fc
  .tuple(fc.nat(seeds.length - 1), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([seed, mutations]) => mutations.reduce<Uint8Array>(mutate, seeds[seed] ?? new Uint8Array(0)));

/** Read a message in every way in which the exporter reads messages. @returns how many values were read */
export function readInEveryWay(octets: Uint8Array): number {
  answeredId(octets);
  const found: (SnmpResponse | undefined)[] = [
    decodeCommunityMessage('v1', octets),
    decodeCommunityMessage('v2c', octets),
    decodeUserMessage(user, engine, octets)?.response,
    decodeUserMessage(user, undefined, octets)?.response,
  ];
  let values = 0;
  for (const varbind of found.flatMap((response) => [...(response?.varbinds ?? [])])) {
    if (varbind.number() !== undefined || varbind.octets() !== undefined) values++;
  }
  return values;
}
