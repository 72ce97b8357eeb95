import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { PriorLesson, PriorRates } from '@roundsman/contract/priors.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { builtInPerYear } from './diagnosis/parameters.ts';
import type { DiagnosisOutcome } from './diagnosisOutcome.ts';
import { millis, type Instant } from './instant.ts';

/** So many faults is the built-in rate worth: a city that has found as many goes half by its own. */
export const strength = 5;
/** A rate is raised once so many were found… */
export const enoughFound = 10;
/** …and otherwise only where the built-in rate let as many be expected… */
export const enoughExpected = 10;
/** …and so many causes of other kinds were found, which shows that causes are told at all. */
export const enoughOthers = 30;
/** However much was found, a rate stays within this factor of the built-in one. */
export const furthest = 20;

const yearMs = 365.25 * 86_400_000;
const keyOf = (faultClass: FaultClassId, kind: ElementKind): string => `${faultClass} ${kind}`;

/**
 * What the findings of a period say of every built-in rate. Gamma-Poisson: the built-in rate b is worth `strength` faults, so that
 * after n of them in E element-years the rate is (strength + n) / (strength / b + E). With no findings nothing changes; one more
 * finding of a class never lowers its rate; the order of the findings does not matter. A finding at an element that has left the
 * inventory is left out, and one outside the classes or of nothing teaches no class.
 */
export function learnPriors(
  outcomes: readonly Pick<DiagnosisOutcome, 'found'>[],
  elements: readonly Pick<Element, 'id' | 'kind' | 'installed'>[],
  period: { from: Instant; to: Instant },
): PriorLesson[] {
  const kinds = new Map(elements.map(({ id, kind }) => [id, kind]));
  const found = new Map<string, number>();
  let all = 0;
  for (const { found: cause } of outcomes) {
    const kind = cause.outcome === 'fault' ? kinds.get(cause.faultPoint) : undefined;
    if (cause.outcome !== 'fault' || kind === undefined) continue;
    const key = keyOf(cause.faultClass, kind);
    found.set(key, (found.get(key) ?? 0) + 1);
    all += 1;
  }
  const years = elementYears(elements, period);
  return builtInPerYear.map(({ faultClass, kind, perYear: builtIn }) => {
    const count = found.get(keyOf(faultClass, kind)) ?? 0;
    const exposed = years.get(kind) ?? 0;
    const rate = (strength + count) / (strength / builtIn + exposed);
    const raises = count >= enoughFound && rate >= builtIn;
    const settles = builtIn * exposed >= enoughExpected && all - count >= enoughOthers;
    const perYear = raises || settles ? within(rate, builtIn) : null;
    return { faultClass, kind, builtIn, found: count, elementYears: exposed, perYear };
  });
}

const within = (rate: number, builtIn: number): number =>
  Math.min(builtIn * furthest, Math.max(builtIn / furthest, rate));

/** How long elements of each kind were there, together; one whose installation is not known was there all the time. */
function elementYears(
  elements: readonly Pick<Element, 'kind' | 'installed'>[],
  { from, to }: { from: Instant; to: Instant },
): ReadonlyMap<ElementKind, number> {
  const years = new Map<ElementKind, number>();
  const [begin, end] = [millis(from), millis(to)];
  for (const { kind, installed } of elements) {
    const since = Math.max(begin, installed === undefined ? begin : Date.parse(installed));
    years.set(kind, (years.get(kind) ?? 0) + Math.max(0, end - since) / yearMs);
  }
  return years;
}

/** The rates that differ from the built-in ones. */
export function ratesOf(lessons: readonly PriorLesson[]): PriorRates {
  const rates: PriorRates = {};
  for (const { faultClass, kind, perYear } of lessons) {
    if (perYear !== null) rates[faultClass] = { ...rates[faultClass], [kind]: perYear };
  }
  return rates;
}

/** A change by less than this factor is worth no new version: element-years grow every day. */
const worthwhile = 1.1;

/** Whether what was learnt differs from what was proposed last. */
export function isNews(lessons: readonly PriorLesson[], last: readonly PriorLesson[]): boolean {
  const before = new Map(last.map((each) => [keyOf(each.faultClass, each.kind), each.perYear ?? each.builtIn]));
  return lessons.some(({ faultClass, kind, builtIn, perYear }) => {
    const ratio = (perYear ?? builtIn) / (before.get(keyOf(faultClass, kind)) ?? builtIn);
    return ratio > worthwhile || ratio < 1 / worthwhile;
  });
}
