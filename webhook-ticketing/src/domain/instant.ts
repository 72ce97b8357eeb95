/**
 * Instants are ISO 8601 strings in UTC everywhere in the domain, as on the wire; arithmetic is done in milliseconds since the
 * epoch. Strings are never compared as text: the contract allows them with and without fractions of a second.
 */
export type Instant = string;

/** Milliseconds since the epoch. Throws for what is no instant: data from outside were parsed before. */
export const millis = (instant: Instant): number => {
  const value = Date.parse(instant);
  if (Number.isNaN(value)) throw new RangeError(`not an instant: ${instant}`);
  return value;
};

export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

export const plusSeconds = (instant: Instant, seconds: number): Instant => instantOf(millis(instant) + seconds * 1000);

export const later = (one: Instant, other: Instant): Instant => (millis(one) >= millis(other) ? one : other);
