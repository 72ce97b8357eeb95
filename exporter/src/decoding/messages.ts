import { z } from 'zod';

export const codecs = ['H264', 'H265', 'JPEG'] as const;

/** A picture that can be decoded without others, as a camera sent it. */
export interface CodedFrame {
  codec: (typeof codecs)[number];
  /** Annex B with the parameter sets first, or a JPEG file. */
  data: Uint8Array;
}

/** `planes`: what is judged; `jpeg`: what a person looks at; `jpegOfLast`: the same of the frame that was decoded last, which is not sent again. */
const wanted = ['planes', 'jpeg', 'jpegOfLast'] as const;
export type Wanted = (typeof wanted)[number];

/**
 * What is said over the pipes of the decoder process: a head of fixed length, then octets as they are. Structured messages of
 * node cost a third of what decoding a small picture does.
 */

/** What precedes a coded picture on its way to the decoder process. */
const requestHead = z.strictObject({
  number: z.uint32(),
  want: z.enum(wanted),
  codec: z.enum(codecs),
  /** Octets of the coded picture, which follow. */
  length: z.uint32(),
});
export type RequestHead = z.infer<typeof requestHead>;
export const requestHeadOctets = 10;

export function writeRequestHead({ number, want, codec, length }: RequestHead): Buffer {
  const head = Buffer.alloc(requestHeadOctets);
  head.writeUInt32LE(number, 0);
  head[4] = wanted.indexOf(want);
  head[5] = codecs.indexOf(codec);
  head.writeUInt32LE(length, 6);
  return head;
}

/** @throws ZodError for what is none */
export const readRequestHead = (head: Buffer): RequestHead =>
  requestHead.parse({
    number: head.readUInt32LE(0),
    want: wanted[head.readUInt8(4)],
    codec: codecs[head.readUInt8(5)],
    length: head.readUInt32LE(6),
  });

/** More is no picture of the decoder's: twice what 4:2:0 of the largest JPEG takes. */
export const maxReplyOctets = 4 * 1024 * 1024;

/** What precedes a picture, or tells that there is none, on its way from the decoder process. */
const replyHead = z.strictObject({
  number: z.uint32(),
  /** What the decoder complained of. */
  errors: z.uint32(),
  /** Resident memory of the process. */
  residentBytes: z.number().min(0),
  /** Octets of the picture, which follow; 0 where the frame could not be decoded. */
  length: z.uint32().max(maxReplyOctets),
});
export type ReplyHead = z.infer<typeof replyHead>;
export const replyHeadOctets = 20;

export function writeReplyHead({ number, errors, residentBytes, length }: ReplyHead): Buffer {
  const head = Buffer.alloc(replyHeadOctets);
  head.writeUInt32LE(number, 0);
  head.writeUInt32LE(errors, 4);
  head.writeDoubleLE(residentBytes, 8);
  head.writeUInt32LE(length, 16);
  return head;
}

/** @throws ZodError for what is none */
export const readReplyHead = (head: Buffer): ReplyHead =>
  replyHead.parse({
    number: head.readUInt32LE(0),
    errors: head.readUInt32LE(4),
    residentBytes: head.readDoubleLE(8),
    length: head.readUInt32LE(16),
  });
