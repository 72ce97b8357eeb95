const radians = Math.PI / 180;
/** J2000.0 as milliseconds since 1970. */
const epoch = Date.UTC(2000, 0, 1, 12);

/**
 * How high the sun stands, in degrees over the horizon (below it: negative), refraction left out: good to half a degree, which is
 * ample for telling day from night. After the low-precision formulas of the Astronomical Almanac, section C.
 * @param at milliseconds since 1970
 */
export function sunElevation(latitude: number, longitude: number, at: number): number {
  const days = (at - epoch) / 86_400_000;
  const anomaly = (357.528 + 0.9856003 * days) * radians;
  const ecliptic = (280.46 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * radians;
  const obliquity = (23.439 - 0.0000004 * days) * radians;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(ecliptic));
  const rightAscension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic));
  // Greenwich mean sidereal time, in degrees; 360.98… is one turn against the stars each day.
  const sidereal = 280.46062 + 360.98564737 * days;
  const hourAngle = (sidereal + longitude) * radians - rightAscension;
  const [phi, cosine] = [latitude * radians, Math.cos(hourAngle)];
  return Math.asin(Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * cosine) / radians;
}
