import { assert, assertEquals } from "@std/assert";
import { noble, street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import type { Session } from "../cast/mod.ts";
import { NamedGroup } from "../wire/mod.ts";
import { type ArrowRow, sequence } from "./mod.ts";

const talk = (session: Session) => {
  if (session.alive) session.send("ping");
  if (session.alive) session.close();
};

function drawn(options: StreetOptions = {}, say: (session: Session) => void = talk) {
  const { world, alice, bank } = street(options);
  say(alice.connect(bank));
  return sequence(traceOf(world), noble);
}

/** Arrows as a reader sees them: `> ClientHello`, `< [PONG] again`. */
function arrows(options: StreetOptions = {}, say: (session: Session) => void = talk): string[] {
  return drawn(options, say).rows.filter((row): row is ArrowRow => row.kind === "arrow")
    .map(({ from, to, label, lost, repeated }) =>
      `${from < to ? ">" : "<"} ${label}${lost ? " lost" : ""}${repeated ? " again" : ""}`
    );
}

const HANDSHAKE = ["> ClientHello", "< ServerHello", "< {EE Cert CV Fin}", "> {Fin}"];
const WORDS = ["> [ping]", "< [PING]"];
const GOODBYE = ["> [close_notify]", "< [close_notify]"];

const trent = street().world.authority("Trent");
const identity = trent.issue("alice.example", { extendedKeyUsage: ["clientAuth"] });

const stories: readonly [what: string, options: StreetOptions, arrows: string[]][] = [
  ["a conversation", {}, [...HANDSHAKE, ...WORDS, ...GOODBYE]],
  [
    "a retry request",
    { server: { config: { groups: [NamedGroup.secp384r1] } } },
    ["> ClientHello", "< HelloRetryRequest", ...HANDSHAKE, ...WORDS, ...GOODBYE],
  ],
  [
    "a client certificate",
    {
      client: { identity },
      server: { trust: [trent], config: { clientCertificate: "require" } },
    },
    [
      "> ClientHello",
      "< ServerHello",
      "< {EE CertReq Cert CV Fin}",
      "> {Cert CV Fin}",
      ...WORDS,
      ...GOODBYE,
    ],
  ],
  ["packets of 300 bytes", { link: { mtu: 300 } }, [...HANDSHAKE, ...WORDS, ...GOODBYE]],
  [
    "a certificate that is refused",
    { client: { trust: [] } },
    [...HANDSHAKE.slice(0, 3), "> {unknown_ca}"],
  ],
  [
    "no middlebox compatibility",
    { client: { config: { middleboxCompatibility: false } } },
    [...HANDSHAKE, ...WORDS, ...GOODBYE],
  ],
  ["no TLS at all", { server: { tls: false } }, ["> ping", "< PING"]],
];

for (const [what, options, expected] of stories) {
  Deno.test(`sequence() of ${what}`, () => assertEquals(arrows(options), expected));
}

Deno.test("sequence() of keys that change", () => {
  const rows = arrows({}, (session) => {
    session.updateKeys(true);
    session.send("after");
  });
  assertEquals(rows, [
    ...HANDSHAKE,
    "> [KeyUpdate]",
    "< [KeyUpdate]",
    "> [after]",
    "< [AFTER]",
  ]);
});

for (const seed of [1, 2, 3, 4, 5]) {
  Deno.test(`on a bad road everything arrives, at the latest when it is sent again: seed ${seed}`, () => {
    const rows = arrows({ seed, link: { loss: 0.3 } });
    const arrived = rows.filter((row) => !row.includes(" lost")).map((row) =>
      row.replace(/ again$/, "")
    );
    const lost = rows.filter((row) => row.includes(" lost"));
    for (const row of [...HANDSHAKE, ...WORDS, GOODBYE[0]!]) assert(arrived.includes(row), row);
    if (lost.length > 0) {
      assert(rows.some((row) => row.includes(" again")), "nothing is sent again");
    }
  });
}

Deno.test("every arrow leads from one lane to another, at its time, and says who can read it", () => {
  const { lanes, rows } = drawn({ link: { loss: 0.2 }, seed: 2 });
  assertEquals(lanes.map(({ id }) => id), ["alice", "bank"]);
  let before = 0;
  for (const row of rows) {
    if (row.kind === "act") continue;
    assert(row.at >= before);
    before = row.at;
    if (row.kind !== "arrow") continue;
    assert(row.from !== row.to && row.length > 0);
    const access = row.protection === "none" ? "open" as const : "key" as const;
    const readers = lanes.map(({ id }) => ({ node: id, access, hostile: false }));
    assertEquals(row.readers, readers, row.label);
  }
});

Deno.test("a failed check is said once, by the check, and not by its alert again", () => {
  const remarks = drawn({ client: { trust: [] } }).rows.filter(({ kind }) => kind === "remark");
  assertEquals(remarks.map((row) => row.kind === "remark" && [row.lane, row.tone]), [[0, "good"]]);
});

Deno.test("a flaw is said where a check would have failed, and not where it would not", () => {
  const flaws = [acceptAnyCertificate];
  const remarks = (client: StreetOptions["client"] & object) =>
    drawn({ client }).rows.flatMap((row) => row.kind === "remark" ? [row.text] : []);
  assertEquals(remarks({ flaws }), []);
  const [text, ...more] = remarks({ flaws, trust: [] });
  assert(text!.startsWith("flaw: Accepts any certificate. "));
  assertEquals(more, []);
});

Deno.test("an empty trace is drawn as nothing", () => {
  const { world } = street();
  assertEquals(sequence({ ...traceOf(world), events: [] }, noble).rows, []);
});
