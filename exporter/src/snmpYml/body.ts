import { gunzipSync, gzipSync } from 'node:zlib';

/** What an HTTP answer carries. */
export interface Body {
  octets: Buffer;
  /** Compressed by gzip. */
  packed: boolean;
}

/** Below this, compressing costs more than it saves: three frames at most. */
const packedFrom = 4096;

/** Lines repeat within a few hundred octets: a larger window only has to be cleared. */
const gzipOptions = { level: 1, windowBits: 13 };

/** A copy of a text as it is sent to who takes gzip, as Prometheus does. */
export const bodyOf = (text: Uint8Array): Body =>
  text.length < packedFrom
    ? { octets: Buffer.from(text), packed: false }
    : { octets: gzipSync(text, gzipOptions), packed: true };

/** The octets for who does not take gzip. */
export const unpacked = ({ octets, packed }: Body): Buffer => (packed ? gunzipSync(octets) : octets);
