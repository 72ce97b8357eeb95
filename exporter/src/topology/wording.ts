import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Language, LocalizedText } from '@roundsman/contract/text.ts';
import type { DifferenceKind } from '@roundsman/contract/topologyReport.ts';
import type { Difference } from './differences.ts';

/** What a person reads of a difference: what is, and what to do. */
export interface Wording {
  says: LocalizedText;
  advice: LocalizedText;
}

export const wordingOf = (difference: Difference): Wording => ({
  says: both((language) => says[difference.kind](phrases(difference, language))[language]),
  advice: both((language) => advice[difference.kind](phrases(difference, language))[language]),
});

const both = (make: (language: Language) => string): LocalizedText => ({ en: make('en'), zh: make('zh') });

interface Phrases {
  /** Who was seen. */
  who: string;
  /** The element of the inventory, undefined where there is none. */
  element: string | undefined;
  id: string;
  port: string;
  /** Who is known by an address, by what it calls itself, or by both. */
  stranger: string;
  inventory: string;
}

function phrases({ device, port, element, mac = '', name }: Difference, language: Language): Phrases {
  const stranger = strangers[language](mac, name);
  const known = element && titled(element, language);
  return {
    who: known ?? stranger,
    element: known,
    id: element?.id ?? '',
    port: `${device} ${port}`,
    stranger,
    inventory: (element?.uplinks ?? [])
      .map(({ to, port: there }) => (there === undefined ? to : `${to} ${there}`))
      .join({ en: ' and ', zh: '、' }[language]),
  };
}

const strangers: Readonly<Record<Language, (mac: string, name: string) => string>> = {
  en: (mac, name) =>
    name === '' ? mac || 'a nameless switch' : mac === '' ? `"${name}"` : `${mac} (calls itself "${name}")`,
  zh: (mac, name) => (name === '' ? mac || '未报名称的交换机' : mac === '' ? `“${name}”` : `${mac}（自称“${name}”）`),
};

const titled = ({ id, name }: Element, language: Language): string =>
  name === undefined ? id : { en: `${id} (${name.en})`, zh: `${id}（${name.zh}）` }[language];

/** Chinese after Latin letters and digits stands apart from them. */
const apart = (text: string): string => text.replace(/[!-~]$/, '$& ');

const says: Readonly<Record<DifferenceKind, (phrases: Phrases) => LocalizedText>> = {
  misplaced: ({ who, port, inventory }) => ({
    en: `${who} hangs on ${port}; the inventory has it on ${inventory}.`,
    zh: `${apart(who)}接在 ${port}；台账记录为 ${inventory}。`,
  }),
  unknown_device: ({ stranger, port, element }) => ({
    en: `Unknown device ${stranger} hangs on ${port}${element === undefined ? '' : `, where ${element} should be and is not seen`}.`,
    zh: `未知设备 ${apart(stranger)}接在 ${port}${element === undefined ? '' : `，该端口应接 ${element}，但未发现`}。`,
  }),
  not_seen: ({ who, port, stranger }) => ({
    en: `${who} is not seen: ${port} is up, but no switch read lately has learned its address ${stranger}.`,
    zh: `未发现 ${who}：${port} 已连通，但最近读取的交换机均未学习到其地址 ${stranger}。`,
  }),
  unexpected_neighbour: ({ who, port, inventory }) => ({
    en: `${who} is at the other end of ${port}; the inventory ${inventory === '' ? 'does not have it there' : `has it on ${inventory}`}.`,
    zh: `${port} 的对端是 ${who}；台账${inventory === '' ? '中该处没有此设备' : `记录其接在 ${inventory}`}。`,
  }),
};

const advice: Readonly<Record<DifferenceKind, (phrases: Phrases) => LocalizedText>> = {
  misplaced: ({ id }) => ({
    en: `Plug it back, or correct "uplinks" of ${id} in the inventory.`,
    zh: `恢复原接线，或在台账中更正 ${id} 的 uplinks。`,
  }),
  unknown_device: ({ element, id }) =>
    element === undefined
      ? {
          en: 'If it belongs there, add it to the inventory with its "mac"; if not, unplug it and shut the port.',
          zh: '若属正常接入，请连同 mac 录入台账；否则拔除并关闭端口。',
        }
      : {
          en: `If ${id} was exchanged, write the new "mac" into the inventory; if not, find out what was plugged in.`,
          zh: `若 ${id} 已更换，请在台账中更新 mac；否则查明所接设备。`,
        },
  not_seen: ({ id }) => ({
    en: `See whether the device works. If it was exchanged, write the new "mac" of ${id} into the inventory.`,
    zh: `检查设备是否正常工作。若已更换，请在台账中更新 ${id} 的 mac。`,
  }),
  unexpected_neighbour: () => ({
    en: 'Check the cable; if it is right, correct "uplinks" in the inventory.',
    zh: '检查线缆连接；若接线正确，请在台账中更正 uplinks。',
  }),
};
