import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { XmlElement } from './element.ts';
import { escapeXml, parseXml, XmlError } from './parseXml.ts';

describe('a message that is refused', () => {
  test.each([
    ['that declares a document type', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['with an instruction inside', '<a><?go now?></a>'],
    ['with an entity of its own', '<a>&b;</a>'],
    ['with an ampersand alone', '<a>b & c</a>'],
    ['with half of a surrogate pair', '<a>&#xD800;</a>'],
    ['with a character that Unicode does not have', '<a>&#x110000;</a>'],
    ['with two roots', '<a/><b/>'],
    ['with text before the root', 'HTTP <a/>'],
    ['that ends early', '<a><b></b>'],
    ['whose elements cross', '<a><b></a></b>'],
    ['whose comment does not end', '<a><!-- </a>'],
    ['with an attribute without quotes', '<a b=c/>'],
    ['that is empty', ''],
    ['deeper than any of ours', '<a>'.repeat(100) + '</a>'.repeat(100)],
    ['of more elements than any of ours', `<a>${'<b/>'.repeat(60_000)}</a>`],
    ['with more attributes than any of ours', `<a${Array.from({ length: 100 }, (_, at) => ` b${at}=""`).join('')}/>`],
  ])('is one %s', (_name, text) => {
    expect(() => parseXml(text)).toThrow(XmlError);
  });

  test('is named without anything that it says', () => {
    expect(() => parseXml('<a>&secret;</a>')).toThrow(/^an entity that nobody knows at character 3$/);
  });
});

test('elements are found by local names, attributes and namespaces kept, CDATA and comments understood', () => {
  const root = parseXml(
    '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<s:E xmlns:s="urn:s" xmlns="urn:d"><B c:d="1 &lt; 2" xmlns:c="urn:c">x<!-- y -->&#x4E2D;<![CDATA[<&>]]></B><s:B/></s:E>\n',
  );
  expect([root.name, root.namespace]).toEqual(['E', 'urn:s']);
  expect(root.children.map(({ name, namespace }) => [name, namespace])).toEqual([
    ['B', 'urn:d'],
    ['B', 'urn:s'],
  ]);
  expect(root.at('B')?.attributes).toEqual(new Map([['d', '1 < 2']]));
  expect(root.textAt('B')).toBe('x中<&>');
});

interface Tree {
  name: string;
  text: string;
  children: Tree[];
}
const elementWith = (children: fc.Arbitrary<Tree[]>): fc.Arbitrary<Tree> =>
  fc.record({ name: fc.stringMatching(/^[A-Za-z][\w.-]{0,8}$/), text: fc.string({ unit: 'binary' }), children });
const some = (of: fc.Arbitrary<Tree>): fc.Arbitrary<Tree[]> => fc.array(of, { maxLength: 3 });
const tree = elementWith(some(elementWith(some(elementWith(fc.constant([]))))));
const written = ({ name, text, children }: Tree): string =>
  `<${name}>${escapeXml(text)}${children.map(written).join('')}</${name}>`;
const read = ({ name, text, children }: XmlElement): Tree => ({ name, text, children: children.map(read) });

test('whatever is written is read again', () => {
  fc.assert(fc.property(tree, (given) => expect(read(parseXml(written(given)))).toEqual(given)));
});

test('whatever comes is read or refused, and never takes long', () => {
  const piece = fc.constantFrom(
    '<',
    '</',
    '>',
    '/>',
    '<a',
    ' b="',
    '"',
    '&',
    '&amp;',
    ';',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    ' ',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      try {
        parseXml(pieces.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(XmlError);
      }
    }),
    { numRuns: 5000 },
  );
  const begun = performance.now();
  for (const text of [
    '<a ' + 'b '.repeat(500_000),
    '<a' + ' '.repeat(1_000_000),
    '<' + 'a'.repeat(1_000_000),
    '<a>' + '&'.repeat(3),
  ])
    expect(() => parseXml(text)).toThrow(XmlError);
  expect(performance.now() - begun).toBeLessThan(2000);
});
