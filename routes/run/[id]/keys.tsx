import { page } from "fresh";
import { type KeySchedule, keySchedule, type Rung, type Taken } from "../../../lab/views/mod.ts";
import { define } from "../../(_server)/define.ts";
import { loadRun } from "../../(_server)/load.ts";
import { named, told } from "../../(_server)/names.ts";
import { RunFrame } from "../../(_components)/RunFrame.tsx";
import { Trouble } from "../../(_components)/Trouble.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await loadRun(ctx.url, ctx.state.session);
    if (loaded.kind === "moved") return ctx.redirect(loaded.path, 307);
    if (loaded.kind === "trouble") return page(loaded, loaded);
    return page({ ...loaded, schedules: keySchedule(loaded.run.trace) });
  },
});

/** The key schedule of every connection, as a ladder (RFC 9846 §7.1, RFC 5246 §6.3 and §8.1). */
export default define.page<typeof handler>(({ data }) => {
  if (data.kind === "trouble") return <Trouble trouble={data} />;
  const { query, schedules } = data;
  return (
    <RunFrame query={query} run={data.run} view="keys">
      <p class="lead">
        What enters from below and from the side makes the rung; the secrets to the right are taken
        from it. {leadOf(schedules)}
      </p>
      {schedules.length === 0 && <p>No connection of this run got as far as keys.</p>}
      {schedules.map((schedule) => <Ladder key={schedule.id} schedule={schedule} />)}
    </RunFrame>
  );
});

/** Whose private keys take part: a server's own only up to TLS 1.2, where it decrypts a secret. */
function leadOf(schedules: readonly KeySchedule[]): string {
  return schedules.some(({ group }) => group === "RSA")
    ? "The server's private key takes part where the key exchange is called RSA."
    : "Nobody's private key of a certificate takes part.";
}

function Ladder({ schedule }: { readonly schedule: KeySchedule }) {
  const { id, ends, version, cipherSuite, hash, group, rungs, updates, agreed } = schedule;
  return (
    <section class="panel" id={`c${id}`}>
      <h2>
        {ends.map(({ node, connection }) => `${named(connection)} (as ${named(node)} has it)`).join(
          " · ",
        )}
      </h2>
      <p class="soft">
        {version === undefined ? "" : `${version}, `}
        {cipherSuite}, {hash}
        {group === undefined ? "" : `, ${group}`}.{" "}
        {agreed ? "Both ends derived the same." : "The two ends derived different secrets."}
      </p>
      <ol class="ladder">
        {rungs.map((rung) => <RungView key={rung.name} rung={rung} />)}
      </ol>
      {updates.length > 0 && (
        <>
          <h3>After a KeyUpdate</h3>
          {updates.map((taken) => <TakenView key={taken.logLabel} taken={taken} />)}
        </>
      )}
    </section>
  );
}

function RungView({ rung }: { readonly rung: Rung }) {
  const { name, salt, input, unknown, taken } = rung;
  return (
    <li class="rung">
      <div class="rung-box">
        <strong>{name}</strong>
        <div class="soft">from below: {salt}</div>
        <div class="soft">from the side: {input}</div>
        <div class="soft">{unknown}</div>
      </div>
      <div class="stack">
        {taken.map((one) => <TakenView key={one.label} taken={one} />)}
      </div>
    </li>
  );
}

function TakenView({ taken }: { readonly taken: Taken }) {
  const { label, logLabel, transcript, purpose, values, unknown } = taken;
  return (
    <div class="taken">
      <div>
        <strong class="mono">{label}</strong> <span class="soft">{logLabel}</span>
      </div>
      <div>{purpose}</div>
      <div class="soft">over {transcript}</div>
      {values.map(({ secret, hex, holders }) => (
        <div key={secret}>
          <code class="wrap-any">{hex}</code>
          <ul class="readers">
            {holders.map(({ node, how }) => (
              <li key={node} class="key">
                <strong>{named(node)}</strong> {told(how)}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {unknown !== undefined && <div class="soft">{unknown}</div>}
    </div>
  );
}
