import { formatOid } from '../snmp/oid.ts';
import type { Varbind } from '../snmp/varbind.ts';
import type { VarbindList } from '../snmp/varbindList.ts';
import type { ScrapePlan } from './plan.ts';
import { render, type Rendered } from './render.ts';
import type { TextBuffer } from './textBuffer.ts';
import { octetsValue, textValue } from './value.ts';

/** What happened in a scrape, line by line, for `?debug=true`. Never holds a secret. */
export interface Explanation {
  readonly lines: string[];
}

/** A device that answers without end must not fill the memory with its explanation. */
const maxObjects = 5000;
const maxShown = 200;

/** `render`, with the walk and what each rule made of it written down. */
export function explainRules(
  plan: ScrapePlan,
  varbinds: VarbindList,
  text: TextBuffer,
  { lines }: Explanation,
): Rendered {
  lines.push('', 'What the agent has:');
  for (let at = 0; at < Math.min(varbinds.length, maxObjects); at++) {
    const varbind = varbinds.at(at);
    if (varbind) lines.push(`  ${formatOid(varbind.oid)} = ${shown(varbind)}`);
  }
  if (varbinds.length > maxObjects) lines.push(`  … and ${varbinds.length - maxObjects} more`);
  lines.push('', 'What the rules make of it:');
  const used = new Set<string>();
  const rendered = render(plan, varbinds, text, ({ column: { rule }, objects, samples, skipped }) => {
    if (!rule) return;
    const { name, oid, type } = rule.metric;
    used.add(name);
    const unfit = skipped === 0 ? '' : `, ${skipped} with a value that is no ${type}`;
    lines.push(`  ${name} (${oid}, ${type}): ${objects} objects, ${samples} samples${unfit}`);
  });
  const idle = plan.module.metrics.filter(({ name }) => !used.has(name)).map(({ name }) => name);
  if (idle.length > 0) lines.push(`  nothing for: ${[...new Set(idle)].join(', ')}`);
  for (const family of rendered.suspects)
    lines.push(`  ${plan.families[family]?.name ?? ''}: several rows came to the same labels`);
  return rendered;
}

function shown(varbind: Varbind): string {
  if (varbind.absent) return 'nothing';
  const octets = octetsValue(varbind);
  const printable = octets?.every((octet) => octet >= 0x20 && octet < 0x7f) ?? true;
  const text = textValue(varbind, printable ? 'DisplayString' : 'OctetString', undefined);
  const cut = text.length > maxShown ? `${text.slice(0, maxShown)}… (${text.length} characters)` : text;
  return octets && printable ? `"${cut}"` : cut;
}
