const minute = 60_000;

/** Instants of a scenario as `Date.prototype.toISOString` writes them, from seconds after its zero (milliseconds since 1970). */
export function clockFrom(zero: number): (seconds: number) => string {
  // Thousands of instants fall into a few hundred minutes: what is before their seconds is written once.
  const known = new Map<number, string>();
  return (seconds) => {
    const time = zero + Math.round(seconds * 1000);
    const whole = Math.floor(time / minute);
    let upToMinute = known.get(whole);
    if (upToMinute === undefined) {
      upToMinute = new Date(whole * minute).toISOString().slice(0, 17);
      known.set(whole, upToMinute);
    }
    const rest = time - whole * minute;
    const seconds2 = String(Math.floor(rest / 1000)).padStart(2, '0');
    return `${upToMinute}${seconds2}.${String(rest % 1000).padStart(3, '0')}Z`;
  };
}
