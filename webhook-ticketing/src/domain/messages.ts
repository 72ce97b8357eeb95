import type { Contact, Inventory, Party } from '@roundsman/contract/inventory/schema.ts';
import { clockTitles, severityNames } from '@roundsman/contract/names.ts';
import type { Language, LocalizedText } from '@roundsman/contract/text.ts';
import type { ClockName, SlaClock } from '@roundsman/contract/workOrder.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { localTime } from './localTime.ts';
import { millis, type Instant } from './instant.ts';
import { nextClock } from './slaClock.ts';
import { siteName } from './title.ts';
import type { OrderState } from './workOrder.ts';

/** What a person is told, in the person's language. */
export interface Message {
  language: Language;
  subject: string;
  body: string;
  /** The same in one line, for channels like SMS; ends with the link. */
  line: string;
  /** The order's page. Opening it changes nothing. */
  url: string;
}

/**
 * Why somebody is told: `dispatched` the order is theirs to accept; `escalated` nobody accepted it; `sent_back` a claimed fix was
 * refused; `urged` a deadline (`clock`) is near or missed; `spare_requested` a wait needs approval; `closed` it is over.
 */
export type MessageKind =
  | { kind: 'dispatched' | 'escalated' | 'sent_back' | 'spare_requested' | 'closed' }
  | { kind: 'urged'; clock: ClockName };

export interface MessageAbout {
  state: OrderState;
  clocks: readonly SlaClock[];
  inventory: Pick<Inventory, 'parties' | 'sites' | 'elements'>;
  url: string;
  now: Instant;
}

/** Writes to a contact of the inventory, in its language and its party's local time. */
export function writeMessage(kind: MessageKind, about: MessageAbout, contactId: string): Message {
  const reader = readerOf(about.inventory, contactId);
  const { language } = reader;
  const pick = (text: LocalizedText): string => text[language];
  const { state, url } = about;
  const severity = pick(severityNames[state.severity]);
  const title = pick(state.title);
  const lead = pick(leadOf(kind, about, reader));
  const deadline = kind.kind === 'closed' ? '' : ` ${pick(deadlineOf(about, reader))}`.trimEnd();
  const facts = kind.kind === 'closed' ? [] : factsOf(about, reader).map(pick);
  return {
    language,
    subject: `[${severity}] ${state.number} ${title}`,
    body: [lead, '', title, ...facts, '', url].join('\n'),
    line: `[${severity}] ${state.number} ${shortened(title)}${language === 'en' ? '.' : '。'} ${lead}${deadline} ${url}`,
    url,
  };
}

interface Reader {
  language: Language;
  timezone: string;
  name: LocalizedText;
  party: LocalizedText | null;
}

function readerOf({ parties }: Pick<Inventory, 'parties'>, id: string): Reader {
  const found = parties
    .flatMap((party: Party) => party.contacts.map((contact: Contact) => ({ party, contact })))
    .find(({ contact }) => contact.id === id);
  // Somebody who has left the inventory meanwhile.
  if (!found) return { language: 'zh', timezone: 'Asia/Shanghai', name: { en: id, zh: id }, party: null };
  const { party, contact } = found;
  return { language: contact.language, timezone: party.timezone, name: contact.name, party: party.name };
}

const longestTitle = 48;
const shortened = (title: string): string =>
  [...title].length <= longestTitle ? title : `${[...title].slice(0, longestTitle - 1).join('')}…`;

function leadOf(kind: MessageKind, { state, clocks, now }: MessageAbout, reader: Reader): LocalizedText {
  switch (kind.kind) {
    case 'dispatched':
      if (state.forecast !== null)
        return {
          en: 'Preventive work: nothing is broken yet. Please accept it.',
          zh: '预防性维护，设备尚未故障，请接单安排。',
        };
      return { en: 'This work order is yours to accept.', zh: '请接单处理。' };
    case 'escalated':
      return { en: 'Nobody has accepted this work order.', zh: '此工单尚无人接单，请处理。' };
    case 'sent_back': {
      const why = state.sentBack ?? { en: '', zh: '' };
      return { en: `Sent back: the fault is not gone. ${why.en}`.trim(), zh: `已退回：故障未消除。${why.zh}` };
    }
    case 'spare_requested':
      return { en: 'The assignee asks to wait for a spare part; please decide.', zh: '经办人申请等待备件，请审批。' };
    case 'closed':
      return { en: 'This work order is over; nothing more is to be done.', zh: '此工单已结束，无需再处理。' };
    case 'urged': {
      const clock = clocks.find(({ name }) => name === kind.clock);
      if (!clock?.dueAt) return { en: 'Please hurry.', zh: '请尽快处理。' };
      const what = clockTitles[clock.name];
      const at = localTime(clock.dueAt, reader.timezone);
      return millis(clock.dueAt) <= millis(now)
        ? { en: `Overdue: "${what.en}" was due at ${at}.`, zh: `已超时：“${what.zh}”应于 ${at} 前完成。` }
        : { en: `Time runs out: "${what.en}" is due at ${at}.`, zh: `即将超时：“${what.zh}”须于 ${at} 前完成。` };
    }
  }
}

