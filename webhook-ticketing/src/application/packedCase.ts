import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { recordedCase, type RecordedCase } from '@roundsman/contract/recordedCase.ts';
import { canonicalJson } from '../domain/eventChain.ts';
import { textSha256 } from '../domain/recordedCase/recordCase.ts';

/** What no case comes near to; a file that unpacks to more is none of ours. */
const mostBytes = 64 * 1024 * 1024;

/** A case as it is kept and handed out: canonical JSON, packed by gzip; the hash is of the text, whoever packed it. */
export async function packCase(recorded: RecordedCase): Promise<{ body: Uint8Array; sha256: string }> {
  const text = canonicalJson(recorded);
  return { body: await promisify(gzip)(text), sha256: textSha256(text) };
}

/**
 * The case with its hash, which is of what was written and not of how it is read today. Throws for what is not packed, not JSON, or
 * no recorded case.
 */
export async function unpackCase(body: Uint8Array): Promise<{ recorded: RecordedCase; sha256: string }> {
  const text = await promisify(gunzip)(body, { maxOutputLength: mostBytes });
  const value: unknown = JSON.parse(text.toString('utf8'));
  return { recorded: recordedCase.parse(value), sha256: textSha256(canonicalJson(value)) };
}
