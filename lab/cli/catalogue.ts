import type { Scenario } from "../scenario/mod.ts";
import type { Paint } from "./terminal.ts";
import { pad, wrap } from "./text.ts";
import { visible } from "./visible.ts";

/** The list of scenarios, easiest first. */
export function catalogueLines(
  scenarios: readonly Scenario[],
  width: number,
  paint: Paint,
): string[] {
  const id = Math.max(...scenarios.map((one) => one.id.length)) + 2;
  const about = Math.max(...scenarios.map((one) => one.about.length)) + 2;
  const level = 12;
  const room = Math.max(16, width - id - about - level - 1);
  const lines = [
    " " + paint("bold", `${pad("scenario", id)}${pad("about", about)}${pad("level", level)}title`),
  ];
  for (const one of scenarios) {
    const [first, ...more] = wrap(visible(one.title), room);
    const head = paint("secret", pad(one.id, id)) + pad(one.about, about) + pad(one.level, level);
    lines.push(` ${head}${first}`);
    for (const line of more) lines.push(" ".repeat(id + about + level + 1) + line);
  }
  lines.push(
    "",
    " deno task scenario <id>          tells one, without defences and with them",
    " deno task scenario <id> --help   shows the options",
    " deno task matrix                 runs every row of every scenario",
  );
  return lines;
}