function deadlineOf({ clocks }: MessageAbout, { timezone }: Reader): LocalizedText {
  const acting = clocks.filter(({ name }) => name !== 'informed');
  const next = nextClock(acting, true);
  if (!next?.dueAt) return { en: '', zh: '' };
  const at = localTime(next.dueAt, timezone);
  return { en: `${clockTitles[next.name].en} by ${at}.`, zh: `${at} 前${clockTitles[next.name].zh}。` };
}

/** Who, where, why, since when, how much, until when: a line each. */
function factsOf(about: MessageAbout, reader: Reader): LocalizedText[] {
  const { state, clocks, inventory } = about;
  const label = (en: string, zh: string, text: LocalizedText | null): LocalizedText[] =>
    text ? [{ en: `${en}: ${text.en}`, zh: `${zh}：${text.zh}` }] : [];
  const due = clocks.filter(({ state: stands, name }) => stands === 'running' && name !== 'informed');
  const time = (instant: Instant): string => localTime(instant, reader.timezone);
  const since = `${time(state.onsetAt)} (${reader.timezone})`;
  return [
    ...label('To', '负责人', who(reader)),
    ...label('Where', '地点', where(state, inventory)),
    ...label('Why', '依据', why(state)),
    ...(state.forecast === null ? label('Since', '开始时间', { en: since, zh: since }) : []),
    ...label('Affected', '影响', affected(state, inventory)),
    ...label('Due', '时限', joined(due.map(({ name, dueAt }) => dueText(name, dueAt === null ? '' : time(dueAt))))),
    ...label('Check first', '先查', state.forecast?.check ?? state.diagnosis?.candidates[0]?.check ?? null),
    ...label('Remedy', '处置', state.diagnosis ? faultClasses[state.diagnosis.faultClass].remedy : null),
  ];
}

const dueText = (name: ClockName, at: string): LocalizedText => ({
  en: `${clockTitles[name].en} by ${at}`,
  zh: `${at} 前${clockTitles[name].zh}`,
});

const joined = (texts: readonly LocalizedText[]): LocalizedText | null =>
  texts.length === 0 ? null : { en: texts.map(({ en }) => en).join('; '), zh: texts.map(({ zh }) => zh).join('；') };

const who = ({ name, party }: Reader): LocalizedText =>
  party ? { en: `${name.en} (${party.en})`, zh: `${name.zh}（${party.zh}）` } : name;

function where({ siteIds }: OrderState, inventory: MessageAbout['inventory']): LocalizedText | null {
  const [first] = siteIds;
  if (first === undefined) return null;
  const name = siteName(inventory, first);
  const address = inventory.sites.find(({ id }) => id === first)?.address;
  const rest = siteIds.length - 1;
  const more = rest > 0 ? { en: ` and ${String(rest)} more`, zh: `等 ${String(rest + 1)} 处` } : { en: '', zh: '' };
  return {
    en: `${name.en}${address ? `, ${address.en}` : ''}${more.en}`,
    zh: `${name.zh}${address ? `，${address.zh}` : ''}${more.zh}`,
  };
}

/** The two arguments that speak loudest, and how sure the diagnosis is. */
function why({ diagnosis, forecast }: OrderState): LocalizedText | null {
  if (forecast) return forecast.text;
  const best = diagnosis?.candidates[0];
  if (!diagnosis || !best) return null;
  const strongest = [...best.for].sort((one, other) => other.weight - one.weight).slice(0, 2);
  const sure = `${String(Math.round(diagnosis.probability * 100))} %`;
  const said = joined(strongest.map(({ text }) => text));
  return said ? { en: `${said.en} (${sure})`, zh: `${said.zh}（${sure}）` } : { en: sure, zh: sure };
}

function affected({ affected: ids }: OrderState, inventory: MessageAbout['inventory']): LocalizedText | null {
  if (ids.length === 0) return null;
  const members = new Set(ids);
  const cameras = inventory.elements.filter(({ id, kind }) => kind === 'camera' && members.has(id)).length;
  return {
    en: `${String(cameras)} cameras, ${String(ids.length)} devices in all`,
    zh: `摄像机 ${String(cameras)} 台，设备共 ${String(ids.length)} 台`,
  };
}
