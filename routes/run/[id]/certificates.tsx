import { page } from "fresh";
import { certificateViews, type ChainView, failedChain } from "../../../lab/views/mod.ts";
import { define } from "../../(_server)/define.ts";
import { loadRun } from "../../(_server)/load.ts";
import { named, told } from "../../(_server)/names.ts";
import { certificateModel } from "../../(_server)/panel.ts";
import { RunFrame } from "../../(_components)/RunFrame.tsx";
import { ChainFaults } from "../../(_components)/ChainFaults.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";
import { Trouble } from "../../(_components)/Trouble.tsx";
import Bytes from "../../(_islands)/Bytes.tsx";

/** Chains of one page. */
const MOST_CHAINS = 100;
/** So many are found without a list of them. */
const FEW_CHAINS = 3;

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadRun(ctx.url, ctx.state.session);
    if (loaded.kind === "moved") return ctx.redirect(loaded.path, 307);
    if (loaded.kind === "trouble") return page(loaded, loaded);
    const { trace } = loaded.run;
    const chains = certificateViews(trace, true).slice(0, MOST_CHAINS);
    const judged = trace.events.filter((event) =>
      event.kind === "tls.check" && event.subject === "certificate chain"
    );
    return page({ ...loaded, chains, folded: judged.length - chains.length });
  },
});

/** Every chain that somebody judged, every check of it, and the bytes it looked at. */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") return <Trouble trouble={data} />;
  const { query, chains, folded } = data;
  return (
    <RunFrame query={query} run={data.run} view="certificates">
      {chains.length === 0 && <p>Nobody showed a certificate in this run.</p>}
      {chains.length > FEW_CHAINS && <List chains={chains} />}
      {chains.toSorted((a, b) => rankOf(a) - rankOf(b)).map((chain) => (
        <Chain key={chain.event} chain={chain} />
      ))}
      {folded > 0 && (
        <p class="soft">
          {folded === 1 ? "One more chain was" : `${folded} more chains were`}{" "}
          judged in tries that are folded up, the same as one of these; the trace has them.
        </p>
      )}
    </RunFrame>
  );
});

/** What failed comes first: it is what one comes here for. */
function rankOf({ ok, flaw, later, rules }: ChainView): number {
  if (!ok) return 0;
  if (rules.some((rule) => !rule.ok)) return 1;
  return later !== undefined || flaw !== undefined ? 2 : rules.length > 0 ? 3 : 4;
}

/** Where there are many: all of them in the order of the story. */
function List({ chains }: { readonly chains: readonly ChainView[] }) {
  return (
    <nav class="panel" aria-label="All chains, in the order of the story">
      <ol class="chains">
        {chains.map(({ event, judge, host, connection, ok, rules }) => (
          <li key={event}>
            <a href={`#${event}`}>{named(judge)}, {named(host ?? connection)}</a>{" "}
            <span class={ok ? "soft" : "good"}>
              {ok ? "accepted" : "refused"}
              {rules.filter((rule) => !rule.ok).slice(0, 3).map(({ rule }) => ` ✗ ${named(rule)}`)}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Chain({ chain }: { readonly chain: ChainView }) {
  const { event, judge, connection, presenter, host, certificates, rules } = chain;
  const { ok, flaw, alert, later } = chain;
  const failed = failedChain(chain);
  return (
    <section class="panel" id={String(event)}>
      <h2>
        {named(judge)} judges{" "}
        {presenter === undefined ? "a chain" : `what ${named(presenter)} shows`}
        {host !== undefined && ` for ${named(host)}`}{" "}
        <span class="soft">in {named(connection)}</span>
      </h2>
      <p class={ok ? "" : "good"}>
        {ok ? "Accepted." : `Refused${alert === undefined ? "" : ` with ${alert.alert}`}.`}
        {flaw !== undefined && (
          <>
            {" "}
            <strong class="bad">Built-in mistake: {told(flaw.title)}.</strong>
          </>
        )}
        {later !== undefined && (
          <>
            {" "}
            <strong class="good">
              The chain, but not the connection: it ends with {named(later.alert)}.
            </strong>
            {later.why !== undefined && ` ${told(later.why)}.`}
          </>
        )}
      </p>
      {failed !== undefined && <ChainFaults chain={failed} />}
      {rules.length === 0
        ? <p class="soft">Without a check of any kind.</p>
        : (
          <Scroll label="Every check of this chain">
            <table class="narrow">
              <caption>Every check, passed or failed</caption>
              <thead>
                <tr>
                  <th scope="col">Rule</th>
                  <th scope="col">Found</th>
                  <th scope="col">Written in</th>
                </tr>
              </thead>
              <tbody>
                {rules.map((rule) => (
                  <tr key={rule.rule}>
                    <th scope="row" class={rule.ok ? "good" : "bad"}>
                      {rule.ok ? "✓" : "✗"} {rule.rule}
                    </th>
                    <td>
                      {rule.findings.map(({ detail, ok: passed }, i) => (
                        <div key={i} class={passed ? "" : "bad"}>{told(detail)}</div>
                      ))}
                    </td>
                    <td class="soft">{rule.spec}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      {certificates.map((certificate) => (
        <details key={certificate.index}>
          <summary>
            Certificate {certificate.index}: {certificate.says === undefined
              ? certificate.error
              : `${named(certificate.says.subject)}, by ${named(certificate.says.issuer)}`}
          </summary>
          {certificate.says !== undefined && (
            <dl class="facts">
              <dt>Names</dt>
              <dd>{told(certificate.says.names.join(", ")) || "none"}</dd>
              <dt>Valid</dt>
              <dd>{certificate.says.notBefore} to {certificate.says.notAfter}</dd>
              <dt>Key</dt>
              <dd>{certificate.says.key}, signed with {certificate.says.signatureAlgorithm}</dd>
              <dt>Serial number</dt>
              <dd class="mono">{certificate.says.serialNumber}</dd>
            </dl>
          )}
          <Bytes model={certificateModel(certificate)} />
        </details>
      ))}
    </section>
  );
}
