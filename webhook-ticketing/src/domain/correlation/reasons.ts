import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { Topology } from '../topology.ts';

/** "Area mains outage at feeder F-1", as it stands in the record of the order. */
const called = (topology: Topology, diagnosis: Diagnosis | null): LocalizedText => {
  if (diagnosis === null) return { en: 'no known cause', zh: '原因不明' };
  const { name } = faultClasses[diagnosis.faultClass];
  const point = topology.name(diagnosis.faultPoint);
  return { en: `${name.en} at ${point.en}`, zh: `${point.zh}处${name.zh}` };
};

export const moreSymptoms = (topology: Topology, verdict: Diagnosis): LocalizedText => {
  const { en, zh } = called(topology, verdict);
  return { en: `More symptoms of the same cause: ${en}.`, zh: `同一原因的更多症状：${zh}。` };
};

export const tailOf = (topology: Topology, cause: Diagnosis | null): LocalizedText => {
  const { en, zh } = called(topology, cause);
  return { en: `Lies behind the fault of this order: ${en}.`, zh: `位于本工单故障影响范围内：${zh}。` };
};

export const secondCause = (topology: Topology, first: Diagnosis | null, verdict: Diagnosis): LocalizedText => {
  const [one, other] = [called(topology, first), called(topology, verdict)];
  return {
    en: `A second cause: ${other.en}, beside ${one.en}.`,
    zh: `另有原因：${other.zh}（原工单：${one.zh}）。`,
  };
};

export const rediagnosed = (topology: Topology, before: Diagnosis | null, verdict: Diagnosis): LocalizedText => {
  const [old, now] = [called(topology, before), called(topology, verdict)];
  return {
    en: `Later evidence: ${now.en} (before: ${old.en}).`,
    zh: `根据后续证据：${now.zh}（此前判断：${old.zh}）。`,
  };
};

export const joined = (topology: Topology, verdict: Diagnosis): LocalizedText => {
  const { en, zh } = called(topology, verdict);
  return { en: `One fault with the other order: ${en}.`, zh: `与另一工单属同一故障：${zh}。` };
};
