import { assertEquals } from "@std/assert";
import { type Bytes, concat, encode, fromHex, hex, utf8 } from "../../bytes/mod.ts";
import {
  bindersLength,
  ClientHello,
  type Extension,
  Handshake,
  HandshakeType,
  makeExtension,
  preSharedKey,
  serverName,
  truncatedHello,
} from "../mod.ts";
import { run } from "../testing/samples.ts";

const offer = (...binders: readonly Bytes[]): Extension =>
  makeExtension(preSharedKey, "client_hello", {
    identities: binders.map((_, i) => ({ identity: run(5 + i), obfuscatedTicketAge: i })),
    binders,
  });

const name = makeExtension(serverName, "client_hello", [
  { nameType: 0, hostName: utf8("bank.example") },
]);

const hello = (...extensions: readonly Extension[]): ClientHello => ({
  legacyVersion: 0x0303,
  random: run(32),
  legacySessionId: run(0),
  cipherSuites: [0x1301],
  legacyCompressionMethods: [0],
  extensions,
});

const raw = (body: ClientHello) =>
  encode(Handshake, { msgType: HandshakeType.client_hello, body: encode(ClientHello, body) });

const CASES = [
  ["one binder", hello(name, offer(run(32))), 2 + 33],
  ["two binders of different length", hello(offer(run(32), run(48))), 2 + 33 + 49],
  ["no offer", hello(name), undefined],
  ["an offer that is not last", hello(offer(run(32)), name), undefined],
  ["an offer that is cut", hello({ type: preSharedKey.type, data: run(3) }), undefined],
  ["no extensions", { ...hello(), extensions: undefined }, undefined],
] as const;

for (const [title, body, wanted] of CASES) {
  Deno.test(`bindersLength() of a hello with ${title} is ${wanted ?? "nothing"}`, () => {
    assertEquals(bindersLength(body), wanted);
    const bytes = raw(body);
    const cut = wanted === undefined ? undefined : bytes.subarray(0, bytes.length - wanted);
    assertEquals(truncatedHello(bytes), cut);
  });
}

Deno.test("truncatedHello() does not depend on what the binders are, only on their length", () => {
  const [zeros, others] = [new Uint8Array(32), run(32, 7)].map((binder) =>
    raw(hello(offer(binder)))
  );
  assertEquals(truncatedHello(zeros!), truncatedHello(others!));
  assertEquals(concat(truncatedHello(zeros!)!, Uint8Array.of(0, 33, 32), run(32, 7)), others);
});

Deno.test("truncatedHello() of something else is nothing", () => {
  assertEquals(truncatedHello(run(9)), undefined);
});

const RFC_8448 = new URL("../../../../shared/vectors/rfc8448.json", import.meta.url);
const present = exists(RFC_8448);

interface Trace {
  readonly id: string;
  readonly steps: readonly { readonly values?: Readonly<Record<string, string>> }[];
  readonly records: readonly { readonly payload: string }[];
}

Deno.test({
  name: "truncatedHello() of the resumed handshake in RFC 8448 §4 is the prefix printed there" +
    (present ? "" : " (skipped: ../shared/vectors/rfc8448.json is absent)"),
  ignore: !present,
  fn() {
    const { traces } = JSON.parse(Deno.readTextFileSync(RFC_8448)) as { traces: Trace[] };
    const { steps, records } = traces.find(({ id }) => id === "resumed-0rtt")!;
    const prefix = steps.map(({ values }) => values?.ClientHello_prefix).find(Boolean)!;
    assertEquals(hex(truncatedHello(fromHex(records[0]!.payload))!), prefix);
  },
});

function exists(file: URL): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}
