import { page } from "fresh";
import { compare, type ComparedRow, sequence, type SequenceRow } from "../lab/views/mod.ts";
import { define } from "./(_server)/define.ts";
import { crypto, SCENARIOS } from "./(_server)/lab.ts";
import { loadAnyway, type Loaded, type Trouble as TroubleValue } from "./(_server)/load.ts";
import { named, told } from "./(_server)/names.ts";
import { strangerAmong } from "./(_server)/options.ts";
import { runPath } from "./(_server)/run_query.ts";
import { millis } from "./(_components)/millis.ts";
import { Scroll } from "./(_components)/Scroll.tsx";
import { Trouble } from "./(_components)/Trouble.tsx";
import { Verdict } from "./(_components)/Verdict.tsx";

/** What is compared when nobody has said: the best known attack, without and with a defence. */
const LEFT = "/run/mitm?with=none";
const RIGHT = "/run/mitm?with=validation";

export const handler = define.handlers({
  async GET(ctx) {
    const stranger = strangerAmong(ctx.url.searchParams, ["left", "right"]);
    if (stranger !== undefined) {
      const refused: TroubleValue = {
        kind: "trouble",
        status: 400,
        headers: {},
        message: stranger,
      };
      return page(refused, refused);
    }
    const left = await side(ctx.url, "left", LEFT, ctx.state.session);
    const right = await side(ctx.url, "right", RIGHT, ctx.state.session);
    const trouble = left.kind === "trouble" ? left : right.kind === "trouble" ? right : undefined;
    if (trouble !== undefined) return page(trouble, trouble);
    const [a, b] = [left as Loaded, right as Loaded];
    const comparison = compare(sequence(a.run.trace, crypto), sequence(b.run.trace, crypto));
    return page({ kind: "compared" as const, a, b, comparison });
  },
});

/** A run by its own address, as it stands in the address of this page. */
function side(
  url: URL,
  name: string,
  otherwise: string,
  session: string,
): Promise<Loaded | TroubleValue> {
  const path = url.searchParams.get(name) ?? otherwise;
  const fault = (message: string) =>
    Promise.resolve({ kind: "trouble" as const, status: 400, headers: {}, message });
  if (!path.startsWith("/run/")) return fault(`"${name}" wants the address of a run: ${LEFT}`);
  const target = new URL(path.replace(/[?&]with=none$/, ""), "http://lab.invalid");
  if (target.host !== "lab.invalid") return fault(`"${name}" wants an address of this site`);
  return loadAnyway(target, session);
}

/** Two runs side by side, aligned where they mean the same. */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") return <Trouble trouble={data} />;
  const { a, b, comparison } = data;
  const { rows, firstDifference } = comparison;
  return (
    <>
      <h1>Side by side</h1>
      <Chooser a={a} b={b} />
      <p role="status">
        {firstDifference === undefined ? "Both tell the same story." : (
          <>
            They part company at <a href="#difference">the first difference</a>.
          </>
        )}
      </p>
      <Scroll label="The two runs, row by row" panel>
        <table class="compare">
          <thead>
            <tr>
              {[a, b].map(({ query, run }, i) => (
                <th key={i} scope="col">
                  <a href={runPath(query)}>{query.scenario.title}</a>, seed {query.seed},{" "}
                  {query.with.join(" + ") || "no defence"}
                  <div>
                    <Verdict verdict={run.verdict} scenario={run.scenario} />
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <Row key={i} row={row} a={a} b={b} first={i === firstDifference} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
});

function Row(
  { row, a, b, first }: {
    readonly row: ComparedRow;
    readonly a: Loaded;
    readonly b: Loaded;
    readonly first: boolean;
  },
) {
  const only = row.left === undefined || row.right === undefined;
  return (
    <tr {...(first && { id: "difference" })}>
      <td class={only && row.left !== undefined ? "only" : ""}>
        {row.left !== undefined && <Cell row={row.left} loaded={a} only={only} />}
      </td>
      <td class={only && row.right !== undefined ? "only" : ""}>
        {row.right !== undefined && <Cell row={row.right} loaded={b} only={only} />}
      </td>
    </tr>
  );
}

function Cell(
  { row, loaded, only }: {
    readonly row: SequenceRow;
    readonly loaded: Loaded;
    /** Nothing on the other side means the same, though it may look the same from outside. */
    readonly only: boolean;
  },
) {
  const name = (lane: number) => named(loaded.run.trace.parties[lane]?.id ?? "");
  if (row.kind === "act") {
    return (
      <strong>
        {row.number}. {told(row.title)}
        {row.happens ? "" : " (does not happen)"}
      </strong>
    );
  }
  if (row.kind === "band") return <em>{told(row.text)}</em>;
  if (row.kind === "remark") {
    return (
      <span class={row.tone === "neutral" ? "" : row.tone}>
        {name(row.lane)}: {told(row.text)}
      </span>
    );
  }
  const path = runPath(loaded.query);
  return (
    <a href={`${path}${path.includes("?") ? "&" : "?"}at=${row.event}#${row.event}`}>
      <span class="mono soft">{millis(row.at)} ms</span> {name(row.from)} → {name(row.to)}{" "}
      <strong>{told(row.label)}{row.forged ? "′" : ""}</strong> {told(row.detail)}
      {only && <span class="soft">, {row.length} bytes</span>}
    </a>
  );
}

function Chooser({ a, b }: { readonly a: Loaded; readonly b: Loaded }) {
  return (
    <form class="controls no-print" method="get" action="/compare">
      {([["left", "Left", a], ["right", "Right", b]] as const).map(([name, label, { query }]) => (
        <label key={name}>
          {label}
          <select name={name}>
            {optionsFor(query.seed).map((path) => (
              <option key={path} value={path} selected={path === runPath(query)}>
                {path.replace("/run/", "")}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button class="primary" type="submit">Compare</button>
    </form>
  );
}

/** No defence, each alone, and all, for every scenario. */
function optionsFor(seed: number): string[] {
  return SCENARIOS.flatMap((scenario) => {
    const names = Object.keys(scenario.defences);
    const rows = [[], ...names.map((name) => [name]), ...(names.length > 1 ? [names] : [])];
    return rows.map((on) => runPath({ scenario, seed, with: on }));
  });
}
