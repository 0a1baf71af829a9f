import { page } from "fresh";
import { costs, type HandshakeCost, sealedFrom } from "../../../lab/views/mod.ts";
import { crypto } from "../../(_server)/lab.ts";
import { define } from "../../(_server)/define.ts";
import { loadRun } from "../../(_server)/load.ts";
import { named, told } from "../../(_server)/names.ts";
import { millis } from "../../(_components)/millis.ts";
import { RunFrame } from "../../(_components)/RunFrame.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";
import { Trouble } from "../../(_components)/Trouble.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadRun(ctx.url, ctx.state.session);
    if (loaded.kind === "moved") return ctx.redirect(loaded.path, 307);
    if (loaded.kind === "trouble") return page(loaded, loaded);
    const { trace } = loaded.run;
    const rows = costs(trace);
    return page({ ...loaded, rows, sealed: sealedFrom(trace, crypto, rows) });
  },
});

/** What each handshake cost: round trips, bytes, virtual milliseconds. */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") return <Trouble trouble={data} />;
  const { query, rows, sealed } = data;
  return (
    <RunFrame query={query} run={data.run} view="cost">
      <p class="lead">
        What a client waits and pays before its first byte of data may leave. Times are of the
        virtual clock: they come from the links alone. Round trips are those of TCP and those of TLS
        until the client may send. Bytes are those of all packets up to the last with a Finished.
      </p>
      {rows.length === 0
        ? <p>No handshake of this run was finished.</p>
        : (
          <Scroll label="The cost of every handshake" panel>
            <table>
              <thead>
                <tr>
                  <th scope="col">Connection</th>
                  <th scope="col">Agreed on</th>
                  <th scope="col">TCP</th>
                  <th scope="col">TLS</th>
                  <th scope="col">Round trips</th>
                  <th scope="col">Bytes sent</th>
                  <th scope="col">Bytes received</th>
                  <th scope="col">First sealed by the client</th>
                  <th scope="col">First sealed by the server</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((cost) => (
                  <tr key={`${cost.client} ${cost.connection}`}>
                    <th scope="row">{named(cost.connection)}</th>
                    <td>{agreed(cost)}</td>
                    <td>{millis(cost.transport)} ms</td>
                    <td>{millis(cost.handshake)} ms</td>
                    <td>
                      {cost.roundTrips.transport} + {waited(cost)}
                    </td>
                    <td>{cost.bytes.sent}</td>
                    <td>{cost.bytes.received}</td>
                    <td>{told(sealed.get(cost.hello)?.client ?? "nothing")}</td>
                    <td>{told(sealed.get(cost.hello)?.server ?? "nothing")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
    </RunFrame>
  );
});

function agreed({ version, group, cipherSuite, resumed }: HandshakeCost): string {
  return `${version}, ${group}, ${cipherSuite}${resumed ? ", an earlier session goes on" : ""}`;
}

/** Early data leave with the ClientHello: nothing of TLS has to be waited for. */
function waited({ early, roundTrips }: HandshakeCost): string {
  return early ? `0, with early data (else ${roundTrips.handshake})` : `${roundTrips.handshake}`;
}
