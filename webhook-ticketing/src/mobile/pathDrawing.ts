import type { PathRow, Standing } from '@roundsman/contract/explanation.ts';
import { elementKindNames } from '@roundsman/contract/names.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { html, type Html, type Part } from './html.ts';
import type { Visit } from './visit.ts';

export const standingNames: Record<Standing, LocalizedText> = {
  dead: { en: 'dead', zh: '中断' },
  impaired: { en: 'impaired', zh: '异常' },
  alive: { en: 'alive', zh: '正常' },
  unknown: { en: 'not read', zh: '无读数' },
};

const words = {
  point: { en: 'fault point', zh: '故障点' },
  candidate: { en: 'candidate', zh: '候选' },
  behind: { en: 'behind: ', zh: '下挂：' },
  also: { en: 'also from', zh: '另接' },
  since: { en: 'since', zh: '自' },
};

/** As wide as a phone leaves it; drawn larger where there is more room. */
const width = 300;
const rowHeight = 42;
/** Of a name, and of what is said below it: type size, and what a second line adds to the row. */
const nameType = { size: 14, line: 16 };
const aboutType = { size: 11.5, line: 14 };
/** The name of the fault point is bold, which takes more room. */
const boldType = { size: 15.5, line: 16 };
const indent = 13;
const radius = 7;

/** A path as a tree: one line for each row, with a sign of its own for each standing, so that no colour is needed to tell them. */
export function pathDrawing(
  visit: Visit,
  rows: readonly PathRow[],
  nameOf: (id: string) => string,
  title: string,
): Html {
  const depths: number[] = [];
  for (const { parent } of rows) depths.push(parent === null ? 0 : (depths[parent] ?? 0) + 1);
  const xOf = (index: number): number => 10 + (depths[index] ?? 0) * indent;
  const roomOf = (index: number): number => width - xOf(index) - radius - 8;
  const texts = rows.map((row, index) => ({
    name: wrapped(rowName(visit, row, nameOf).split(' '), ' ', roomOf(index), row.rank === 0 ? boldType : nameType),
    about: wrapped(aboutParts(visit, row, nameOf), ' · ', roomOf(index), aboutType),
  }));
  const tops: number[] = [];
  let height = 4;
  for (const { name, about } of texts) {
    tops.push(height);
    height += rowHeight + (name.length - 1) * nameType.line + (about.length - 1) * aboutType.line;
  }
  const at = (index: number) => ({ x: xOf(index), y: 16 + (tops[index] ?? 0) });
  const lines = rows.map(({ parent }, index) => {
    if (parent === null) return null;
    const [from, to] = [at(parent), at(index)];
    return html`<path class="way" d="M${from.x} ${from.y + radius} V${to.y} H${to.x - radius}" />`;
  });
  return html`<svg class="paths" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
    ${lines}
    ${rows.map((row, index) => {
      const { x, y } = at(index);
      const { name = [], about = [] } = texts[index] ?? {};
      const textX = x + radius + 7;
      const aboutY = y + 14 + (name.length - 1) * nameType.line;
      return html`<g class="${row.rank === 0 ? 'point' : ''}">
        <title>${rowName(visit, row, nameOf)} · ${rowAbout(visit, row, nameOf)}</title>
        ${sign(row.standing, x, y)}
        <text class="name" x="${textX}" y="${y - 1}">${textLines(name, textX, nameType)}</text>
        <text class="about" x="${textX}" y="${aboutY}">${textLines(about, textX, aboutType)}</text>
      </g>`;
    })}
  </svg>`;
}

/** Cross, half, full and empty. */
export function sign(standing: Standing, x: number, y: number): Html {
  const r = radius;
  switch (standing) {
    case 'dead':
      return html`<g class="sign dead">
        <circle cx="${x}" cy="${y}" r="${r}" />
        <path d="M${x - 3} ${y - 3} l6 6 m0 -6 l-6 6" />
      </g>`;
    case 'impaired':
      return html`<g class="sign impaired">
        <circle cx="${x}" cy="${y}" r="${r}" />
        <path d="M${x} ${y - r} a${r} ${r} 0 0 1 0 ${2 * r} z" />
      </g>`;
    case 'alive':
      return html`<g class="sign alive"><circle cx="${x}" cy="${y}" r="${r}" /></g>`;
    case 'unknown':
      return html`<g class="sign unknown"><circle cx="${x}" cy="${y}" r="${r}" /></g>`;
  }
}

/** `Feeder 3`, or `12 × Camera`. */
export function rowName({ say }: Visit, { kind, count, elements }: PathRow, nameOf: (id: string) => string): string {
  const [first = ''] = elements;
  const kindName = say(elementKindNames[kind]);
  if (count > 1) return `${String(count)} × ${kindName}`;
  const name = nameOf(first);
  return name === first ? `${kindName} ${first}` : name;
}

/** How it stands, since when, and what hangs on it undrawn. */
export const rowAbout = (visit: Visit, row: PathRow, nameOf: (id: string) => string): string =>
  aboutParts(visit, row, nameOf).join(' · ');

function aboutParts(visit: Visit, row: PathRow, nameOf: (id: string) => string): string[] {
  const { say, language } = visit;
  const parts = [say(standingNames[row.standing])];
  if (row.rank === 0) parts.unshift(say(words.point));
  else if (row.rank !== null) parts.unshift(`${say(words.candidate)} ${String(row.rank + 1)}`);
  const behind = countsText(visit, row.behind);
  if (behind !== '') parts.push(`${say(words.behind)}${behind}`);
  if (row.badSince !== null) parts.push(`${say(words.since)} ${visit.time(row.badSince)}`);
  if (row.alsoFrom.length > 0) {
    parts.push(`${say(words.also)} ${row.alsoFrom.map(nameOf).join(language === 'zh' ? '、' : ', ')}`);
  }
  return parts;
}

/** `12 dead, 3 alive`; empty where there is nothing. */
export function countsText({ say, language }: Visit, counts: PathRow['behind']): string {
  const said = (['dead', 'impaired', 'alive', 'unknown'] as const).flatMap((standing) => {
    const count = counts[standing];
    if (count === 0) return [];
    const name = say(standingNames[standing]);
    return [language === 'zh' ? `${name} ${String(count)}` : `${String(count)} ${name}`];
  });
  return said.join(language === 'zh' ? '、' : ', ');
}

const widthOf = (character: string, size: number): number => (/[\u2e80-\uffef]/.test(character) ? 1 : 0.56) * size;
const lengthOf = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + widthOf(character, size), 0);

/** Text of an SVG does not wrap by itself: parts that have no room beside those before them begin a second line, never a third. */
function wrapped(parts: readonly string[], between: string, room: number, { size }: typeof nameType): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer = last === undefined ? part : `${last}${between}${part}`;
    if (last !== undefined && lines.length === 1 && lengthOf(longer, size) > room) lines.push(part);
    else lines.splice(-1, 1, longer);
  }
  return lines.map((line) => fitted(line, room, size));
}

const textLines = (lines: readonly string[], x: number, { line }: typeof nameType): Part =>
  lines.map((text, number) => (number === 0 ? text : html`<tspan x="${x}" dy="${line}">${text}</tspan>`));

/** What does not fit even so ends in an ellipsis; the whole is its title. */
function fitted(text: string, room: number, size: number): string {
  let used = 0;
  let fits = '';
  for (const character of text) {
    used += widthOf(character, size);
    if (used > room) return `${fits.slice(0, -1)}…`;
    fits += character;
  }
  return fits;
}
