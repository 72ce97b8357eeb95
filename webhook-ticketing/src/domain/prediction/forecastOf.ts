import type { Forecast } from '@roundsman/contract/forecast.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { instantOf, millis, type Instant } from '../instant.ts';
import { localTime } from '../localTime.ts';
import { millisecondsOfDay } from './dailySeries.ts';
import type { Sight } from './sight.ts';

/** Work for which there is no date is done within so many days. */
const undatedDays = 14;
/** Nobody is asked to come sooner than this because of something that is not broken. */
const leastDays = 3;

export interface Foreseen {
  forecast: Forecast;
  title: LocalizedText;
}

/** A sight as what a preventive order says, with its dates in the time of the party that answers. */
export function forecastOf(
  sight: Sight,
  about: { name: LocalizedText; party: string | null; timezone: string; now: Instant },
): Foreseen {
  const { kind, element, part, faultClass, reaches, check } = sight;
  const at = (days: number): Instant => instantOf(millis(about.now) + days * millisecondsOfDay);
  const expected = reaches && {
    early: at(reaches.early),
    middle: at(reaches.middle),
    late: reaches.late === null ? null : at(reaches.late),
  };
  const day = (instant: Instant): string => localTime(instant, about.timezone).slice(0, 10);
  const when = expected && between(day(expected.early), day(expected.middle), expected.late && day(expected.late));
  return {
    title: {
      en: `Preventive: ${about.name.en}: ${sight.title.en}`,
      zh: `预防性维护：${about.name.zh}：${sight.title.zh}`,
    },
    forecast: {
      kind,
      faultClass,
      element,
      part,
      party: about.party,
      expected,
      dueAt: at(reaches === null ? undatedDays : Math.max(leastDays, reaches.early)),
      text: when
        ? {
            en: `${sight.seen.en} At this rate ${sight.then.en} ${when.en}.`,
            zh: `${sight.seen.zh}按此趋势，${when.zh}${sight.then.zh}。`,
          }
        : sight.seen,
      check,
    },
  };
}

const between = (early: string, middle: string, late: string | null): LocalizedText =>
  late === null
    ? { en: `from ${early} on, most likely on ${middle}`, zh: `自 ${early} 起（最可能为 ${middle}）` }
    : {
        en: `between ${early} and ${late}, most likely on ${middle}`,
        zh: `预计 ${early} 至 ${late} 之间（最可能为 ${middle}）`,
      };
