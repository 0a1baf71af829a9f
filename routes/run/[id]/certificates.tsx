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

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadRun(ctx.url, ctx.state.session);
    if (loaded.kind === "moved") return ctx.redirect(loaded.path, 307);
    if (loaded.kind === "trouble") return page(loaded, loaded);
    const { trace } = loaded.run;
    const chains = certificateViews(trace);
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
    <RunFrame query={query} view="certificates">
      {chains.length === 0 && <p>Nobody showed a certificate in this run.</p>}
      {chains.map((chain) => <Chain key={chain.event} chain={chain} />)}
      {folded > 0 && (
        <p class="soft">
          {folded === 1 ? "One more chain was" : `${folded} more chains were`}{" "}
          judged in tries that are folded up; the trace has them.
        </p>
      )}
    </RunFrame>
  );
});

function Chain({ chain }: { readonly chain: ChainView }) {
  const { event, judge, connection, presenter, certificates, rules, ok, flaw, alert } = chain;
  const failed = failedChain(chain);
  return (
    <section class="panel" id={String(event)}>
      <h2>
        {named(judge)} judges{" "}
        {presenter === undefined ? "a chain" : `what ${named(presenter)} shows`}{" "}
        <span class="soft">in {named(connection)}</span>
      </h2>
      <p class={ok ? "" : "good"}>
        {ok ? "Accepted." : `Refused${alert === undefined ? "" : ` with ${alert.alert}`}.`}
        {flaw !== undefined && (
          <>
            {" "}
            <strong class="bad">Built-in mistake: {named(flaw.title)}.</strong>
          </>
        )}
      </p>
      {failed !== undefined && <ChainFaults chain={failed} />}
      {rules.length === 0
        ? <p class="soft">Without a check of any kind.</p>
        : (
          <Scroll label="Every check of this chain">
            <table>
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
