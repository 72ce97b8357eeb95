import { describe, expect, test } from '@jest/globals';
import { Exposition } from '../probe/exposition.ts';
import type { Target } from '../targets.ts';
import { plainTarget } from '../targets.fixture.ts';
import { StreamBook } from './streamBook.ts';
import type { StreamFigures, StreamName } from './streamFigures.ts';

const cameraOf = (id: string, mainStreamPath?: string): Target =>
  plainTarget({ id, kind: 'camera', modules: ['rtsp'], ...(mainStreamPath === undefined ? {} : { mainStreamPath }) });
const camera = cameraOf('camera-1', '/main');

function bookAt(start: number): {
  book: StreamBook;
  pass: (seconds: number) => void;
  saw: (stream: StreamName) => void;
} {
  let now = start;
  const book = new StreamBook(300, () => now);
  const saw = (stream: StreamName): void => {
    const add = (exposition: Exposition): void => exposition.add('stream_frames', 1, `{stream="${stream}"}`);
    const figures: StreamFigures = { stream, at: now, windowSeconds: 3, kilobitsPerSecond: 500, add };
    book.visited('camera-1', stream, figures);
  };
  return { book, pass: (seconds) => void (now += seconds * 1000), saw };
}
const shown = (book: StreamBook): string[] => {
  const exposition = new Exposition();
  book.show('camera-1', exposition);
  return [...exposition.text().matchAll(/stream="(\w+)"/g)].map(([, stream = '']) => stream);
};

describe('the main stream of a camera', () => {
  test('that fails stays due, so that its failure is seen at each visit', () => {
    const { book, pass, saw } = bookAt(0);
    expect(book.due(camera)).toBe('watched');
    pass(300);
    book.visited('camera-1', 'main', undefined);
    expect(book.due(camera)).toBe('main');
    saw('main');
    expect(book.due(camera)).toBe('watched');
  });

  test('is never due where the inventory has none', () => {
    const { book, pass } = bookAt(0);
    const other = cameraOf('camera-1');
    book.due(other);
    pass(3000);
    expect(book.due(other)).toBe('watched');
  });

  test('is due once in its time, at another moment for each camera', () => {
    const { book, pass } = bookAt(0);
    const cameras = Array.from({ length: 200 }, (_, at) => cameraOf(`camera-${at}`, '/main'));
    expect(cameras.filter((one) => book.due(one) === 'main')).toHaveLength(0);
    pass(150);
    const half = cameras.filter((one) => book.due(one) === 'main').length;
    expect(half).toBeGreaterThan(60);
    expect(half).toBeLessThan(140);
    pass(150);
    expect(cameras.every((one) => book.due(one) === 'main')).toBe(true);
  });

  test('shows its figures beside those of the other, until they are old or nothing is known any more', () => {
    const { book, pass, saw } = bookAt(0);
    saw('watched');
    saw('main');
    expect(shown(book)).toEqual(['watched', 'main']);
    book.visited('camera-1', 'watched', undefined);
    expect(shown(book)).toEqual(['main']);
    pass(901);
    expect(shown(book)).toEqual([]);
  });
});

test('a camera that gives no sign of life shows nothing of either stream, nor what it sent while it went down', () => {
  const { book, pass, saw } = bookAt(0);
  saw('main');
  saw('watched');
  pass(300);
  expect(book.due(camera)).toBe('main');
  book.silent('camera-1');
  expect(shown(book)).toEqual([]);
  expect(book.due(camera)).toBe('main');
});
