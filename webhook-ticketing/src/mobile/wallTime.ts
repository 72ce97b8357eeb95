/** `2026-11-26T14:05`, as a field for date and time gives it. */
const wallTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

const shownThere = (instant: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
  return Date.parse(`${parts.replace(' ', 'T')}Z`);
};

/**
 * The instant at which clocks of the zone show that date and time, as ISO 8601 in UTC; null for what is no date and time. A time
 * that a change of the clocks leaves out is read as the one after the gap or before it.
 */
export function instantAt(shown: string, timeZone: string): string | null {
  const wanted = wallTime.test(shown) ? Date.parse(`${shown}Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  // The second round is for a change of the clocks between the first guess and the answer.
  let instant = wanted;
  for (let round = 0; round < 2; round += 1) instant += wanted - shownThere(instant, timeZone);
  return new Date(instant).toISOString();
}

/** What a field for date and time is to show for an instant. */
export const fieldTime = (instant: number, timeZone: string): string =>
  new Date(shownThere(instant, timeZone)).toISOString().slice(0, 16);
