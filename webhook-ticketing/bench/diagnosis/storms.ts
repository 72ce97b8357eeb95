import type { Evidence } from '@roundsman/contract/evidence.ts';
import type { Scenario } from '@roundsman/contract/scenario.ts';
import type { Judgement } from './judgement.ts';

/** So many alarms at once are a storm. */
const storm = 50;

/** A scenario in which so many alarms fired at once. */
export interface Storm {
  /** All alarms of it, and all orders that were made. */
  alarms: number;
  orders: number;
  /** Faults and false alarms in it that show: a perfect diagnosis makes one order of each. */
  causes: number;
  /** Of each fault that made a storm alone: its alarms, and the orders that hold any of them. */
  ofFaults: readonly Pick<Judgement, 'alarms' | 'orders'>[];
}

/** The storm that a scenario is; nothing where it is none. */
export const stormOf = (
  { falseAlarms }: Scenario,
  { observations }: Evidence,
  judgements: readonly Judgement[],
  orders: number,
): Storm[] => {
  const bad = observations.filter(({ value }) => !value);
  if (bad.length < storm) return [];
  const seen = new Set(bad.map(({ element, observable }) => `${element} ${observable}`));
  const falsely = falseAlarms.filter(({ element, observable }) => seen.has(`${element} ${observable}`));
  return [
    {
      alarms: bad.length,
      orders,
      causes: judgements.length + falsely.length,
      ofFaults: judgements.filter(({ alarms }) => alarms >= storm),
    },
  ];
};

type Counted = Pick<Judgement, 'alarms' | 'orders'>;

/** What became of the alarms of faults that made a storm alone. */
export const ofFaults = ({ ofFaults: counted }: Storm): readonly Counted[] => counted;
/** What became of all alarms in the scenario, with further faults and false alarms, which have orders of their own. */
export const ofScenarios = ({ alarms, orders }: Storm): readonly Counted[] => [{ alarms, orders }];
/** What a perfect diagnosis would make of the same. */
export const perfectly = ({ alarms, causes }: Storm): readonly Counted[] => [{ alarms, orders: causes }];

/** Share of the alarms that became no order; 0 where there was no storm. */
export const reduction = (storms: readonly Storm[], of: (each: Storm) => readonly Counted[]): number => {
  const counted = storms.flatMap(of);
  const sum = (field: keyof Counted): number => counted.reduce((all, each) => all + each[field], 0);
  return counted.length === 0 ? 0 : Math.round((1 - sum('orders') / sum('alarms')) * 1e4) / 1e4;
};
