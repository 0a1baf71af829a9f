/** What two ends of TLS 1.2 agree on, what a man in the middle cannot change, and how they part. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Bytes,
  concat,
  decodeTrusted,
  encode,
  equalBytes,
  fromUtf8,
  utf8,
} from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import type { IssueOptions } from "../../pki/mod.ts";
import {
  ClientHello,
  ExtensionType,
  HANDSHAKE_HEADER_LENGTH,
  ProtocolVersion,
  RECORD_HEADER_LENGTH,
  ServerHello,
  SignatureScheme,
} from "../../wire/mod.ts";
import { DOWNGRADED_TO_TLS12 } from "../downgrade.ts";
import type { Agreement, TlsEvent } from "../event.ts";
import { minus } from "../testing/edit.ts";
import { tls12 } from "../testing/resume12.ts";
import { message } from "../testing/stage.ts";
import { clear } from "../testing/voice.ts";
import { Pair, type PairOptions, testRoot } from "../testing.ts";

const VERSIONS = [ProtocolVersion["TLS 1.3"], ProtocolVersion["TLS 1.2"]];
const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });

const states = ({ client, server }: Pair) => [client.state, server.state];
const errors = ({ client, server }: Pair) => [client.error?.reason, server.error?.reason];

function connected(pair: Pair): Pair {
  assertEquals(errors(pair), [undefined, undefined]);
  assertEquals(states(pair), ["CONNECTED", "CONNECTED"]);
  return pair;
}

function agreements(events: readonly TlsEvent[]): Agreement[] {
  return events.flatMap((event) => event.kind === "connected" ? [event.agreement] : []);
}

function sent(events: readonly TlsEvent[], name: string): Bytes[] {
  return events.flatMap((event) =>
    event.kind === "message" && event.direction === "sent" && event.message === name
      ? [event.raw.subarray(HANDSHAKE_HEADER_LENGTH)]
      : []
  );
}

/** Keys, and the scheme that they sign with when it is all the peer takes. */
const KEYS: readonly (readonly [string, IssueOptions, number])[] = [
  ["ECDSA with P-256", { key: "P-256" }, SignatureScheme.ecdsa_secp256r1_sha256],
  // In TLS 1.2 the name of a scheme fixes the hash alone (RFC 8422 §5.1.1).
  ["ECDSA with P-384", { key: "P-384" }, SignatureScheme.ecdsa_secp256r1_sha256],
  ["Ed25519", { key: "Ed25519" }, SignatureScheme.ed25519],
  ["RSA-PSS", { key: rsaFixture("rsa-2048-a") }, SignatureScheme.rsa_pss_rsae_sha256],
  ["RSA PKCS #1", { key: rsaFixture("rsa-2048-a") }, SignatureScheme.rsa_pkcs1_sha256],
];

for (const [name, leaf, scheme] of KEYS) {
  const signatureSchemes = [scheme];
  Deno.test(`a server signs its key exchange with ${name}`, () => {
    const verifying = [scheme, SignatureScheme.ecdsa_secp256r1_sha256];
    const pair = new Pair(tls12({ leaf, client: { signatureSchemes: verifying } })).drive();
    const [body] = sent(connected(pair).serverEvents, "server_key_exchange");
    const at = 4 + body![3]!;
    assertEquals((body![at]! << 8) | body![at + 1]!, scheme);
  });

  Deno.test(`a client proves who it is with ${name}`, () => {
    const { key } = leaf;
    const identity = testRoot().issue({
      names: ["alice.example"],
      extendedKeyUsage: ["clientAuth"],
      key: key!,
    });
    const pair = new Pair(tls12({
      client: { identity },
      server: { clientCertificate: "require", signatureSchemes: [...signatureSchemes, 0x0403] },
    })).drive();
    const [body] = sent(connected(pair).clientEvents, "certificate_verify");
    assertEquals((body![0]! << 8) | body![1]!, scheme);
  });
}

Deno.test("a client that is asked and has no certificate says so, and may go on if it was a question", () => {
  const asked = connected(new Pair(tls12({ server: { clientCertificate: "request" } })).drive());
  assertEquals(sent(asked.clientEvents, "certificate"), [Uint8Array.of(0, 0, 0)]);
  const told = new Pair(tls12({ server: { clientCertificate: "require" } })).drive();
  assertEquals(errors(told), [undefined, "certificateRequired12"]);
});

