import type { Arrival, Scenario, TrueFault, WrongEdge } from '@roundsman/contract/scenario.ts';
import { chance as chanceOf, seedOf, type Chance } from './chance.ts';
import { city as cityOf } from './city/city.ts';
import type { InventoryFile, Part } from './city/part.ts';
import { shapes, type ShapeName } from './city/shape.ts';
import { clockFrom } from './clock.ts';
import { partyFor } from './faults/answerable.ts';
import { lastRow } from './faults/strikes.ts';
import { happenings, type Happening } from './happening.ts';
import { conditions, type Condition, type ConditionName } from './noise/condition.ts';
import { addFalseAlarms } from './noise/falseAlarms.ts';
import { stated, wrongEdges } from './noise/wrongEdges.ts';
import { firing, firstAlert, linesOf, type World } from './outcome.ts';
import { facts } from './physics/facts.ts';
import { cadenceOf } from './watch/cadence.ts';
import { tell, type Line, type Told } from './watch/telling.ts';
import { watched } from './watch/watched.ts';

export interface Asked {
  seed: number;
  condition: ConditionName;
  shape: ShapeName;
  carrierData: boolean;
  /** Row of the taxonomy of the first fault; absent: the seed chooses, all rows in turn. */
  row?: number;
}

/** A scenario as it is written: the inventory without what is absent. */
export type ScenarioFile = Omit<Scenario, 'inventory'> & { inventory: InventoryFile };

/** So often a city, or faults in it, are drawn anew when nothing comes of them. */
const attempts = 200;

/**
 * The scenario of a seed: a city, faults, and what is seen of them. The same question gives the same answer. City and faults are
 * the same with and without noise and the carrier's data, as long as something is seen of them.
 * @throws Error when no city has the fault.
 */
export function scenarioOf(asked: Asked): ScenarioFile {
  const condition: Condition = conditions[asked.condition];
  const chance = chanceOf(seedOf(asked.seed, asked.shape));
  const row = asked.row ?? (asked.seed % lastRow) + 1;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = attemptOf(row, asked, condition, chance.apart());
    if (found !== undefined) return found;
  }
  throw new Error(
    `seed ${asked.seed}: no city of shape ${asked.shape} shows a fault of row ${row} under ${asked.condition}`,
  );
}

const day = 86_400;

function attemptOf(row: number, asked: Asked, condition: Condition, chance: Chance): ScenarioFile | undefined {
  // A source for each purpose: what one draws changes nothing of the others.
  const [ofCity, ofFaults, ofNoise, ofTime] = [chance.apart(), chance.apart(), chance.apart(), chance.apart()];
  const city = cityOf(shapes[asked.shape], ofCity);
  const wrong = wrongEdges(city, condition.wrongEdges, ofNoise);
  const measured = watched(city, asked.carrierData, ofCity.apart()).filter(
    // The port at which a camera is wrongly stated says nothing of it.
    ({ element, reader }) => !wrong.some((each) => each.element === element && each.real === reader),
  );
  const rhythms = measured.map(({ observable }) => {
    const cadence = cadenceOf(observable);
    return { ...cadence, phase: ofTime.between(0, cadence.every), lag: cadence.hold > 0 ? ofTime.between(0, 5) : 0 };
  });
  const world: World = { city, facts: facts(city, ofCity), measured, rhythms };
  const rows = [row, ...Array.from({ length: condition.faults - 1 }, () => ofFaults.whole(1, lastRow))];
  const happened = happenings(rows, city, measured, ofFaults);
  if (happened === undefined) return undefined;

  const end = Math.max(...happened.map(({ at }) => at)) + 4 * 3600;
  const alone = happened.map(({ effects }) => linesOf(world, effects, end));
  const together =
    happened.length === 1
      ? alone[0]
      : linesOf(
          world,
          happened.flatMap(({ effects }) => effects),
          end,
        );
  if (together === undefined) return undefined;
  const looks = looksAt(happened, alone.map(firstAlert), ofTime);
  const seen = shown(alone, together, looks);
  // Without the carrier's data some faults show nothing at all, and that is part of the question.
  if (
    happened.length > 1
      ? seen.some(({ own }) => own === 0)
      : asked.carrierData && seen.some(({ elements }) => elements.length === 0)
  )
    return undefined;

  const told = together.map((line) => tell(line, looks, condition, ofNoise));
  const alarms = told.reduce((sum, { alerts }) => sum + alerts, 0);
  const heard = addFalseAlarms(told, ofNoise.count(alarms * condition.falseAlarms), looks, ofNoise);
  const zero = Date.UTC(2026, 2, 1) + ofTime.whole(0, 200 * day) * 1000;
  const instant = clockFrom(zero);
  return {
    version: 1,
    seed: asked.seed,
    condition: asked.condition,
    carrierData: asked.carrierData,
    inventory: inventoryOf(city.around, city.parts.values(), wrong),
    arrivals: arrivalsOf(heard, instant),
    looks: looks.map(instant),
    faults: happened.map(({ strike, point, at }, index): TrueFault => ({
      faultClass: strike.faultClass,
      row: strike.row,
      faultPoint: point.id,
      party: partyFor(city, strike.faultClass, point, instant(at).slice(0, 10)),
      from: instant(at),
      affected: seen[index]?.elements ?? [],
    })),
    wrongEdges: wrong,
    falseAlarms: heard
      .filter((each, index) => each !== told[index])
      .map(({ measured: { element, observable } }) => ({ element, observable })),
  };
}

