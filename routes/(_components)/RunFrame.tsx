import type { ComponentChildren } from "preact";
import type { Run } from "../../lab/scenario/mod.ts";
import { named, told } from "../(_server)/names.ts";
import type { RunKey } from "../(_server)/run_query.ts";
import { runPath } from "../(_server)/run_query.ts";
import { Toy } from "./Toy.tsx";

const VIEWS = [
  ["", "Diagram"],
  ["keys", "Keys"],
  ["certificates", "Certificates"],
  ["cost", "Cost"],
] as const;

/** The heading of every view of one run, and the way to the others. */
export function RunFrame(
  { query, run, view, children }: {
    readonly query: RunKey;
    readonly run: Run;
    readonly view: string;
    readonly children: ComponentChildren;
  },
) {
  const { scenario } = query;
  const path = runPath(query);
  const search = path.includes("?") ? path.slice(path.indexOf("?")) : "";
  const on = query.with.length === 0 ? "no defence" : query.with.join(" + ");
  return (
    <>
      <h1>{scenario.title}</h1>
      <p class="soft">
        Seed {query.seed}, {on} on.
      </p>
      <nav class="controls no-print" aria-label="Views of this run">
        {VIEWS.map(([name, title]) => (
          <a
            key={name}
            class="button"
            href={`/run/${scenario.id}${name === "" ? "" : `/${name}`}${search}`}
            {...(name === view && { "aria-current": "page" as const })}
          >
            {title}
          </a>
        ))}
      </nav>
      <Toy run={run} />
      {run.trace.flaws.map(({ id, node, title }) => (
        <p key={`${node} ${id}`} class="bad">
          Built-in mistake of {named(node)}: {told(title)}
        </p>
      ))}
      {children}
    </>
  );
}
