const [width, height] = [160, 28];

/** A day's scores as inline SVG, the threshold as a line across; what lies over twice the threshold is drawn at the top. */
export function sparkline(points: readonly { at: number; score: number }[], threshold: number): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  const top = 2 * threshold;
  const x = (at: number): string =>
    (last.at === first.at ? width : ((at - first.at) / (last.at - first.at)) * width).toFixed(1);
  const y = (score: number): string =>
    (height - 1 - (Math.min(top, Math.max(0, score)) / top) * (height - 2)).toFixed(1);
  const line = points.map(({ at, score }) => `${x(at)},${y(score)}`).join(' ');
  return (
    `<svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">` +
    `<line x1="0" x2="${width}" y1="${y(threshold)}" y2="${y(threshold)}"/><polyline points="${line}"/></svg>`
  );
}
