import { dateTimeFormat } from '@grafana/data';
import type { Forecast } from '@roundsman/contract/forecast.ts';
import React from 'react';
import { say } from '../../i18n/translations';

const day = (instant: string): string => dateTimeFormat(instant, { format: 'YYYY-MM-DD' });

/** Of planned work: that nothing is broken yet, and between which days it is expected to be. */
export function Foreseen({ forecast: { expected } }: { forecast: Forecast }) {
  if (expected === null) {
    return <span>{say('order.planned')}</span>;
  }
  const { early, late } = expected;
  return (
    <span>
      {late === null
        ? say('order.plannedFrom', { early: day(early) })
        : say('order.plannedBetween', { early: day(early), late: day(late) })}
    </span>
  );
}
