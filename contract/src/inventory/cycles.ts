/** Circles of a directed graph, each once, as the ids on the way round. `next` gives the ids that a node points at. */
export function cycles<T extends { id: string }>(
  nodes: readonly T[],
  next: (node: T) => readonly string[],
): string[][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[][] = [];
  for (const start of nodes) {
    if (state.has(start.id)) continue;
    // An explicit stack: a chain of a city's length would overflow a recursion.
    const path: { id: string; rest: string[] }[] = [{ id: start.id, rest: [...next(start)] }];
    state.set(start.id, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const id = top.rest.pop();
      if (id === undefined) {
        state.set(top.id, 'done');
        path.pop();
        continue;
      }
      const node = byId.get(id);
      if (!node) continue;
      const seen = state.get(id);
      if (seen === 'open') found.push(path.slice(path.findIndex((step) => step.id === id)).map((step) => step.id));
      if (seen) continue;
      state.set(id, 'open');
      path.push({ id, rest: [...next(node)] });
    }
  }
  return found;
}
