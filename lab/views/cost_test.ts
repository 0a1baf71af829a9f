import { assertEquals } from "@std/assert";
import { noble, street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { seededRandom } from "../crypto/mod.ts";
import { generateTicketKey, noAntiReplay } from "../tls/mod.ts";
import { utf8 } from "../bytes/mod.ts";
import { ProtocolVersion } from "../wire/mod.ts";
import { costs } from "./cost.ts";
import { sealedFrom } from "./sealed_from.ts";

const TLS12 = { versions: [ProtocolVersion["TLS 1.2"]] };
const keys = [generateTicketKey(seededRandom(1, "server"))];
const tickets = { keys, lifetime: 3600, count: 1, maxEarlyData: 1000 };

/** Alice connects twice, the second time with the session of the first if there is one. */
function rows(options: StreetOptions, early = false) {
  const { world, alice, bank } = street(options);
  const first = alice.connect(bank);
  first.send("ping");
  const session = first.reported.find((event) => event.kind === "session");
  if (session?.kind === "session") {
    const earlyData = early ? { earlyData: utf8("at once\n") } : {};
    alice.connect(bank, { config: { session: session.session, ...earlyData } }).close();
  }
  const trace = traceOf(world);
  const found = costs(trace);
  const sealed = sealedFrom(trace, noble, found);
  return found.map(({ version, resumed, early, roundTrips, hello }) => {
    const { client, server } = sealed.get(hello)!;
    return [version, resumed, early, roundTrips.handshake, client, server].join(" ");
  });
}

const CASES: readonly [what: string, options: StreetOptions, early: boolean, told: string[]][] = [
  ["TLS 1.2", { client: { config: TLS12 }, server: { config: TLS12 } }, false, [
    "TLS 1.2 false false 2 Finished Finished",
  ]],
  [
    "TLS 1.2 with tickets",
    {
      client: { config: TLS12 },
      server: { config: { ...TLS12, tickets } },
    },
    false,
    [
      "TLS 1.2 false false 2 Finished Finished",
      "TLS 1.2 true false 1 Finished Finished",
    ],
  ],
  ["TLS 1.3", {}, false, ["TLS 1.3 false false 1 Finished EncryptedExtensions"]],
  [
    "TLS 1.3 with early data",
    {
      server: { config: { tickets, antiReplay: noAntiReplay() } },
    },
    true,
    [
      "TLS 1.3 false false 1 Finished EncryptedExtensions",
      "TLS 1.3 true true 1 application data EncryptedExtensions",
    ],
  ],
];

for (const [what, options, early, told] of CASES) {
  Deno.test(`${what}: what the handshakes cost, and from where on they are sealed`, () => {
    assertEquals(rows(options, early), told);
  });
}
