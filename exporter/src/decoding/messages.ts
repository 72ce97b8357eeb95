import { z } from 'zod';

export const codecs = ['H264', 'H265', 'JPEG'] as const;

const octets = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A picture that can be decoded without others, as a camera sent it. */
const coded = {
  codec: z.enum(codecs),
  /** Annex B with the parameter sets first, or a JPEG file. */
  data: octets,
};
export type CodedFrame = z.infer<z.ZodObject<typeof coded>>;

/** To the decoder process. `planes`: what is judged; `jpeg`: what a person looks at. */
export const decodeRequest = z.strictObject({ number: z.int(), want: z.enum(['planes', 'jpeg']), ...coded });
export type DecodeRequest = z.infer<typeof decodeRequest>;
export type Wanted = DecodeRequest['want'];

/** From the decoder process. */
export const decodeReply = z.strictObject({
  number: z.int(),
  /** Absent where the frame could not be decoded. */
  octets: octets.optional(),
  /** What the decoder complained of. */
  errors: z.int().min(0),
  /** Resident memory of the process. */
  residentBytes: z.int(),
});
export type DecodeReply = z.infer<typeof decodeReply>;
