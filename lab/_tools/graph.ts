import type { Graph } from "./repository.ts";

/**
 * The circles of a graph, one for each arrow that closes one: `["a", "b", "a"]` when a imports b and
 * b imports a.
 */
export function circles(graph: Graph): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string) => {
    const at = path.indexOf(node);
    if (at >= 0) return void found.push([...path.slice(at), node]);
    if (done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) visit(node);
  return found;
}

/** Whether a way of one or more arrows leads from one node to another. */
export function leadsTo(graph: Graph, from: string, to: string): boolean {
  const seen = new Set<string>();
  const search = (node: string): boolean =>
    [...graph.get(node) ?? []].some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return search(next);
    });
  return search(from);
}

/** The same graph without arrows that a longer way makes needless. It must have no circles. */
export function reduced(graph: Graph): Graph {
  return new Map([...graph].map(([node, targets]) => {
    const needed = [...targets].filter((target) =>
      ![...targets].some((other) => other !== target && leadsTo(graph, other, target))
    );
    return [node, new Set(needed)];
  }));
}
