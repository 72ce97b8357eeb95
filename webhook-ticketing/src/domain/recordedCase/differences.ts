import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { canonicalJson } from '../eventChain.ts';

/** In what a verdict of now is another one than the recorded one, in words; empty where it is the same to the last digit. */
export function differences(recorded: Diagnosis, now: Diagnosis): LocalizedText[] {
  const found: LocalizedText[] = [];
  const changed = (name: LocalizedText, before: LocalizedText, after: LocalizedText): void => {
    if (before.en === after.en) return;
    found.push({
      en: `${name.en}: recorded ${before.en}, now ${after.en}`,
      zh: `${name.zh}：原为 ${before.zh}，现为 ${after.zh}`,
    });
  };
  changed({ en: 'cause', zh: '原因' }, faultClasses[recorded.faultClass].name, faultClasses[now.faultClass].name);
  changed({ en: 'fault point', zh: '故障点' }, same(recorded.faultPoint), same(now.faultPoint));
  changed({ en: 'party', zh: '责任单位' }, partyText(recorded.party), partyText(now.party));
  changed({ en: 'probability', zh: '概率' }, same(String(recorded.probability)), same(String(now.probability)));
  changed({ en: 'affected elements', zh: '受影响设备' }, elements(recorded, now), elements(now, recorded));
  changed({ en: 'candidates', zh: '候选原因' }, ranking(recorded), ranking(now));
  if (found.length === 0 && canonicalJson(recorded) !== canonicalJson(now)) {
    found.push({
      en: 'the arguments for and against, their weights or what to check differ',
      zh: '支持与反对依据、其权重或现场检查内容不同',
    });
  }
  return found;
}

const same = (text: string): LocalizedText => ({ en: text, zh: text });
const partyText = (party: string | null): LocalizedText => (party === null ? { en: 'nobody', zh: '无' } : same(party));

/** Those that only the one has, so that a list of thousands stays readable. */
function elements(one: Diagnosis, other: Diagnosis): LocalizedText {
  const others = new Set(other.affected);
  const own = one.affected.filter((id) => !others.has(id));
  return same(
    `${String(one.affected.length)}${own.length > 0 ? ` (${own.slice(0, 5).join(', ')}${own.length > 5 ? ', …' : ''})` : ''}`,
  );
}

const ranking = ({ candidates }: Diagnosis): LocalizedText =>
  same(
    candidates
      .map(({ faultClass, faultPoint, probability }) => `${faultClass} ${faultPoint} ${String(probability)}`)
      .join('; '),
  );