Deno.test("a client does not show a certificate that cannot sign as the server wants", () => {
  const identity = testRoot().issue({ names: ["alice.example"], key: rsaFixture("rsa-2048-a") });
  const pair = new Pair(tls12({
    client: { identity },
    server: { clientCertificate: "request", signatureSchemes: [0x0403] },
  })).drive();
  assertEquals(sent(connected(pair).clientEvents, "certificate"), [Uint8Array.of(0, 0, 0)]);
});

Deno.test("a client certificate from a stranger, or for servers, is refused", () => {
  const stranger = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["serverAuth"] });
  const pair = new Pair(tls12({
    client: { identity: stranger },
    server: { clientCertificate: "require" },
  })).drive();
  assertEquals(errors(pair), [undefined, "certificateRejected"]);
});

Deno.test("name and protocol are agreed on, and both ends report the same", () => {
  const options = tls12({ client: { alpn: ["h2", "imap"] }, server: { alpn: ["imap", "h2"] } });
  const pair = connected(new Pair(options).drive());
  const [agreement] = agreements(pair.clientEvents);
  assertEquals(agreements(pair.serverEvents), [agreement!]);
  assertEquals([agreement!.alpn, agreement!.serverName], ["imap", "bank.example"]);
});

Deno.test("the name decides which certificate is shown", () => {
  const shop = testRoot().issue({ names: ["shop.example"] });
  const bank = testRoot().issue({ names: ["bank.example"] });
  const chooseIdentity = (name: string | undefined) => name === "shop.example" ? shop : bank;
  for (const serverName of ["shop.example", "bank.example"]) {
    connected(new Pair(tls12({ client: { serverName }, server: { chooseIdentity } })).drive());
  }
});

Deno.test("no record is longer than the limit the peer has named", () => {
  const pair = connected(
    new Pair(tls12({ client: { recordSizeLimit: 64 }, server: { recordSizeLimit: 80 } })).drive(),
  );
  pair.client.send(new Uint8Array(1000));
  pair.server.send(new Uint8Array(1000));
  for (const [from, limit] of [[pair.client, 80], [pair.server, 64]] as const) {
    const bytes = from.outgoing();
    let longest = 0;
    for (let at = 0; at < bytes.length;) {
      const length = (bytes[at + 3]! << 8) | bytes[at + 4]!;
      longest = Math.max(longest, length);
      at += RECORD_HEADER_LENGTH + length;
    }
    assertEquals(longest, limit + 8 + 16); // explicit nonce and tag
  }
});

// Renegotiation

const WILLING = tls12({ client: { renegotiation: true }, server: { renegotiation: true } });

function begins(pair: Pair, who: "client" | "server"): Pair {
  if (who === "client") pair.clientEvents.push(...pair.client.renegotiate());
  else pair.serverEvents.push(...pair.server.requestRenegotiation());
  return pair.drive();
}

for (const who of ["client", "server"] as const) {
  Deno.test(`a second handshake that the ${who} wants gives new secrets, bound to the first`, () => {
    const pair = connected(begins(connected(new Pair(WILLING).drive()), who));
    assertEquals(agreements(pair.clientEvents).length, 2);
    const [first, second] = pair.clientEvents.flatMap((event) =>
      event.kind === "secret" ? [event.secret] : []
    );
    assert(!equalBytes(first!, second!));
    const finisheds = [
      sent(pair.clientEvents, "finished")[0]!,
      sent(pair.serverEvents, "finished")[0]!,
    ];
    const hello = decodeTrusted(ServerHello, sent(pair.serverEvents, "server_hello")[1]!);
    const info = hello.extensions!.find(({ type }) => type === ExtensionType.renegotiation_info);
    assertEquals(info!.data, concat(Uint8Array.of(24), ...finisheds));
    pair.client.send(utf8("ping"));
    assertEquals(fromUtf8(Pair.data(pair.drive().serverEvents)), "ping");
  });
}

Deno.test("a server may ask for a certificate in a second handshake, where nobody reads it", () => {
  const client = { ...WILLING.client, identity: alice };
  const pair = connected(new Pair({ ...WILLING, client }).drive());
  assertEquals(sent(pair.clientEvents, "certificate").length, 0);
  pair.serverEvents.push(...pair.server.requestRenegotiation("require"));
  connected(pair.drive());
  assertEquals(sent(pair.clientEvents, "certificate").length, 1);
  assertEquals(sent(pair.clientEvents, "certificate_verify").length, 1);
});

