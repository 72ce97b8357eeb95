/** A number from 0 to below 1 that is the same for the same name: devices of one make differ, but each stays itself. */
export function spread(name: string): number {
  let mixed = 0x811c9dc5;
  for (const letter of name) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return (Math.imul(mixed, 0x9e3779b1) >>> 0) / 2 ** 32;
}
