import type { Trace } from "../../lab/trace/mod.ts";
import { knowledgeTable } from "../../lab/views/mod.ts";
import { Scroll } from "./Scroll.tsx";
import { named, told } from "../(_server)/names.ts";

const WORDS = { all: "● knows", some: "◐ in part", none: "· no" } as const;

/** Who knows what, and how the attacker came to know it. */
export function Knowledge({ trace, caption }: { readonly trace: Trace; readonly caption: string }) {
  const rows = knowledgeTable(trace);
  return (
    <Scroll label="Who knows what">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Secret</th>
            {trace.parties.map(({ id }) => <th key={id} scope="col">{named(id)}</th>)}
            <th scope="col">How</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, known, remark }) => (
            <tr key={title}>
              <th scope="row">{told(title)}</th>
              {known.map(({ node, extent }, i) => (
                <td
                  key={node}
                  class={extent !== "none" && trace.parties[i]!.hostile ? "bad" : ""}
                >
                  {WORDS[extent]}
                </td>
              ))}
              <td class="wrap-any">{told(remark)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
