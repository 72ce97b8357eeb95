import type { PathRow, Standing } from '@roundsman/contract/explanation.ts';
import { elementKindNames } from '@roundsman/contract/names.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { html, type Html } from './html.ts';
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
  behind: { en: 'behind:', zh: '下挂：' },
  also: { en: 'also from', zh: '另接' },
  since: { en: 'since', zh: '自' },
};

/** As wide as a phone leaves it; drawn larger where there is more room. */
const width = 300;
const rowHeight = 42;
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
  const at = (index: number) => ({ x: 10 + (depths[index] ?? 0) * indent, y: 20 + index * rowHeight });
  const height = rows.length * rowHeight + 4;
  const lines = rows.map(({ parent }, index) => {
    if (parent === null) return null;
    const [from, to] = [at(parent), at(index)];
    return html`<path class="way" d="M${from.x} ${from.y + radius} V${to.y} H${to.x - radius}" />`;
  });
  return html`<svg class="paths" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
    ${lines}
    ${rows.map((row, index) => {
      const { x, y } = at(index);
      const room = width - x - radius - 8;
      const [name, about] = [rowName(visit, row, nameOf), rowAbout(visit, row, nameOf)];
      return html`<g class="${row.rank === 0 ? 'point' : ''}">
        <title>${name} · ${about}</title>
        ${sign(row.standing, x, y)}
        <text class="name" x="${x + radius + 7}" y="${y - 1}">${fitted(name, room, 14)}</text>
        <text class="about" x="${x + radius + 7}" y="${y + 14}">${fitted(about, room, 11.5)}</text>
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
export function rowAbout(visit: Visit, row: PathRow, nameOf: (id: string) => string): string {
  const { say, language } = visit;
  const parts = [say(standingNames[row.standing])];
  if (row.rank === 0) parts.unshift(say(words.point));
  else if (row.rank !== null) parts.unshift(`${say(words.candidate)} ${String(row.rank + 1)}`);
  const behind = countsText(visit, row.behind);
  if (behind !== '') parts.push(`${say(words.behind)} ${behind}`);
  if (row.badSince !== null) parts.push(`${say(words.since)} ${visit.time(row.badSince)}`);
  if (row.alsoFrom.length > 0) {
    parts.push(`${say(words.also)} ${row.alsoFrom.map(nameOf).join(language === 'zh' ? '、' : ', ')}`);
  }
  return parts.join(' · ');
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

/** Text of an SVG does not wrap: what does not fit ends in an ellipsis; the whole is its title. */
function fitted(text: string, room: number, size: number): string {
  const widthOf = (character: string): number => (/[\u2e80-\uffef]/.test(character) ? 1 : 0.56) * size;
  let used = 0;
  let fits = '';
  for (const character of text) {
    used += widthOf(character);
    if (used > room) return `${fits.slice(0, -1)}…`;
    fits += character;
  }
  return fits;
}
