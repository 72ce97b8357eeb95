import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BerReader, tags } from './ber.ts';
import { answeredId, decodeCommunityMessage, encodeCommunityMessage } from './message.ts';
import { formatOid, oid } from './oid.ts';
import { valueTags, type Varbind } from './varbind.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

const decodeResponse = (octets: Uint8Array) => decodeCommunityMessage('v2c', octets);

/** A response for sysUpTime.0 (12345 ticks), written by hand after RFC 3416: id 0x01020304, community "public". */
const uptime = hex(
  '302f 020101 0406 7075626c6963 a222 020401020304 020100 020100 3014 3012 0608 2b06010201010300 4306 000000003039',
);

/** Wrap varbind octets into a response. */
function response(varbind: string): Uint8Array {
  const list = hex(varbind);
  const pdu = Buffer.concat([hex('020101 020100 020100'), Buffer.from([0x30, list.length]), list]);
  const inner = Buffer.concat([hex('020101 0400'), Buffer.from([0xa2, pdu.length]), pdu]);
  return Buffer.concat([Buffer.from([0x30, inner.length]), inner]);
}
const varbindOf = (value: string): Varbind => {
  const octets = hex(value).length;
  const varbind = `30${(octets + 4).toString(16).padStart(2, '0')} 0602 2b06 ${value}`;
  const [first] = decodeResponse(response(varbind))?.varbinds ?? [];
  if (!first) throw new Error('the response was not read');
  return first;
};

describe('SNMPv2c messages', () => {
  test('a truncated response is no response, wherever it is cut', () => {
    for (let length = 0; length < uptime.length; length++)
      expect(decodeResponse(uptime.subarray(0, length))).toBeUndefined();
  });

  test('a request, another version or a trap is no response', () => {
    const changed = (at: number, octet: number): Uint8Array =>
      Uint8Array.from(uptime, (old, i) => (i === at ? octet : old));
    expect(decodeResponse(changed(4, 0))).toBeUndefined();
    expect(decodeResponse(changed(13, 0xa0))).toBeUndefined();
    expect(decodeResponse(changed(13, 0xa7))).toBeUndefined();
  });

  test('a response gives id, status and values', () => {
    const decoded = decodeResponse(uptime);
    expect(decoded).toMatchObject({ requestId: 0x01020304, errorStatus: 0, errorIndex: 0 });
    expect(formatOid(decoded?.varbinds.at(0)?.oid ?? oid('0.0'))).toBe('1.3.6.1.2.1.1.3.0');
    expect([...(decoded?.varbinds ?? [])].map((varbind) => varbind.number())).toEqual([12345]);
  });

  test.each([
    ['an integer', '0201ff', -1],
    ['a counter of 32 bits', '4104ffffffff', 4294967295],
    ['a counter of 64 bits above 2^63', '460900ffffffffffffffff', 18446744073709551615],
    ['a gauge of no octets, which some agents send,', '4200', undefined],
    ['a gauge of ten octets', '420a00000000000000000000', undefined],
    ['an opaque float', '44079f7804 42f70000', 123.5],
    ['an opaque double', '440b9f7908 405ee00000000000', 123.5],
    ['an opaque value of another kind', '44039f7800', undefined],
    ['text', '0403313233', undefined],
    ['noSuchInstance', '8100', undefined],
    ['null', '0500', undefined],
  ])('%s is read as a number or as unknown, and costs no other value', (_what, octets, expected) => {
    expect(varbindOf(octets).number()).toBe(expected);
  });

  test('text and numbers are told apart, and both from what the agent does not have', () => {
    expect(varbindOf('0403313233').octets()).toEqual(Uint8Array.from([0x31, 0x32, 0x33]));
    expect(varbindOf('020101').octets()).toBeUndefined();
    expect(['0500', '8000', '8100', '8200', '0400'].map((octets) => varbindOf(octets).absent)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(varbindOf('8200').tag).toBe(valueTags.endOfMibView);
  });

  test('a GETBULK request reads back field by field', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 31 - 1),
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.nat(20),
        fc.nat(70_000),
        fc.array(fc.array(fc.nat(0xffffffff), { maxLength: 12 }), { maxLength: 40 }),
        (requestId, community, nonRepeaters, maxRepetitions, tails) => {
          const oids = tails.map((tail) => oid(['1.3', ...tail].join('.')));
          const request = { type: 'getBulk', nonRepeaters, maxRepetitions, oids } as const;
          const octets = encodeCommunityMessage({ version: 'v2c', community }, requestId, request);
          expect(answeredId(octets)).toBe(requestId);
          const message = new BerReader(octets).enter(tags.sequence);
          expect(message.integer()).toBe(1);
          expect(Buffer.from(message.octets(tags.octetString)).toString()).toBe(community);
          const pdu = message.enter(0xa5);
          expect([pdu.integer(), pdu.integer(), pdu.integer()]).toEqual([requestId, nonRepeaters, maxRepetitions]);
          const list = pdu.enter(tags.sequence);
          for (const expected of oids) {
            const varbind = list.enter(tags.sequence);
            expect(Buffer.from(varbind.octets(tags.oid)).equals(expected)).toBe(true);
            expect(varbind.octets(tags.null)).toHaveLength(0);
          }
          expect(list.atEnd).toBe(true);
        },
      ),
    );
  });

  test('whatever comes from the network, the decoder neither throws nor hangs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => void decodeResponse(octets)),
      { numRuns: 2000 },
    );
    const mutation = fc.record({ at: fc.nat(uptime.length - 1), octet: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
        const octets = Uint8Array.from(uptime);
        for (const { at, octet } of mutations) octets[at] = octet;
        const decoded = decodeResponse(octets);
        // Whatever was made of it lies within the message.
        expect(decoded?.varbinds.length ?? 0).toBeLessThan(octets.length);
      }),
      { numRuns: 5000 },
    );
  });
});
