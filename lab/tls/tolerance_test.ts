/** What engines must put up with, and what they do of their own accord. */
import { assertEquals } from "@std/assert";
import { concat, fromUtf8, utf8 } from "../bytes/mod.ts";
import {
  AlertDescription,
  ContentType,
  HandshakeType,
  NamedGroup,
  SignatureScheme,
} from "../wire/mod.ts";
import { RecordFramer } from "./record/framer.ts";
import { HONEST_SEAMS, type Seams } from "./seams.ts";
import { HANDSHAKE_SCHEMES } from "./suites.ts";
import { Pair, type PairOptions } from "./testing.ts";
import { plus } from "./testing/edit.ts";
import { message, rewrite, Stage } from "./testing/stage.ts";
import { clear } from "./testing/voice.ts";

const { secp256r1, x25519 } = NamedGroup;
const RETRY: PairOptions = { server: { groups: [secp256r1] } };
const writing = (writeClientHello: Seams["writeClientHello"]) => ({
  seams: { ...HONEST_SEAMS, writeClientHello },
});

function connects(options: PairOptions): Pair {
  const pair = new Pair(options).drive();
  assertEquals([pair.client.error, pair.server.error], [undefined, undefined]);
  assertEquals([pair.client.state, pair.server.state], ["CONNECTED", "CONNECTED"]);
  return pair;
}

/** Types of the records in a stream. */
function recordTypes(bytes: Uint8Array): (string | undefined)[] {
  const framer = new RecordFramer();
  framer.push(bytes);
  const types: (string | undefined)[] = [];
  for (let next = framer.next(); next && "bytes" in next; next = framer.next()) {
    types.push(ContentType.nameOf(next.type));
  }
  return types;
}

for (const legacyVersion of [0x0301, 0x0302, 0x0304, 0x0505]) {
  Deno.test(`a server goes by supported_versions when legacy_version is 0x0${legacyVersion.toString(16)}`, () => {
    connects({ client: writing((draft) => ({ ...draft, legacyVersion })) });
  });
}

Deno.test("values, extensions and groups that nobody knows are passed over", () => {
  const odd = 0x1a1a;
  connects({
    client: writing((draft, attempt) =>
      attempt === "second" ? draft : plus(odd, utf8("grease"))({
        ...draft,
        cipherSuites: [odd, ...draft.cipherSuites],
      })
    ),
    ...RETRY,
  });
});

Deno.test("a client that is only asked for a cookie keeps its key shares, even several", () => {
  connects({
    client: { shareGroups: [x25519, secp256r1] },
    server: { cookie: utf8("chocolate") },
  });
});

Deno.test("each hello passes through the seam, the second with what the first became", () => {
  const seen: string[] = [];
  connects({
    client: writing((draft, attempt) => {
      seen.push(`${attempt} with ${draft.extensions!.some(({ type }) => type === 0xeeee)}`);
      return attempt === "first" ? plus(0xeeee)(draft) : draft;
    }),
    ...RETRY,
  });
  assertEquals(seen, ["first with false", "second with true"]);
});

Deno.test("the dummy change_cipher_spec stands behind the first hello of each side", () => {
  for (const retry of [false, true]) {
    const { client, server } = new Pair(retry ? RETRY : {});
    client.start();
    const first = client.outgoing();
    assertEquals(recordTypes(first), ["handshake"]);
    assertEquals([first[1], first[2]], [3, 1]); // TLS 1.0, in the first record only
    server.receive(first);
    const answer = server.outgoing();
    const sealed = retry ? [] : ["application_data"];
    assertEquals(recordTypes(answer), ["handshake", "change_cipher_spec", ...sealed]);
    client.receive(answer);
    const second = client.outgoing();
    assertEquals(recordTypes(second), [
      "change_cipher_spec",
      retry ? "handshake" : "application_data",
    ]);
    assertEquals([second[1], second[2]], [3, 3]);
    if (!retry) continue;
    server.receive(second);
    assertEquals(recordTypes(server.outgoing()), ["handshake", "application_data"]);
  }
});

Deno.test("without middlebox compatibility there is no change_cipher_spec and no session id", () => {
  const quiet = { middleboxCompatibility: false };
  const { client, server } = new Pair({ client: quiet, ...RETRY });
  client.start();
  const hello = client.outgoing();
  assertEquals(hello[5 + 4 + 2 + 32], 0);
  server.receive(hello);
  assertEquals(recordTypes(server.outgoing()), ["handshake"]);
});

const offersEarlyData = writing((draft, attempt) =>
  attempt === "first" ? plus("early_data")(draft) : {
    ...draft,
    extensions: draft.extensions!.filter(({ type }) => type !== 42),
  }
);
const garbage = (length: number) =>
  clear(ContentType.application_data, new Uint8Array(length).fill(0xed));

Deno.test("early data that was turned down is passed over", () => {
  const stage = new Stage("server", { client: offersEarlyData });
  stage.tell(stage.next()!.raw);
  for (let i = 0; i < 50; i++) stage.hear(garbage(100));
  stage.reach("CONNECTED").say(ContentType.application_data, utf8("late"));
  assertEquals(stage.error, undefined);
  assertEquals(fromUtf8(Pair.data(stage.events)), "late");
});

Deno.test("early data is passed over up to a limit, and not once the client has keys", () => {
  const stage = () => {
    const fresh = new Stage("server", { client: offersEarlyData });
    return fresh.tell(fresh.next()!.raw);
  };
  const much = stage();
  for (let i = 0; i < 5; i++) much.hear(garbage(16_000));
  assertEquals(much.error?.reason, "badRecordMac");
  const late = stage().reach("CONNECTED");
  late.say(ContentType.application_data, utf8("x")).hear(garbage(100));
  assertEquals(late.error?.reason, "badRecordMac");
});

