import { usualSize } from "../../lab/scenario/mod.ts";
import { type RunKey, runPath } from "../(_server)/run_query.ts";

/** The defences as switches: each is a link to the same run with one of them flipped. */
export function Defences({ query }: { readonly query: RunKey }) {
  const { scenario, seed, size } = query;
  const sized = size === undefined ? {} : { size };
  const on = new Set(query.with);
  const names = Object.keys(scenario.defences);
  return (
    <div class="panel stack no-print">
      {names.length > 0 && (
        <ul class="switches" aria-label="Defences">
          {names.map((name) => {
            const flipped = on.has(name)
              ? query.with.filter((other) => other !== name)
              : [...query.with, name];
            const href = runPath({ scenario, seed, with: flipped, ...sized });
            return (
              <li key={name}>
                <a
                  class={`switch${on.has(name) ? " on" : ""}`}
                  href={href}
                  role="switch"
                  aria-checked={on.has(name)}
                >
                  <span aria-hidden="true">{on.has(name) ? "■" : "□"}</span> {name}
                  <span class="state">{on.has(name) ? "on" : "off"}</span>
                </a>{" "}
                <span class="soft">{scenario.defences[name]}</span>
              </li>
            );
          })}
        </ul>
      )}
      <form class="controls" method="get" action={`/run/${scenario.id}`}>
        <label>
          Seed
          <input type="number" name="seed" min="0" max="9007199254740991" value={seed} />
        </label>
        {scenario.sizes !== undefined && (
          <label>
            Size
            <select name="size">
              {Object.entries(scenario.sizes).map(([name, what]) => (
                <option key={name} value={name} selected={name === (size ?? usualSize(scenario))}>
                  {name}: {what}
                </option>
              ))}
            </select>
          </label>
        )}
        {query.with.length > 0 && <input type="hidden" name="with" value={query.with.join(",")} />}
        <button class="primary" type="submit">Run</button>
        {names.length > 0 && (
          <a
            class="button"
            href={`/compare?left=${
              encodeURIComponent(runPath({ scenario, seed, with: [], ...sized }))
            }&right=${encodeURIComponent(runPath({ scenario, seed, with: names, ...sized }))}`}
          >
            Compare without and with
          </a>
        )}
      </form>
    </div>
  );
}
