import type { Located } from './source.ts';

/** Names a fault of an entry by where it stands. */
export type Report = (entry: Located<unknown>, path: readonly (string | number)[], message: string) => void;
/** Checks that what an entry refers to exists. */
export type Refer = (
  entry: Located<unknown>,
  path: readonly (string | number)[],
  kind: 'party' | 'district' | 'site' | 'cabinet' | 'element',
  id: string | undefined,
) => void;
