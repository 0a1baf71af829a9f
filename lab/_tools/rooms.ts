/**
 * Draws the rooms and the arrows between them into ARCHITECTURE.md, from what the files really
 * import: `deno task rooms`.
 */
import { reduced } from "./graph.ts";
import { placeOf } from "./lint/places.ts";
import { type Room, ROOMS } from "./lint/rooms.ts";
import { fileGraph, type Graph, ROOT, sourceFiles } from "./repository.ts";

const START = "<!-- drawn by `deno task rooms` from the imports; do not edit -->";
const END = "<!-- end of the drawing -->";

/** Which room imports which, tests and benches aside. */
export function roomGraph(withTypes = true): Graph {
  const files = sourceFiles().filter((path) => placeOf(path).part === "room");
  const graph = new Map<string, Set<string>>();
  for (const [path, targets] of fileGraph(files, withTypes)) {
    const from = placeOf(path).room!;
    const arrows = graph.get(from) ?? new Set();
    graph.set(from, arrows);
    for (const target of targets) {
      const to = placeOf(target).room;
      if (to !== undefined && to !== from) arrows.add(to);
    }
  }
  return graph;
}

/**
 * The drawing as Mermaid text. An arrow that a longer way makes needless is left out, or nearly
 * every room would point at `bytes`; an arrow of types alone is dotted.
 */
export function mermaid(all: Graph, values: Graph): string {
  const graph = reduced(all);
  const lines = ["```mermaid", "flowchart BT"];
  for (const name of Object.keys(ROOMS)) {
    if (!all.has(name)) continue;
    const { folder }: Room = ROOMS[name as keyof typeof ROOMS];
    // `scenarios` and `scenario` differ in one letter, and the folder says which is which.
    lines.push(`  ${name}["${folder}"]`);
  }
  for (const from of Object.keys(ROOMS)) {
    for (const to of [...graph.get(from) ?? []].sort()) {
      lines.push(`  ${from} ${values.get(from)?.has(to) ? "-->" : "-.->"} ${to}`);
    }
  }
  return [...lines, "```"].join("\n");
}

/** The document with a fresh drawing between the marks. */
export function withDrawing(document: string, drawing: string): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) {
    throw new SyntaxError(`Cannot find the marks of the drawing in ARCHITECTURE.md: "${START}"`);
  }
  return `${document.slice(0, start)}${START}\n\n${drawing}\n\n${document.slice(end)}`;
}

/** ARCHITECTURE.md as it is and as it should be. */
export function documents(): { readonly now: string; readonly fresh: string } {
  const now = Deno.readTextFileSync(new URL("ARCHITECTURE.md", ROOT));
  return { now, fresh: withDrawing(now, mermaid(roomGraph(), roomGraph(false))) };
}

if (import.meta.main) {
  const { now, fresh } = documents();
  if (now !== fresh) Deno.writeTextFileSync(new URL("ARCHITECTURE.md", ROOT), fresh);
  Deno.stdout.writeSync(new TextEncoder().encode(
    now === fresh ? "ARCHITECTURE.md was up to date\n" : "ARCHITECTURE.md has a new drawing\n",
  ));
}
