import { readSync, writeSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { AV_LOG_ERROR } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { decodeFrame, photoOf, planesOf, type Decoded } from './decodeFrame.ts';
import { readRequestHead, requestHeadOctets, writeReplyHead } from './messages.ts';

/**
 * The decoder process: what cameras send is decoded here, where a crash costs one frame. It takes requests from its standard
 * input and ends with it. H.264 marks what it concealed on the frame; H.265 only complains in ffmpeg's log, so the lines of the
 * log count, too.
 */
let complaints = 0;
Log.setLevel(AV_LOG_ERROR);
Log.setCallback(() => void complaints++, { maxLevel: AV_LOG_ERROR });

const [input, output] = [0, 1];
const head = Buffer.alloc(requestHeadOctets);
/** As large as the largest frame until now. */
let coded = Buffer.alloc(64 * 1024);
let last: Decoded = { damage: 0 };

while (fill(head)) {
  const { number, want, codec, length } = readRequestHead(head);
  if (length > coded.length) coded = Buffer.alloc(length);
  const data = coded.subarray(0, length);
  if (!fill(data)) break;
  complaints = 0;
  if (want !== 'jpegOfLast') {
    last.frame?.free();
    last = decodeFrame({ codec, data });
  }
  const { frame, damage } = last;
  const octets = frame && (want === 'planes' ? planesOf(frame) : photoOf(frame));
  // The lines come by the event loop: one poll lies between two turns.
  await turn();
  await turn();
  const errors = Math.max(damage, complaints);
  write(writeReplyHead({ number, errors, residentBytes: process.memoryUsage.rss(), length: octets?.length ?? 0 }));
  if (octets) write(octets);
}

/** @returns false where the input ends first */
function fill(octets: Buffer): boolean {
  for (let filled = 0; filled < octets.length;) {
    const read = readSync(input, octets, filled, octets.length - filled, null);
    if (read === 0) return false;
    filled += read;
  }
  return true;
}

function write(octets: Uint8Array): void {
  for (let written = 0; written < octets.length;) written += writeSync(output, octets, written);
}