Deno.test("early data is passed over before the second hello and not behind it", () => {
  const stage = new Stage("server", { client: offersEarlyData, ...RETRY });
  stage.tell(stage.next()!.raw).hear(garbage(100));
  assertEquals(stage.error, undefined);
  stage.tell(stage.next()!.raw).hear(garbage(100));
  assertEquals(stage.error?.reason, "badRecordMac");
});

Deno.test("the version in a record's header means nothing", () => {
  const { client, server } = new Pair();
  client.start();
  const hello = client.outgoing();
  hello.set([0x7f, 0x7f], 1);
  server.receive(hello);
  const answer = server.outgoing();
  answer.set([0, 0], 1);
  client.receive(answer);
  assertEquals(client.state, "CONNECTED");
});

Deno.test("a goodbye ends an unfinished handshake, and hides what stands behind it", () => {
  const early = new Stage("client").start().reach("WAIT_CERT_CR");
  early.say(ContentType.alert, Uint8Array.of(1, AlertDescription.close_notify));
  assertEquals([early.victim.state, early.error], ["CLOSED", undefined]);
  const late = new Stage("client").start().reach("CONNECTED");
  const { voice } = late;
  const bye = voice.record(ContentType.alert, Uint8Array.of(1, 0));
  const data = voice.record(ContentType.application_data, utf8("psst"));
  late.hear(concat(bye, data, utf8("not even a record")));
  assertEquals([late.victim.state, late.error], ["CONNECTED", undefined]);
  assertEquals(Pair.data(late.events).length, 0);
  late.victim.send(utf8("one direction is still open"));
});

Deno.test("a client that fails before it has keys can tell the server why, in the clear", () => {
  const stage = new Stage("server");
  stage.tell(stage.next()!.raw);
  stage.hear(clear(ContentType.alert, Uint8Array.of(2, AlertDescription.illegal_parameter)));
  assertEquals([stage.victim.state, stage.error], ["FAILED", undefined]);
});

/** A key update, ticket or record with nothing in it, so often; nobody may mind. */
const patient: Readonly<Record<string, (stage: Stage) => unknown>> = {
  "empty records as cover traffic": (stage) =>
    stage.say(ContentType.application_data, new Uint8Array(0), 50),
  "key updates": (stage) => stage.tell(message(HandshakeType.key_update, Uint8Array.of(0))),
  "requests for key updates": (stage) =>
    stage.tell(message(HandshakeType.key_update, Uint8Array.of(1))),
  tickets: (stage) =>
    stage.tell(message(
      HandshakeType.new_session_ticket,
      concat(new Uint8Array(8), Uint8Array.of(0, 0, 1, 9, 0, 0)),
    )),
};

for (const [what, say] of Object.entries(patient)) {
  Deno.test(`500 ${what} in a row are no reason to leave`, () => {
    const stage = new Stage("client").start().reach("CONNECTED");
    for (let i = 0; i < 500; i++) say(stage);
    assertEquals([stage.victim.state, stage.error], ["CONNECTED", undefined]);
    stage.say(ContentType.application_data, utf8("still here"));
    assertEquals(fromUtf8(Pair.data(stage.events)), "still here");
  });
}

Deno.test("whoever only takes data may change keys as often as data is sent", () => {
  const stage = new Stage("server").reach("CONNECTED");
  for (let i = 0; i < 1_200; i++) {
    if (i % 100 === 0) stage.victim.send(utf8("the next part"));
    stage.tell(message(HandshakeType.key_update, Uint8Array.of(0)));
  }
  assertEquals([stage.victim.state, stage.error], ["CONNECTED", undefined]);
});

Deno.test("keys are changed after so many records, also within one piece of data", () => {
  const pair = connects({
    client: { recordsPerKey: 3, recordSizeLimit: 65 },
    server: {
      recordSizeLimit: 65,
    },
  });
  const long = new Uint8Array(64 * 10).map((_, i) => i);
  pair.clientEvents.push(...pair.client.send(long));
  pair.drive();
  assertEquals(Pair.data(pair.serverEvents), long);
  const updates = pair.clientEvents.filter((event) =>
    event.kind === "message" && event.message === "key_update"
  );
  assertEquals(updates.length, 3); // before records 4, 7 and 10
});

Deno.test("tickets with unknown extensions are taken", () => {
  const stage = new Stage("client").start().reach("CONNECTED");
  const ticket = message(
    HandshakeType.new_session_ticket,
    concat(new Uint8Array(8), Uint8Array.of(0, 0, 1, 9, 0, 4, 0xee, 0xee, 0, 0)),
  );
  assertEquals(stage.tell(ticket).error, undefined);
});

Deno.test("a certificate request may carry what the client does not know", () => {
  const stage = new Stage("client", { server: { clientCertificate: "request" } }).start();
  const { raw } = stage.before("certificate_request");
  stage.tell(rewrite("certificate_request", raw, plus(0xeeee)));
  assertEquals([stage.victim.state, stage.error], ["WAIT_CERT", undefined]);
});

Deno.test("an RSA key fits a PSS scheme if hash and salt have room, to the bit", () => {
  const { fits } = HANDSHAKE_SCHEMES.get(SignatureScheme.rsa_pss_rsae_sha512)!;
  const key = (bits: bigint) =>
    ({ type: "rsa", modulus: 2n ** (bits - 1n) + 1n, exponent: 65537n }) as const;
  assertEquals([fits(key(1033n)), fits(key(1034n))], [false, true]);
});
