import type { Language } from '@roundsman/contract/text.ts';
import type { TopologyReport } from '@roundsman/contract/topologyReport.ts';

/** The report for a person, in plain text. Times are UTC. */
export function reportText(report: TopologyReport, language: Language): string {
  const t = texts[language];
  const { differences, notCompared, uplinkUnknown, omitted } = report;
  const lines = [
    t.title(moment(report.at)),
    t.counts(report.compared, differences.length),
    ...differences.flatMap(({ says, advice, site, seenAt }, at) => [
      '',
      `${at + 1}. ${says[language]}`,
      `   ${t.seen(site, moment(seenAt))}`,
      `   ${t.toDo}${advice[language]}`,
    ]),
  ];
  const note = (text: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', text, ...items.map((item) => `   ${item}`));
  };
  note(
    t.notCompared,
    notCompared.map(
      ({ device, lastRead }) => `${device}  ${lastRead === undefined ? t.never : t.last(moment(lastRead))}`,
    ),
  );
  note(t.uplinkUnknown, uplinkUnknown);
  if (omitted > 0) lines.push('', t.omitted(omitted));
  return `${lines.join('\n')}\n`;
}

/** To the second: `2026-11-26 06:30:00`. */
const moment = (iso: string): string => iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '');

const texts = {
  en: {
    title: (at: string) => `Topology compared with the inventory, ${at} UTC`,
    counts: (compared: number, found: number) =>
      `Switches compared: ${compared}. Differences: ${found === 0 ? 'none' : found}.`,
    seen: (site: string, at: string) => `Seen ${at}${site === '' ? '' : ` at ${site}`}.`,
    toDo: 'To do: ',
    notCompared: 'Not compared, because they were not read lately:',
    never: 'never read',
    last: (at: string) => `last read ${at}`,
    uplinkUnknown:
      'Uplink not recognised. Unknown devices are told there only on ports on which the inventory has something; write the "mac" of what is above these switches, or let them speak LLDP:',
    omitted: (count: number) => `${count} more are left out; ask for one site or one device.`,
  },
  zh: {
    title: (at: string) => `拓扑与台账比对，${at} UTC`,
    counts: (compared: number, found: number) =>
      `已比对交换机：${compared} 台。差异：${found === 0 ? '无' : `${found} 处`}。`,
    seen: (site: string, at: string) => `发现时间 ${at}${site === '' ? '' : `，点位 ${site}`}。`,
    toDo: '处置：',
    notCompared: '未比对（近期未读取）：',
    never: '从未读取',
    last: (at: string) => `最近读取 ${at}`,
    uplinkUnknown:
      '未识别上联口。以下交换机仅在台账有记录的端口上报告未知设备；请在台账中填写其上级设备的 mac，或启用 LLDP：',
    omitted: (count: number) => `另有 ${count} 条未列出；请按点位或设备查询。`,
  },
} as const satisfies Record<Language, object>;
