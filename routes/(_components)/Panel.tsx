import type { PanelModel } from "../(_server)/panel.ts";
import { BytesView } from "./BytesView.tsx";

const ACCESS = {
  open: "reads it: nothing hides it",
  key: "reads it: holds the key",
  sealed: "cannot read it",
  away: "never sees it",
} as const;

const SIGNS = { open: "◉", key: "◆", sealed: "■", away: "○" } as const;

/** Everything about one row: of a packet what it is, who can read it, and its bytes. */
export function Panel({ panel }: { readonly panel: PanelModel }) {
  const { event, heading, label, facts, explanation, readers, text, checks } = panel;
  const { sections, knowledge } = panel;
  return (
    <div>
      <h2 class="wrap-any">
        <span class="mono soft">#{event}</span> {label}
      </h2>
      <p class="soft">{heading}</p>
      {explanation.map((sentence) => <p key={sentence}>{sentence}</p>)}
      {readers.length > 0 && <h3>Who can read it</h3>}
      <ul class="readers">
        {readers.map(({ node, access, hostile }) => (
          <li key={node} class={hostile ? `${access} hostile` : access}>
            <span aria-hidden="true">{SIGNS[access]}</span> <strong>{node}</strong> {ACCESS[access]}
          </li>
        ))}
      </ul>
      {text !== undefined && (
        <>
          <h3>As text</h3>
          <pre class="bytes">{text}</pre>
        </>
      )}
      {checks.length > 0 && (
        <>
          <h3>{readers.length > 0 ? "What the receiver made of it" : "Every check"}</h3>
          <ul class="checks">
            {checks.map(({ ok, rule, detail, spec }, i) => (
              <li key={i} class={ok ? "good" : "bad"}>
                {ok ? "✓" : "✗"} <strong>{rule}</strong>: {detail}{" "}
                <span class="soft">({spec})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {sections.map((model) => <BytesView key={`${event} ${model.title}`} model={model} />)}
      <h3>Who knows what by now</h3>
      <ul>
        {knowledge.map(({ title, by, how }) => (
          <li key={title}>
            <strong>{title}</strong>: {by.length === 0 ? "nobody" : by.join(", ")}
            {how === "" ? "" : <span class="soft">({how})</span>}
          </li>
        ))}
      </ul>
      {facts.length > 0 && <h3>{readers.length > 0 ? "The packet" : "The cause"}</h3>}
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </div>
  );
}
