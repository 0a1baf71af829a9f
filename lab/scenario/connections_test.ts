import { assertEquals } from "@std/assert";
import { lines, speaking, speakingTls12 } from "../cast/mod.ts";
import { connectionsOf } from "./connections.ts";
import { run } from "./run.ts";
import { scenario } from "./scenario.ts";
import { crypto, WORDS } from "./testing.ts";

const TLS12 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

/** A call over each version, 20 ms away. */
const CALLS = scenario({
  ...WORDS,
  defences: {},
  stage(world) {
    const root = world.authority("Honest Root");
    const identity = root.issue("bank.example");
    const config = speaking(["TLS 1.3", "TLS 1.2"], [TLS12]);
    const bank = world.server("bank", { identity, config, app: lines(() => "OK") });
    const alice = world.client("alice", { trust: [root] });
    world.link("street", alice, bank, { latency: 20 });
    return { alice, bank };
  },
  story: ({ alice, bank }, act) =>
    act("Two calls", () => {
      for (const config of [speakingTls12(TLS12), {}]) {
        const session = alice.connect(bank, { config });
        session.send("hello");
        session.close();
      }
    }),
  wins: () => false,
  matrix: [{ with: [], attack: "fails", because: "nobody attacks" }],
});

Deno.test("connectionsOf() counts what each handshake was made of", () => {
  const figures = connectionsOf(run(CALLS, { seed: 1, with: [], crypto }), "alice");
  assertEquals(
    figures.map(({ version, cipherSuite, roundTrips, resumed, asked, hello, done }) =>
      [version, cipherSuite, roundTrips, resumed, hello - asked, done - hello] as const
    ),
    [
      ["TLS 1.2", TLS12, 2, false, 40_000, 80_000],
      ["TLS 1.3", "TLS_AES_128_GCM_SHA256", 1, false, 40_000, 40_000],
    ],
  );
  const [older, newer] = figures;
  assertEquals(older!.out.clear, ["client_hello", "client_key_exchange"]);
  assertEquals(older!.in.clear, [
    "server_hello",
    "certificate",
    "server_key_exchange",
    "server_hello_done",
  ]);
  assertEquals([older!.out.firstSealed, older!.in.firstSealed], ["finished", "finished"]);
  assertEquals([newer!.out.clear, newer!.in.clear], [["client_hello"], ["server_hello"]]);
  assertEquals([newer!.out.firstSealed, newer!.in.firstSealed], [
    "finished",
    "encrypted_extensions",
  ]);
});

Deno.test("connectionsOf() says when the first answer came, and whether the question was early", () => {
  const [first] = connectionsOf(run(CALLS, { seed: 1, with: [], crypto }), "alice");
  assertEquals([first!.early, first!.heard! > first!.done], [false, true]);
});

Deno.test("connectionsOf() knows nothing of those who finished no handshake", () => {
  assertEquals(connectionsOf(run(CALLS, { seed: 1, with: [], crypto }), "eve"), []);
});
