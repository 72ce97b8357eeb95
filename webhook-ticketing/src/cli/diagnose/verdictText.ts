import type { Argument, Diagnosis } from '@roundsman/contract/evidence.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { bestArgumentsFirst, weightWords, type ArgumentList } from '../../domain/explanation/weightWords.ts';
import type { Topology } from '../../domain/topology.ts';

const words = {
  at: { en: 'at', zh: '位于' },
  party: { en: 'answers for it', zh: '责任单位' },
  nobody: { en: 'nobody in the inventory', zh: '台账未指定' },
  affected: { en: 'affected', zh: '受影响设备' },
  check: { en: 'check on site', zh: '现场检查' },
  instead: { en: 'instead of', zh: '而非' },
};

type Say = (text: LocalizedText) => string;
const percent = (probability: number): string => `${(probability * 100).toFixed(1)} %`;

/** One verdict for the terminal: the cause with everything that speaks for and against it, then its rivals. */
export function verdictText(verdict: Diagnosis, topology: Topology, say: Say): string {
  const place = (id: string): string => {
    const name = say(topology.name(id));
    return name === id ? id : `${name} (${id})`;
  };
  const party = verdict.party === null ? null : topology.party(verdict.party);
  const shown = verdict.affected.slice(0, 8).join(', ') + (verdict.affected.length > 8 ? ', …' : '');
  const [best, ...rivals] = verdict.candidates;
  return [
    `${say(faultClasses[verdict.faultClass].name)} ${say(words.at)} ${place(verdict.faultPoint)}  ${percent(verdict.probability)}`,
    `  ${say(words.party)}: ${party ? say(party.name) : (verdict.party ?? say(words.nobody))}`,
    `  ${say(words.affected)}: ${String(verdict.affected.length)} (${shown})`,
    ...(best ? reasons(best, rivals.length > 0, say) : []),
    ...rivals.flatMap((rival) => [
      `  ${say(words.instead)} ${say(faultClasses[rival.faultClass].name)} ${say(words.at)} ${place(rival.faultPoint)}  ${percent(rival.probability)}`,
      ...reasons(rival, true, say).map((line) => `  ${line}`),
    ]),
  ].join('\n');
}

const reasons = (candidate: Diagnosis['candidates'][number], hasRival: boolean, say: Say): string[] => [
  ...bestArgumentsFirst(candidate.for).map((argument) => argumentLine(argument, { side: 'for', hasRival }, say)),
  ...candidate.against.map((argument) => argumentLine(argument, { side: 'against', hasRival }, say)),
  `  ${say(words.check)}: ${say(candidate.check)}`,
];

const argumentLine = ({ text, weight }: Argument, list: ArgumentList, say: Say): string =>
  `  ${list.side === 'for' ? '+' : '-'} ${say(text)}  [${say(weightWords(weight, list))}, ${weight.toFixed(2)}]`;
