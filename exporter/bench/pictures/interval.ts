/** Wilson's interval for a share, at 95 %: where it lies that gives so many of so many. */
export function wilson(count: number, of: number): { low: number; high: number } {
  if (!of) return { low: 0, high: 1 };
  const z = 1.96;
  const share = count / of;
  const middle = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const whole = 1 + (z * z) / of;
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) };
}

/**
 * Upper 95 % bound of alarms per camera-day where the days of one scene are alike. With alarms: the bootstrap over scenes. In any
 * case not below what the share of scenes with any alarm allows, each such scene counted with its own mean of alarms (at least
 * one): with no alarm at all, that of the rule of three over scenes, spread over a scene's days.
 */
export function upperBound(
  scenes: readonly { alarms: number; days: number }[],
  random: { whole: (below: number) => number },
): number {
  const days = scenes.reduce((sum, scene) => sum + scene.days, 0);
  const means = Array.from({ length: 4000 }, () => {
    const drawn = scenes.map(() => scenes[random.whole(scenes.length)] ?? { alarms: 0, days: 0 });
    return drawn.reduce((sum, { alarms }) => sum + alarms, 0) / drawn.reduce((sum, scene) => sum + scene.days, 0);
  }).sort((a, b) => a - b);
  const bad = scenes.filter(({ alarms }) => alarms > 0);
  const each = bad.length ? bad.reduce((sum, { alarms }) => sum + alarms, 0) / bad.length : 1;
  const byScene = (1 - 0.05 ** (1 / scenes.length)) * each * (scenes.length / days);
  return Math.max(means[Math.floor(means.length * 0.95)] ?? 0, byScene);
}
