import type { Scenario } from "../lab/scenario/mod.ts";
import { define } from "./(_server)/define.ts";
import { SCENARIOS } from "./(_server)/lab.ts";
import { visible } from "./(_server)/names.ts";
import { matches, topicsOf } from "./(_server)/search.ts";

const LEVELS = { "first-hour": "first hour", "first-day": "first day", deeper: "deeper" } as const;

/** All scenarios, to choose from and to search in. */
export default define.page(({ url }) => {
  const words = (url.searchParams.get("q") ?? "").trim().slice(0, 100);
  const found = SCENARIOS.filter((scenario) => matches(scenario, words));
  return (
    <>
      <h1>What stops an attack on TLS?</h1>
      <p class="lead">
        Each of these is carried out on real bytes: attacks, with every defence off and on, and
        walk-throughs, in which nobody attacks. Choose one, take away a defence, and look at the
        byte that decides it.
      </p>
      <form class="controls" role="search" method="get" action="/">
        <label>
          Search <input type="search" name="q" value={visible(words)} maxLength={100} />
        </label>
        <button type="submit">Search</button>
        <span class="soft" role="status">
          {words === "" ? "" : `${found.length} of ${SCENARIOS.length} scenarios`}
        </span>
      </form>
      <p class="soft no-print">
        Topics: {topicsOf(SCENARIOS).map((topic, i) => (
          <span key={topic}>
            {i === 0 ? "" : " · "}
            <a href={`/?q=${encodeURIComponent(topic)}`}>{topic}</a>
          </span>
        ))}
      </p>
      <ul class="cards">
        {found.map((scenario) => <Card key={scenario.id} scenario={scenario} />)}
      </ul>
      {found.length === 0 && (
        <p>
          Nothing with these words. <a href="/">All scenarios</a>
        </p>
      )}
    </>
  );
});

function Card({ scenario }: { readonly scenario: Scenario }) {
  const { id, title, summary, about, level, defences, moral } = scenario;
  const names = Object.keys(defences);
  return (
    <li class="panel card">
      <h2>
        <a href={`/run/${id}`}>{title}</a>
      </h2>
      <p>{summary}</p>
      <p class="soft">{moral}.</p>
      <p class="meta">
        <span class="mono">{id}</span>
        <span>{about}</span>
        <span>{LEVELS[level]}</span>
        <span>
          {names.length === 0 ? "nobody attacks" : `defences: ${names.join(", ")}`}
        </span>
        {scenario.lesson !== undefined && <span>{scenario.lesson.minutes} minutes</span>}
        <a href={`/learn/${id}`}>lesson</a>
      </p>
    </li>
  );
}
