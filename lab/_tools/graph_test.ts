import { assert, assertEquals, assertFalse } from "@std/assert";
import { circles, leadsTo, reduced } from "./graph.ts";
import type { Graph } from "./repository.ts";

/** Reads `a>b a>c` as a graph. */
function graph(arrows: string): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of arrows.split(" ").map((arrow) => arrow.split(">"))) {
    graph.set(from!, (graph.get(from!) ?? new Set()).add(to!));
  }
  return graph;
}

Deno.test("circles() finds none where all arrows lead down", () => {
  assertEquals(circles(graph("a>b a>c b>c c>d")), []);
});

Deno.test("circles() names the way round", () => {
  assertEquals(circles(graph("a>b b>c c>b")), [["b", "c", "b"]]);
  assertEquals(circles(graph("a>a")), [["a", "a"]]);
  assertEquals(circles(graph("a>b b>a c>d d>e e>c")).length, 2);
});

Deno.test("leadsTo() follows several arrows and comes back from a circle", () => {
  assert(leadsTo(graph("a>b b>c"), "a", "c"));
  assertFalse(leadsTo(graph("a>b b>a c>d"), "a", "d"));
});

Deno.test("reduced() drops arrows that a longer way makes needless", () => {
  assertEquals(reduced(graph("a>b a>c a>d b>c c>d")), graph("a>b b>c c>d"));
});
