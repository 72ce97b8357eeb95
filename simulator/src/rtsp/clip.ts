import { picturesPerSecond, profiles, type Recipe } from '../picture/recipe.ts';
import { codecs, type Codec } from './codecs.ts';
import { accessUnits } from './nalUnits.ts';
import { packetise, type Frame } from './packets.ts';

/** Some seconds of video that begin anew for ever, ready to be sent. */
export interface Clip {
  codec: Codec;
  /** What is sent at each moment, `picturesPerSecond` of them a second; nothing at some where the frame rate is low. */
  moments: readonly (Frame | undefined)[];
  /** What a decoder needs first, in order. */
  parameterSets: readonly Buffer[];
  kilobitsPerSecond: number;
}

/** The clip of a recipe from its coded stream. @throws Error for a stream without parameter sets. */
export function clipOf(stream: Buffer, { codec: name, coding, look, stream: profile }: Recipe): Clip {
  const codec = codecs[name];
  const { kilobitsPerSecond } = profiles[profile];
  const units = accessUnits(stream, codec);
  const parameterSets = codec.parameterSets.map((type) => {
    const found = units[0]?.find((nal) => codec.typeOf(nal) === type);
    if (!found) throw new Error('the clip does not begin with its parameter sets; remove it to have it made anew');
    return found;
  });
  const wanted = Math.round((kilobitsPerSecond * 1000) / 8 / picturesPerSecond);
  const sent = units.map((unit) => {
    if (coding === 'filler_only') return [codec.filler(wanted)];
    if (coding === 'no_key_frames' && unit.some((nal) => codec.isKey(codec.typeOf(nal)))) return [];
    return look === 'frozen' ? filled(unit, wanted, codec) : unit;
  });
  const everyNth = coding === 'low_frame_rate' ? 3 : 1;
  const moments = sent.flatMap((unit) => [
    unit.length === 0 ? undefined : packetise(unit, codec),
    ...Array.from({ length: everyNth - 1 }, () => undefined),
  ]);
  return { codec, moments, parameterSets, kilobitsPerSecond };
}

/** A camera with a constant bit rate fills up what a picture that does not change leaves over. */
function filled(unit: Buffer[], octets: number, codec: Codec): Buffer[] {
  const missing = octets - unit.reduce((sum, nal) => sum + nal.length, 0);
  return missing > codec.headerOctets ? [...unit, codec.filler(missing)] : unit;
}
