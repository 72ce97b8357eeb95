/** The same data with every text as PostgreSQL can store it: without NUL, and without halves of surrogate pairs. */
export function storable<T>(data: T): T {
  // What JSON can say is all that a parsed request holds, and its shape stays the same.
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  ) as T;
}