/** Soon after the last fault shows, ten minutes later, and sometimes so late that batteries have run down. */
function looksAt(happened: readonly Happening[], alerts: readonly (number | undefined)[], chance: Chance): number[] {
  const last = Math.max(...happened.map(({ at }) => at));
  const shows = Math.max(...alerts.map((alert) => alert ?? last));
  const first = Math.max(last + chance.between(65, 180), shows + chance.between(5, 40));
  const second = first + chance.between(540, 660);
  return [first, second, ...(chance.happens(0.25) ? [second + chance.between(1800, 7200)] : [])];
}

/**
 * Of each fault the elements of which something is bad that is bad with this fault alone too, and how many measurements are bad by
 * none of the others.
 */
function shown(
  alone: readonly (readonly Line[])[],
  together: readonly Line[],
  looks: readonly number[],
): { elements: string[]; own: number }[] {
  const all = firing(together, looks);
  const each = alone.map((lines) => (alone.length === 1 ? all : firing(lines, looks)));
  return each.map((mine, which) => {
    const visible = [...mine].filter((index) => all.has(index));
    const own = visible.filter((index) => each.every((other, at) => at === which || !other.has(index))).length;
    return { elements: [...new Set(visible.flatMap((index) => together[index]?.measured.element ?? []))], own };
  });
}

const inventoryOf = (
  around: Omit<InventoryFile, 'elements'>,
  parts: Iterable<Part>,
  wrong: readonly WrongEdge[],
): InventoryFile => ({
  ...around,
  elements: stated(parts, wrong).map(({ fedBy, uplinks, ...part }) => ({
    ...part,
    ...(fedBy.length > 0 && { fedBy: [...fedBy] }),
    ...(uplinks.length > 0 && { uplinks: uplinks.map((uplink) => ({ ...uplink })) }),
  })),
});

const arrivalsOf = (told: readonly Told[], instant: (seconds: number) => string): Arrival[] =>
  told
    .flatMap(({ measured, observations }) => observations.map((observed) => ({ measured, ...observed })))
    .sort((a, b) => a.arrives - b.arrives)
    .map(({ measured: { element, observable }, value, at, arrives, fault }) => ({
      arrives: instant(arrives),
      element,
      observable,
      value,
      at: instant(at),
      from: value ? 'metric' : observable === 'power_held' ? 'trap' : 'alert',
      ...(fault !== undefined && { fault }),
    }));
