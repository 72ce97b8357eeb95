import { causeChoices, causeKey } from '@roundsman/contract/causeChoices.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { findableClassIds, type FoundCause, type StatedCause } from '@roundsman/contract/foundCause.ts';
import { elementKindNames } from '@roundsman/contract/names.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { InventoryReader } from '../adapters/http/httpDependencies.ts';
import { options, select, textInput } from './form.ts';
import { html, type Html, type Part } from './html.ts';
import type { Visit } from './visit.ts';

const words = {
  found: { en: 'What did you find on site?', zh: '现场发现的原因' },
  notSaid: { en: 'Not said', zh: '暂不填写' },
  choose: { en: 'Please choose', zh: '请选择' },
  nothing: { en: 'Found nothing, or it recovered by itself', zh: '未发现原因，或已自行恢复' },
  other: { en: 'Something else', zh: '其他原因' },
  suspected: { en: 'Suspected', zh: '系统判断的可能原因' },
  further: { en: 'Other causes there', zh: '同一设备的其他原因' },
  elsewhere: { en: 'At another device', zh: '其他设备上的原因' },
  foundAt: { en: 'Code of that other device', zh: '其他设备编号' },
  foundAtHint: {
    en: 'Only if it was none of the devices named above.',
    zh: '仅当原因不在上述设备时填写。',
  },
} as const;

/**
 * Asks for the cause: the candidates of the diagnosis first, then what else can strike there, then anything at another device. Nothing
 * is chosen beforehand unless somebody has said it: whoever only nods would teach the diagnosis its own opinion.
 */
export function causeQuestion(
  prefix: string,
  visit: Visit,
  order: WorkOrder,
  inventory: InventoryReader,
  required: boolean,
): Part {
  const { say } = visit;
  const label = (cause: StatedCause | FoundCause): string => {
    if (cause.outcome === 'nothing') return say(words.nothing);
    const what = say(cause.outcome === 'fault' ? faultClasses[cause.faultClass].name : words.other);
    return `${what} – ${deviceName(visit, inventory, cause.faultPoint)}`;
  };
  const { suspected, further } = causeChoices(order, (id) => inventory.element(id)?.kind);
  const said = order.found?.cause;
  const saidKey = said && causeKey(said);
  const asOptions = (causes: readonly (StatedCause | FoundCause)[]): Html[] =>
    options(
      causes.map((cause) => ({ value: causeKey(cause), label: label(cause) })),
      saidKey,
    );
  const group = (title: string, list: readonly Html[]): Html | null =>
    list.length > 0 ? html`<optgroup label="${title}">${list}</optgroup>` : null;
  const anywhere = findableClassIds.map((id) => ({ value: `fault/${id}`, label: say(faultClasses[id].name) }));
  const offered = new Set([...suspected, ...further].map(causeKey));
  const elsewhere = said && said.outcome !== 'nothing' && !offered.has(causeKey(said)) ? [said] : [];
  return [
    select(
      prefix,
      'cause',
      say(words.found),
      [
        html`<option value="">${say(required ? words.choose : words.notSaid)}</option>`,
        asOptions(elsewhere),
        group(say(words.suspected), asOptions(suspected)),
        options([{ value: 'nothing', label: say(words.nothing) }], saidKey),
        group(say(words.further), asOptions(further)),
        group(say(words.elsewhere), options([...anywhere, { value: 'other', label: say(words.other) }])),
      ],
      required,
    ),
    textInput(prefix, { name: 'foundAt', label: say(words.foundAt), hint: say(words.foundAtHint), maxLength: 64 }),
  ];
}

/** As `elementName`, where only plain text can stand. */
function deviceName({ say, language }: Visit, inventory: InventoryReader, id: string): string {
  const element = inventory.element(id);
  if (!element) return id;
  const name = say(element.name ?? elementKindNames[element.kind]);
  return language === 'zh' ? `${name}（${id}）` : `${name} (${id})`;
}
