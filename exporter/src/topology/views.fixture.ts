import { element, type Element } from '@roundsman/contract/inventory/schema.ts';
import type { z } from 'zod';
import type { Neighbour, PortView, SwitchView } from './switchView.ts';

/** What a port of a view says where that is not what most ports say: up, of Ethernet, and nothing learned. */
type Said = Partial<Omit<PortView, 'neighbours'>> & { neighbours?: readonly Partial<Neighbour>[] };

const isList = (said: readonly string[] | Said): said is readonly string[] => Array.isArray(said);

export const viewOf = (ports: Readonly<Record<string, readonly string[] | Said>>, address?: string): SwitchView => ({
  address,
  ports: new Map(
    Object.entries(ports).map(([name, said]) => {
      const { neighbours = [], addresses = [], ...rest }: Said = isList(said) ? { addresses: said } : said;
      const complete = neighbours.map((each) => ({ address: undefined, name: '', port: '', forwards: false, ...each }));
      return [name, { up: true, ethernet: true, learned: addresses.length, addresses, neighbours: complete, ...rest }];
    }),
  ),
});

export const elements = (...inputs: z.input<typeof element>[]): Element[] => inputs.map((each) => element.parse(each));
