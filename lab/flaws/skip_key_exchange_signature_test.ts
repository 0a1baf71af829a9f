import { assert, assertEquals } from "@std/assert";
import { clientConfig, HONEST_SEAMS } from "../tls/mod.ts";
import { noble, Pair, testRoot } from "../tls/testing.ts";
import { ProtocolVersion } from "../wire/mod.ts";
import { skipKeyExchangeSignature } from "./mod.ts";

const genuine = testRoot().issue({ names: ["bank.example"] });
const other = testRoot().issue({ names: ["mallory.example"] });
/** The bank's certificate in the hands of somebody who has not got its key. */
const borrowed = { chain: genuine.chain, key: other.key };

const flawed = skipKeyExchangeSignature.apply(clientConfig({ crypto: noble })).seams;

for (
  const [version, seams, identity, connects] of [
    ["TLS 1.2", flawed, borrowed, true],
    ["TLS 1.2", HONEST_SEAMS, borrowed, false],
    ["TLS 1.3", flawed, borrowed, false],
    ["TLS 1.3", HONEST_SEAMS, borrowed, false],
    ["TLS 1.2", flawed, genuine, true],
    ["TLS 1.3", flawed, genuine, true],
    ["TLS 1.2", flawed, other, false],
  ] as const
) {
  const client = seams === flawed ? "the flawed client" : "an honest client";
  const server = identity === borrowed
    ? "a borrowed certificate"
    : identity === genuine
    ? "the bank"
    : "a certificate for another name";
  Deno.test(`${client} ${connects ? "takes" : "refuses"} ${server} in ${version}`, () => {
    const versions = [ProtocolVersion[version]];
    const pair = new Pair({
      client: { versions, seams },
      server: { versions, chooseIdentity: () => identity },
    }).drive();
    assertEquals(pair.client.connected, connects);
    const signature = pair.clientEvents.find((event) =>
      event.kind === "check" && event.subject === "signature"
    );
    if (signature === undefined) return assert(identity === other, "no further than the name");
    assert(signature.kind === "check");
    assertEquals(signature.ok, connects);
    assertEquals(signature.checks.map(({ ok }) => ok), [identity === genuine]);
    const passed = connects && identity === borrowed;
    assertEquals(signature.flaw, passed ? skipKeyExchangeSignature.id : undefined);
    if (!connects) assertEquals(pair.client.error?.reason, "badSignature");
  });
}
