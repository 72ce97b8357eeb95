import { maxKeyFrames, type KeyFrame } from './keyFrame.ts';
import type { PictureAssembler, UnitVisitor, VideoCodec } from './videoCodec.ts';

/** More than any camera has of one type. */
const maxParameterSets = 8;

/** Keeps the last key frames of a stream as they came, put together from their packets. */
export class KeyFrameKeeper {
  readonly #codec: VideoCodec;
  readonly #parameterSets = new Map<number, Buffer[]>();
  #assembler: PictureAssembler | undefined;
  #timestamp = 0;
  #packetTimestamp = 0;
  /** A packet is missing just before the one at hand. */
  #gap = false;
  #damaged = false;
  #at = 0;
  readonly frames: KeyFrame[] = [];

  constructor(codec: VideoCodec, parameterSets: readonly Uint8Array[]) {
    this.#codec = codec;
    for (const set of parameterSets)
      codec.visitUnits(Buffer.from(set), 0, set.length, (type, _begins, octets) => this.parameterSet(type, octets));
  }

  /** A packet begins; its units follow. */
  packet(timestamp: number, gap: boolean): void {
    if (this.#assembler && timestamp !== this.#timestamp) this.pictureEnds();
    this.#packetTimestamp = timestamp;
    this.#gap = gap;
    if (gap) this.#damaged = true;
  }

  /** Old sets stay, the newest last: a decoder takes the last one of each number, and no number has to be read. */
  parameterSet(type: number, unit: Buffer): void {
    if (!this.#codec.parameterSets.includes(type)) return;
    const sets = this.#parameterSets.get(type) ?? [];
    const known = sets.findIndex((set) => set.equals(unit));
    const set = sets[known] ?? Buffer.from(unit);
    if (known >= 0) sets.splice(known, 1);
    sets.push(set);
    if (sets.length > maxParameterSets) sets.shift();
    this.#parameterSets.set(type, sets);
  }

  /** A unit of a key picture. */
  readonly unit: UnitVisitor = (type, begins, octets, from, to, header) => {
    if (!this.#assembler) {
      this.#assembler = this.#codec.assemble(
        this.#codec.parameterSets.flatMap((set) => this.#parameterSets.get(set) ?? []),
      );
      this.#timestamp = this.#packetTimestamp;
      this.#damaged = this.#gap;
      this.#at = Date.now();
    }
    this.#assembler.add(type, begins, octets, from, to, header);
  };

  pictureEnds(): void {
    const data = this.#assembler?.finish();
    this.#assembler = undefined;
    if (!data) return;
    this.frames.push({ codec: this.#codec.name, data, at: this.#at, damaged: this.#damaged });
    if (this.frames.length > maxKeyFrames) this.frames.shift();
  }
}
