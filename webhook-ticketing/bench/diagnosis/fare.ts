import { cpuUsage } from 'node:process';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { Scenario } from '@roundsman/contract/scenario.ts';
import { diagnose } from '../../src/domain/diagnosis/diagnose.ts';
import { buildTopology } from '../../src/domain/topology.ts';
import { inhibition, names, nearestDeadAncestor } from './baselines.ts';
import { evidenceAt } from './evidenceAtLook.ts';
import { judgementsOf, type Judgement } from './judgement.ts';
import { scenariosOf } from './scenarioStream.ts';
import { stormOf, type Storm } from './storms.ts';

/** Scenarios of one condition, as many of each shape. */
export interface Condition {
  condition: string;
  carrierData: boolean;
  shapes: readonly string[];
  /** Of all shapes together. */
  scenarios: number;
  firstSeed: number;
}

/** How the diagnosis fared, and two simpler ways. */
export interface Fared {
  /** Ten minutes after the first alarms, when every probe has had its turn. */
  judgements: Judgement[];
  /** At the first alarms, as the order is dispatched. */
  early: Judgement[];
  /** Of each fault, whether the simpler way names its point. */
  parent: boolean[];
  inhibited: boolean[];
  storms: Storm[];
  /** Scenarios, and those with more verdicts than faults. */
  cases: number;
  needless: number;
  /** CPU time of each diagnosis. */
  milliseconds: number[];
}

/** What is told of each scenario: itself, how its faults fared, and all verdicts. */
export type Told = (scenario: Scenario, judgements: readonly Judgement[], verdicts: readonly Diagnosis[]) => void;

/** Diagnoses the scenarios of a condition. @throws Error when they cannot be made */
export async function fare(asked: Condition, tell: Told = () => undefined): Promise<Fared> {
  const { condition, carrierData, shapes, scenarios, firstSeed } = asked;
  const fared: Fared = {
    ...{ judgements: [], early: [], parent: [], inhibited: [], storms: [] },
    ...{ cases: 0, needless: 0, milliseconds: [] },
  };
  for (const [index, shape] of shapes.entries()) {
    const count = Math.ceil(scenarios / shapes.length);
    const seeds = { count, firstSeed: firstSeed + index * count };
    for await (const each of scenariosOf({ ...seeds, condition, shape, carrierData })) fareIn(fared, each, tell);
  }
  return fared;
}

function fareIn(fared: Fared, each: Scenario, tell: Told): void {
  const [first, look = first] = each.looks;
  if (first === undefined || look === undefined) return;
  const topology = buildTopology(each.inventory);
  const evidence = evidenceAt(each, look);
  const started = cpuUsage();
  const verdicts = diagnose(topology, evidence);
  const { user, system } = cpuUsage(started);
  fared.milliseconds.push((user + system) / 1000);
  const judgements = judgementsOf(each, topology, verdicts, evidence);
  const early = evidenceAt(each, first);
  fared.early.push(...judgementsOf(each, topology, diagnose(topology, early), early));
  fared.judgements.push(...judgements);
  fared.cases += 1;
  if (verdicts.length > judgements.length) fared.needless += 1;
  fared.storms.push(...stormOf(each, evidence, judgements, verdicts.length));
  const [dead, notified] = [nearestDeadAncestor(topology, evidence), inhibition(topology, evidence)];
  const bad = new Set(evidence.observations.flatMap(({ element, value }) => (value ? [] : [element])));
  for (const fault of each.faults.filter(({ affected }) => affected.some((element) => bad.has(element)))) {
    fared.parent.push(names(dead, fault));
    fared.inhibited.push(names(notified, fault));
  }
  tell(each, judgements, verdicts);
}
