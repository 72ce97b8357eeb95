import type { Duty } from './schema.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const moment = (minute: number): string => {
  const inWeek = minute % minutesOfWeek;
  const pad = (value: number): string => String(value).padStart(2, '0');
  const ofDay = inWeek % minutesOfDay;
  return `${days[Math.floor(inWeek / minutesOfDay)] ?? ''} ${pad(Math.floor(ofDay / 60))}:${pad(ofDay % 60)}`;
};

/** When in a week a rota leaves nobody on duty, in the party's local time. `to` before or equal to `from` runs past midnight. */
export function gapsInRota(rota: readonly Duty[]): { from: string; to: string }[] {
  const intervals = rota
    .flatMap((duty) =>
      (duty.days ?? days).map((day) => ({ duty, start: days.indexOf(day) * minutesOfDay + minutes(duty.from) })),
    )
    .flatMap(({ duty, start }) => {
      const length = (minutes(duty.to) - minutes(duty.from) + minutesOfDay) % minutesOfDay || minutesOfDay;
      const end = start + length;
      return end <= minutesOfWeek
        ? [{ start, end }]
        : [
            { start, end: minutesOfWeek },
            { start: 0, end: end - minutesOfWeek },
          ];
    })
    .sort((a, b) => a.start - b.start);
  const gaps: { from: string; to: string }[] = [];
  let covered = 0;
  for (const { start, end } of [...intervals, { start: minutesOfWeek, end: minutesOfWeek }]) {
    if (start > covered) gaps.push({ from: moment(covered), to: moment(start) });
    covered = Math.max(covered, end);
  }
  return gaps;
}
