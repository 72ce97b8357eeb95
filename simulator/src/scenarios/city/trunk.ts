import type { Chance } from '../chance.ts';
import type { Part } from './part.ts';
import type { Shape } from './shape.ts';

/** Where a cabinet gets its way to the core. */
export type Way =
  | { over: 'pon'; splitter: string; olt: string; port: string; number: number }
  | { over: 'sdh'; node: string; port: string };

export interface Trunk {
  parts: Part[];
  /** As many as cabinets are wanted, in no order. */
  ways: Way[];
}

const exchange = 'exchange';

/** From the core to the splitters and the SDH nodes at the roadside, with the exchange where their active parts stand. */
export function trunk(shape: Shape, chance: Chance): Trunk {
  const housed = { site: exchange, fedBy: ['exchange-ups'] };
  const ofCarrier = { site: exchange, fedBy: [] };
  const parts: Part[] = [
    { id: 'exchange-transformer', kind: 'transformer', fedBy: [], uplinks: [] },
    {
      id: 'exchange-supply',
      kind: 'cabinet_supply',
      site: exchange,
      responsible: 'operator',
      fedBy: ['exchange-transformer'],
      uplinks: [],
    },
    // Managed on a way of its own: it answers though the core does not.
    {
      id: 'exchange-ups',
      kind: 'ups',
      site: exchange,
      responsible: 'operator',
      fedBy: ['exchange-supply'],
      uplinks: [],
      senses: [{ input: 'main', element: 'exchange-supply' }],
    },
    { id: 'core-1', kind: 'core', ...housed, uplinks: [] },
    { id: 'agg-1', kind: 'aggregation', ...housed, uplinks: [{ to: 'core-1', port: 'xe1' }] },
    { id: 'agg-2', kind: 'aggregation', ...housed, uplinks: [{ to: 'core-1', port: 'xe2' }] },
  ];
  // A ring core, agg-1, agg-3, agg-2, core: the node in its middle has two ways. In a tree it hangs on one of the others.
  const middle = shape.ringed ? ['agg-1', 'agg-2'] : [chance.pick(['agg-1', 'agg-2'])];
  parts.push({
    id: 'agg-3',
    kind: 'aggregation',
    ...housed,
    uplinks: middle.map((to) => ({ to, port: 'xe3' })),
  });
  const ways: Way[] = [];
  const ponPorts = chance.whole(...shape.ponPorts);
  const perOlt = chance.whole(1, 2);
  for (let port = 1; port <= ponPorts; port += 1) {
    const olt = `olt-${Math.ceil(port / perOlt)}`;
    const ofOlt = ((port - 1) % perOlt) + 1;
    if (ofOlt === 1) {
      const above = chance.some(['agg-1', 'agg-2', 'agg-3'], shape.ringed ? 2 : 1);
      parts.push({ id: olt, kind: 'olt', ...ofCarrier, uplinks: above.map((to) => ({ to, port: `ge${port}` })) });
    }
    const portName = `0/1/${ofOlt}`;
    parts.push({
      id: `pon-${port}`,
      kind: 'pon_port',
      site: exchange,
      fedBy: [],
      uplinks: [{ to: olt, port: portName }],
    });
    let number = 0;
    for (let splitter = chance.whole(...shape.splittersPerPort); splitter > 0; splitter -= 1) {
      const id = `splitter-${port}-${splitter}`;
      parts.push({ id, kind: 'splitter', fedBy: [], uplinks: [{ to: `pon-${port}` }] });
      for (let onu = chance.whole(...shape.onusPerSplitter); onu > 0; onu -= 1) {
        ways.push({ over: 'pon', splitter: id, olt, port: portName, number });
        number += 1;
      }
    }
  }
  const sdh = sdhNodes(shape, chance);
  return { parts: [...parts, ...sdh.parts, ...centre(chance)], ways: [...ways, ...sdh.ways] };
}

/** SDH nodes: in a ring the one at the roadside has two sections, else they are a chain. */
function sdhNodes(shape: Shape, chance: Chance): Trunk {
  const node = { kind: 'sdh_node' as const, site: exchange, fedBy: [] };
  const parts: Part[] = [
    { id: 'sdh-1', ...node, uplinks: [{ to: chance.pick(['core-1', 'agg-1']), port: 'stm1' }] },
    {
      id: 'sdh-2',
      ...node,
      uplinks: shape.ringed
        ? [
            { to: 'sdh-1', port: 'stm2' },
            { to: 'core-1', port: 'stm2' },
          ]
        : [{ to: 'sdh-1', port: 'stm2' }],
    },
  ];
  const ways = Array.from({ length: chance.whole(...shape.sdhCabinets) }, (_, index): Way => {
    // The first hangs on the chain's own first node, so that there is always a node with one section and somebody behind it.
    const to = index === 0 ? 'sdh-1' : 'sdh-2';
    return { over: 'sdh', node: to, port: `e${index + 1}` };
  });
  return { parts, ways };
}

/** The recorders, whose channels are filled when the cameras stand, and the server of the platform. */
function centre(chance: Chance): Part[] {
  const end = { site: exchange, fedBy: ['exchange-ups'] };
  const recorders = chance.whole(1, 2);
  return [
    ...Array.from({ length: recorders }, (_, index): Part => ({
      id: `recorder-${index + 1}`,
      kind: 'recorder',
      ...end,
      uplinks: [{ to: 'core-1', port: `ge${index + 1}` }],
    })),
    { id: 'server-1', kind: 'server', ...end, uplinks: [{ to: 'core-1', port: 'ge9' }] },
  ];
}
