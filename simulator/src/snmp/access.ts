import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../plant/plant.ts';
import { engineOf, type Engine } from './usm/engine.ts';
import type { User } from './usm/user.ts';

/** What the credentials say: a community, or one user. */
export type Opening = { type: 'community'; community: string } | { type: 'user'; user: User };

/** Who may ask an agent: whoever knows its community, by version 1 and 2c, or one user, by version 3. */
export type Access = { type: 'community'; community: string } | { type: 'user'; user: User; engine: Engine };

export function accessOf(opening: Opening, { id }: Element, plant: Plant, skewSeconds: () => number): Access {
  if (opening.type === 'community') return opening;
  return { ...opening, engine: engineOf(id, { bootedAt: () => plant.bootedAt(id), now: plant.now, skewSeconds }) };
}
