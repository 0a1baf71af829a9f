import { knowledgeTable } from "../views/mod.ts";
import type { Trace } from "../trace/mod.ts";
import type { Paint } from "./terminal.ts";
import { cut, pad, wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** The who-knows-what table of a run. */
export function knowledgeLines(trace: Trace, width: number, paint: Paint): string[] {
  const rows = knowledgeTable(trace);
  const names = trace.parties.map(({ id }) => visible(id));
  const columns = names.map((name) => Math.max(3, Math.min(10, name.length)));
  const longest = Math.max(9, ...rows.map(({ title }) => visible(title).length));
  const title = Math.min(longest, Math.max(20, Math.floor(width * 0.42)));
  const header = [
    pad("who knows", title),
    ...names.map((name, i) => pad(cut(name, columns[i]!), columns[i]!)),
  ];
  const indent = title + 2 + columns.reduce((sum, column) => sum + column + 2, 0);
  const room = Math.max(12, width - indent - 2);
  const lines = [" " + paint("bold", header.join("  "))];
  for (const row of rows) {
    const marks = trace.parties.map(({ id, hostile }, i) => {
      const known = row.knownBy.includes(id);
      return paint(
        known && hostile ? "bad" : known ? "plain" : "dim",
        pad(known ? "●" : "·", columns[i]!),
      );
    });
    const [first, ...more] = wrap(visible(row.remark), room);
    lines.push(
      ` ${pad(cut(visible(row.title), title), title)}  ${marks.join("  ")}  ${first ?? ""}`
        .trimEnd(),
    );
    for (const line of more) lines.push(" ".repeat(indent + 1) + line);
  }
  return lines;
}
