import { assert, assertEquals } from "@std/assert";
import { fromUtf8 } from "../bytes/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import { withHybrid } from "../crypto/hybrid.ts";
import { PING, PONG, type Tape, tapeOf } from "../tls/passive/testing.ts";
import { noble, type PairOptions } from "../tls/testing.ts";
import { NamedGroup, ProtocolVersion } from "../wire/mod.ts";
import { clientHalfIn, openWithHalf, plaintextOf, type RecordedConnection } from "./mod.ts";

const crypto = withHybrid(noble);
const group = crypto.group("X25519");

function recorded({ toServer, toClient }: Tape): RecordedConnection {
  return {
    client: { address: "192.0.2.1", port: 50000 },
    server: { address: "192.0.2.2", port: 443 },
    toServer: [{ bytes: toServer, event: 0 }],
    toClient: [{ bytes: toClient, event: 1 }],
  };
}

function agreeing(...groups: readonly number[]): PairOptions {
  return { crypto, client: { groups }, server: { groups } };
}

/** The pair that the client of a `Pair` draws. */
const pair = (purpose: string) => group.generate(seededRandom(1, "client"), purpose);

Deno.test("openWithHalf() opens all that was agreed on by x25519", () => {
  const connection = recorded(tapeOf(agreeing(NamedGroup.x25519)));
  const { privateKey, publicKey } = pair("key share x25519");
  assertEquals(clientHalfIn(connection, { crypto }), publicKey);
  const opened = openWithHalf(connection, privateKey, { crypto });
  assertEquals(fromUtf8(plaintextOf(opened.toServer)), PING);
  assertEquals(fromUtf8(plaintextOf(opened.toClient)), PONG);
  assertEquals(opened.closed, undefined);
});

Deno.test("openWithHalf() opens nothing with half of a hybrid, and says what is missing", () => {
  const connection = recorded(tapeOf(agreeing(NamedGroup.X25519MLKEM768)));
  const { privateKey, publicKey } = pair("key share X25519MLKEM768, X25519");
  assertEquals(clientHalfIn(connection, { crypto }), publicKey);
  const { toServer, toClient, sealed, closed } = openWithHalf(connection, privateKey, { crypto });
  assertEquals([toServer, toClient], [[], []]);
  assert(sealed > 0);
  assertEquals(closed, "X25519MLKEM768: of the 64 bytes of its secret, 32 are of ML-KEM");
});

for (
  const [what, options] of [
    ["another group", agreeing(NamedGroup.secp256r1)],
    ["TLS 1.2", { client: { versions: [ProtocolVersion["TLS 1.2"]] } }],
  ] as const satisfies readonly (readonly [string, PairOptions])[]
) {
  Deno.test(`openWithHalf() has nothing to do with ${what}`, () => {
    const server = { versions: [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]] };
    const connection = recorded(tapeOf({ server, ...options }));
    const { privateKey } = pair("key share x25519");
    assertEquals(clientHalfIn(connection, { crypto }), undefined);
    const { toServer, closed } = openWithHalf(connection, privateKey, { crypto });
    assertEquals([toServer, closed], [[], "X25519 has no part in its secret"]);
  });
}
