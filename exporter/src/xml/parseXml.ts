import { XmlElement } from './element.ts';

/** A text that is not XML as SOAP allows it. The message holds nothing of the text. */
export class XmlError extends Error {
  constructor(message: string, offset: number) {
    super(`${message} at character ${offset}`);
    this.name = 'XmlError';
  }
}

const maxDepth = 64;
const maxElements = 50_000;
const maxAttributes = 64;

const declaration = /^<\?xml\s[^?>]*\?>/;
const name = /[^\s/>="'<&]+/y;
const attribute = /\s+([^\s/>="'<&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const endOfStart = /\s*(\/?)>/y;
const endTag = /<\/([^\s/>="'<&]+)\s*>/y;

const localName = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);
const prefixOf = (qualified: string): string => qualified.slice(0, Math.max(0, qualified.indexOf(':')));

/** An element that is begun: its name as it was written, and the namespaces by their prefixes within it. */
interface Open {
  element: XmlElement;
  qualified: string;
  scope: ReadonlyMap<string, string>;
}

/**
 * Reads XML 1.0 as far as SOAP messages may use it: no document type, no processing instructions (SOAP 1.2 part 1 section 5), so
 * no entities but the five and characters by number. Bounded in depth and elements, linear in time. @throws XmlError
 */
export function parseXml(text: string): XmlElement {
  const start = text.codePointAt(0) === 0xfeff ? 1 : 0;
  let at = start + (declaration.exec(text.slice(start, start + 256))?.[0].length ?? 0);
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const through = (end: string): string => {
    const to = text.indexOf(end, at);
    if (to < 0) throw new XmlError(`no "${end}"`, at);
    const between = text.slice(at, to);
    at = to + end.length;
    return between;
  };
  const document = new XmlElement('', '', new Map());
  const outermost: Open = { element: document, qualified: '', scope: new Map() };
  const open = [outermost];
  let elements = 0;
  for (;;) {
    const { element: inside, scope } = open.at(-1) ?? outermost;
    const next = text.indexOf('<', at);
    const between = text.slice(at, next < 0 ? undefined : next);
    if (inside === document && between.trim() !== '') throw new XmlError('text outside of the root', at);
    if (inside !== document) inside.text += decoded(between, at);
    at = next < 0 ? text.length : next;
    if (next < 0) break;
    if (text.startsWith('<!--', at)) {
      at += 4;
      through('-->');
    } else if (text.startsWith('<![CDATA[', at) && inside !== document) {
      at += 9;
      inside.text += through(']]>');
    } else if (text.startsWith('</', at)) {
      const [, qualified] = match(endTag) ?? [];
      if (qualified === undefined || open.pop()?.qualified !== qualified)
        throw new XmlError('an end that was not begun', at);
    } else {
      at += 1;
      const begun = at;
      const [qualified] = match(name) ?? [];
      if (qualified === undefined || qualified.startsWith('!') || qualified.startsWith('?'))
        throw new XmlError('a document type, an instruction or no name', begun);
      const attributes = new Map<string, string>();
      const declared = new Map<string, string>();
      for (let found = match(attribute); found; found = match(attribute)) {
        const [, key = '', quoted, single] = found;
        if (attributes.size + declared.size >= maxAttributes) throw new XmlError('too many attributes', begun);
        const value = decoded(quoted ?? single ?? '', begun);
        if (key === 'xmlns') declared.set('', value);
        else if (key.startsWith('xmlns:')) declared.set(localName(key), value);
        else attributes.set(localName(key), value);
      }
      const end = match(endOfStart);
      if (!end) throw new XmlError('a start without an end', begun);
      if (inside === document && document.children.length > 0) throw new XmlError('more than one root', begun);
      if (++elements > maxElements) throw new XmlError('too many elements', begun);
      const within = declared.size === 0 ? scope : new Map([...scope, ...declared]);
      const namespace = within.get(prefixOf(qualified)) ?? '';
      const element = new XmlElement(localName(qualified), namespace, attributes);
      inside.children.push(element);
      if (end[1] === '') open.push({ element, qualified, scope: within });
      if (open.length > maxDepth) throw new XmlError('too deep', begun);
    }
  }
  const [root] = document.children;
  if (!root || open.length > 1) throw new XmlError('the end is missing', at);
  return root;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decoded(text: string, offset: number): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));|&/g, (_whole, decimal, hex, named) => {
    const number = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : undefined;
    const known = number === undefined ? entities.get(named) : character(number);
    if (known === undefined) throw new XmlError('an entity that nobody knows', offset);
    return known;
  });
}

const character = (number: number): string | undefined =>
  number > 0 && number <= 0x10ffff && (number < 0xd800 || number > 0xdfff) ? String.fromCodePoint(number) : undefined;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as it stands in an element or a quoted attribute. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (found) => escapes[found] ?? found);