for (
  const [refuser, asker] of [["client", "server"], ["server", "client"]] as const
) {
  Deno.test(`a ${refuser} that wants no second handshake says so in a warning, and stays`, () => {
    const options = { ...WILLING, [refuser]: { ...WILLING[refuser], renegotiation: false } };
    const pair = begins(connected(new Pair(options).drive()), asker);
    const events = refuser === "client" ? pair.serverEvents : pair.clientEvents;
    const alerts = events.flatMap((event) => event.kind === "alert" ? [event.alert] : []);
    assertEquals(alerts, ["no_renegotiation"]);
    assert(pair[refuser].connected);
  });
}

Deno.test("a client does not go on with a server that does not bind the second handshake", () => {
  const pair = connected(new Pair(WILLING).drive());
  const peer = connected(
    new Pair({ ...WILLING, client: { ...WILLING.client, secureRenegotiation: false } }).drive(),
  );
  assertEquals(errors(pair), [undefined, undefined]);
  // A client that sends no renegotiation_info gets none back, and its second hello is refused.
  assertEquals(errors(begins(peer, "client")), [undefined, "unboundRenegotiation"]);
});

Deno.test("only a connection of TLS 1.2 that stands can begin anew", () => {
  const newer = new Pair().drive();
  assertThrows(() => newer.client.renegotiate(), TypeError, "TLS 1.3");
  assertThrows(() => newer.server.requestRenegotiation(), TypeError, "TLS 1.3");
  const fresh = new Pair(WILLING);
  assertThrows(() => fresh.client.renegotiate(), TypeError, "START");
  const older = new Pair(WILLING).drive();
  assertThrows(() => older.client.updateKeys(), TypeError, "TLS 1.2");
});

// Downgrade

/** Changes the client's hello on its way. */
function inTheMiddle(options: PairOptions, change: (hello: ClientHello) => ClientHello): Pair {
  const pair = new Pair(options);
  pair.clientEvents.push(...pair.client.start());
  const record = pair.client.outgoing();
  const hello = decodeTrusted(
    ClientHello,
    record.subarray(RECORD_HEADER_LENGTH + HANDSHAKE_HEADER_LENGTH),
  );
  const changed = clear(22, message(1, encode(ClientHello, change(hello))));
  pair.serverEvents.push(...pair.server.receive(changed));
  return pair.drive();
}

const BOTH: PairOptions = { client: { versions: VERSIONS }, server: { versions: VERSIONS } };

Deno.test("whoever takes TLS 1.3 out of a hello is found out by the mark in the random", () => {
  const pair = inTheMiddle(BOTH, minus("supported_versions"));
  assertEquals(errors(pair), ["downgradeDetected", undefined]);
});

Deno.test("a server that could do better marks its random, and only then", () => {
  const random = (options: PairOptions) =>
    decodeTrusted(
      ServerHello,
      sent(connected(new Pair(options).drive()).serverEvents, "server_hello")[0]!,
    ).random;
  const marked = random({ client: tls12().client!, server: { versions: VERSIONS } });
  assertEquals(marked.subarray(24), DOWNGRADED_TO_TLS12);
  assert(!equalBytes(random(tls12()).subarray(24), DOWNGRADED_TO_TLS12));
});

Deno.test("a client of TLS 1.2 cannot know the mark, and takes it for chance", () => {
  connected(new Pair({ client: tls12().client!, server: { versions: VERSIONS } }).drive());
});

Deno.test("a fallback is refused by a server that speaks more, and by no other", () => {
  const client = { ...tls12().client, fallback: true };
  const pair = new Pair({ client, server: { versions: VERSIONS } }).drive();
  assertEquals(errors(pair), [undefined, "inappropriateFallback"]);
  connected(new Pair(tls12({ client })).drive());
});

for (const name of ["extended_main_secret", "encrypt_then_mac", "server_name"] as const) {
  Deno.test(`whoever takes ${name} out of a hello is found out by the Finished`, () => {
    const pair = inTheMiddle(tls12(), minus(name));
    assert(!pair.client.connected && !pair.server.connected, errors(pair).join());
  });
}

// Goodbye

for (const who of ["client", "server"] as const) {
  Deno.test(`when the ${who} says goodbye, both ends close at once and say so`, () => {
    const pair = connected(new Pair(tls12()).drive());
    pair[who].send(utf8("last words"));
    pair[who].close();
    pair.drive();
    assertEquals(states(pair), ["CLOSED", "CLOSED"]);
    const heard = who === "client" ? pair.serverEvents : pair.clientEvents;
    assertEquals(fromUtf8(Pair.data(heard)), "last words");
    assertEquals(heard.at(-1), { kind: "closed", how: "close_notify" });
    const alerts = heard.flatMap((event) => event.kind === "alert" ? [event.direction] : []);
    assertEquals(alerts, ["received", "sent"]);
  });
}
