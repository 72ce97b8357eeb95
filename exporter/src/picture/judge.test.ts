import { describe, expect, it } from '@jest/globals';
import { judge, type Judgement } from './judge.ts';
import { freshMemory, readMemory, writeMemory } from './memory.ts';
import { pictureBytes, pictureOf, type Picture } from './picture.ts';

const grey = (luma: number): Picture => {
  const picture = pictureOf(new Uint8Array(pictureBytes).fill(128));
  picture.luma.fill(luma);
  return picture;
};
const visit = (memory = freshMemory(), picture = grey(2)): Judgement =>
  judge(memory, { pictures: [{ picture, at: 0 }], decoderErrors: 0, packetsLost: 0, at: 0 });
const black = ({ verdicts }: Judgement) => verdicts.find(({ fault }) => fault === 'black');

describe('the judge', () => {
  it('suspects a black picture at once and confirms it at the third visit', () => {
    const first = visit();
    expect(black(first)).toMatchObject({ suspected: true, confirmed: false });
    const third = visit(visit(first.memory).memory);
    expect(black(third)).toMatchObject({ suspected: true, confirmed: true });
    expect(third.verdicts.filter(({ confirmed }) => confirmed)).toHaveLength(1);
  });
  it('goes on from a memory that was written and read', () => {
    const memory = readMemory(writeMemory(visit(visit().memory).memory));
    expect(black(visit(memory))).toMatchObject({ confirmed: true });
    expect(readMemory('{"version":0}')).toBeUndefined();
    expect(readMemory('no JSON')).toBeUndefined();
  });
  it('judges nothing of the picture where none could be decoded', () => {
    const { verdicts } = judge(freshMemory(), { pictures: [], decoderErrors: 1, packetsLost: 0, at: 0 });
    expect(verdicts.filter(({ score }) => score !== undefined).map(({ fault }) => fault)).toEqual(['mosaic']);
  });
});
