import { anchorOf, GLOSSARY, termOf } from "../scenarios/mod.ts";
import { define } from "./(_server)/define.ts";

/** The words of the trade, each in a sentence or two. */
export default define.page(() => (
  <>
    <h1>Glossary</h1>
    <p class="lead">{GLOSSARY.length} words that come up, each in a sentence or two.</p>
    <dl class="glossary panel">
      {GLOSSARY.map((entry) => (
        <div key={entry.term} id={anchorOf(entry)}>
          <dt>
            {entry.term}
            {entry.also.length > 0 && <span class="soft">· also {entry.also.join(", ")}</span>}
          </dt>
          <dd>
            {entry.text} {entry.spec !== undefined && <span class="soft">({entry.spec})</span>}
            <p class="soft">
              {entry.seeAlso.map((name) => {
                const other = termOf(name);
                return other === undefined
                  ? name
                  : <a key={name} href={`#${anchorOf(other)}`}>{name}</a>;
              }).flatMap((link, i) => i === 0 ? [link] : [", ", link])}
              {(entry.scenarios ?? []).map((id) => (
                <a key={id} class="in-scenario" href={`/run/${id}`}>{id}</a>
              ))}
            </p>
          </dd>
        </div>
      ))}
    </dl>
  </>
));
