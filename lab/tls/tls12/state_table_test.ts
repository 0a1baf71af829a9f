/** Every message in every state of TLS 1.2: what is not in the tables is refused, with the right alert. */
import { assertEquals } from "@std/assert";
import { utf8 } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import {
  CipherSuite,
  ContentType,
  type Handshake12Name,
  HANDSHAKE_BODIES_12,
  HandshakeType,
} from "../../wire/mod.ts";
import { again12, RESUMPTIONS, TICKETS_12, tls12 } from "../testing/resume12.ts";
import { message, type Role, Stage } from "../testing/stage.ts";
import { clear } from "../testing/voice.ts";
import { type PairOptions, testRoot } from "../testing.ts";
import { tls12Client } from "./client/machine.ts";
import { TLS12 } from "./dialect.ts";
import { tls12Server } from "./server/machine.ts";

/** What RFC 5246 §7.3 draws, written down a second time so that the tables have a judge. */
const ALLOWED: Readonly<Record<Role, Readonly<Record<string, readonly string[]>>>> = {
  client: {
    WAIT_SERVER_HELLO: ["server_hello", "hello_request"],
    WAIT_CERTIFICATE: ["certificate"],
    WAIT_KEY_EXCHANGE: [
      "certificate_status",
      "server_key_exchange",
      "certificate_request",
      "server_hello_done",
    ],
    WAIT_HELLO_DONE: ["certificate_request", "server_hello_done"],
    WAIT_HELLO_DONE_ONLY: ["server_hello_done"],
    WAIT_TICKET: ["new_session_ticket"],
    WAIT_CHANGE_CIPHER_SPEC: ["change_cipher_spec"],
    WAIT_FINISHED: ["finished"],
    CONNECTED: ["hello_request"],
  },
  server: {
    START: ["client_hello"],
    WAIT_CERTIFICATE: ["certificate"],
    WAIT_KEY_EXCHANGE: ["client_key_exchange"],
    WAIT_CERTIFICATE_VERIFY: ["certificate_verify"],
    WAIT_CHANGE_CIPHER_SPEC: ["change_cipher_spec"],
    WAIT_FINISHED: ["finished"],
    CONNECTED: ["client_hello"],
  },
};

const TABLES = { client: tls12Client(TLS12), server: tls12Server(TLS12) };

const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
const ENDS = ["WAIT_CHANGE_CIPHER_SPEC", "WAIT_FINISHED", "CONNECTED"];

/** The handshakes that together lead through all states, and the states that each leads through. */
const WAYS: Readonly<Record<string, PairOptions>> = {
  "everything there is": {
    client: { ...tls12().client, identity: alice },
    server: { ...tls12().server, clientCertificate: "require", tickets: TICKETS_12 },
  },
  "key transport": {
    client: { ...tls12().client, cipherSuites: [CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256] },
    server: { ...tls12().server, cipherSuites: [CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256] },
    leaf: { key: rsaFixture("rsa-2048-a") },
  },
  "a ticket": again12(RESUMPTIONS["a ticket"]!()),
  "an id": again12(RESUMPTIONS["an id"]!()),
};

const PASSED: Readonly<Record<string, Readonly<Record<Role, readonly string[]>>>> = {
  "everything there is": {
    client: Object.keys(ALLOWED.client),
    server: Object.keys(ALLOWED.server),
  },
  "key transport": {
    client: ["WAIT_SERVER_HELLO", "WAIT_CERTIFICATE", "WAIT_KEY_EXCHANGE", ...ENDS],
    server: ["START", "WAIT_KEY_EXCHANGE", ...ENDS],
  },
  "a ticket": { client: ["WAIT_SERVER_HELLO", ...ENDS], server: ["START", ...ENDS] },
  "an id": { client: ["WAIT_SERVER_HELLO", ...ENDS], server: ["START", ...ENDS] },
};

const UNKNOWN_TYPES = [3, 5, 6, 7, 8, 9, 10, 17, 18, 19, 21, 23, 24, 25, 67, 99, 254, 255];
const TYPES = [
  ...Object.keys(HANDSHAKE_BODIES_12).map((name) => HandshakeType[name as Handshake12Name]),
  ...UNKNOWN_TYPES,
];

const stageIn = (role: Role, state: string, way: PairOptions) =>
  new Stage(role, way).start().reach(state);

/** A body that decodes nowhere: no message of TLS 1.2 is one byte of ones. */
const NONSENSE = Uint8Array.of(0xff);

for (const role of ["client", "server"] as const) {
  Deno.test(`the ${role}'s table is that of RFC 5246 §7.3`, () => {
    const table: Record<string, object | undefined> = TABLES[role];
    const rows = Object.entries(table).map(([state, row]) => [state, Object.keys(row!).sort()]);
    const wanted = Object.entries(ALLOWED[role]).map(([state, row]) => [state, [...row].sort()]);
    assertEquals(Object.fromEntries(rows), Object.fromEntries(wanted));
  });

  for (const [wayName, way] of Object.entries(WAYS)) {
    for (const state of PASSED[wayName]![role]) {
      const allowed = ALLOWED[role][state]!;
      const where = `the ${role} of TLS 1.2 in ${state}, with ${wayName},`;

      Deno.test(`${where} takes ${allowed.join(" or ")} and no other`, () => {
        for (const type of TYPES) {
          const name = HandshakeType.nameOf(type) ?? `type ${type}`;
          const stage = stageIn(role, state, way).tell(message(type, NONSENSE));
          // With key transport there is nothing for the server to say there (RFC 5246 §7.4.3).
          const pointless = wayName === "key transport" && name === "server_key_exchange";
          const legal = allowed.includes(name) && !pointless;
          const reason = legal ? "undecodable" : "unexpectedMessage";
          const alert = legal ? "decode_error" : "unexpected_message";
          assertEquals([name, stage.error?.reason, stage.error?.at], [name, reason, state]);
          assertEquals([name, stage.alertSent()], [name, alert]);
          assertEquals(stage.victim.state, "FAILED");
        }
      });

      Deno.test(`${where} answers records of other types as it must`, () => {
        const fresh = () => stageIn(role, state, way);
        const keyed = state === "WAIT_FINISHED" || state === "CONNECTED";
        const connected = state === "CONNECTED";

        const data = fresh().say(ContentType.application_data, utf8("early"));
        if (connected) assertEquals(data.error, undefined);
        else {
          assertEquals(data.error?.reason, keyed ? "unexpectedMessage" : "badRecordType");
          assertEquals(data.alertSent(), "unexpected_message");
        }

        const change = fresh().say(ContentType.change_cipher_spec, Uint8Array.of(1));
        const due = state === "WAIT_CHANGE_CIPHER_SPEC";
        assertEquals(change.error?.reason, due ? undefined : "badChangeCipherSpec");
        assertEquals(change.victim.state, due ? "WAIT_FINISHED" : "FAILED");
        const loud = fresh().say(ContentType.change_cipher_spec, Uint8Array.of(2));
        assertEquals(loud.error?.reason, "badChangeCipherSpec");

        const fatal = fresh().say(ContentType.alert, Uint8Array.of(2, 40));
        assertEquals([fatal.victim.state, fatal.error], ["FAILED", undefined]);
        assertEquals(fatal.alertSent(), undefined); // an alert is not answered with another
        const warning = fresh().say(ContentType.alert, Uint8Array.of(1, 112));
        // Before the first hello there is nobody who could warn.
        assertEquals(warning.victim.state, state === "START" ? "FAILED" : state);
        const bye = fresh().say(ContentType.alert, Uint8Array.of(1, 0));
        assertEquals(bye.victim.state, "CLOSED");

        for (const type of [0, 24, 25, 255]) {
          assertEquals(fresh().say(type, Uint8Array.of(1)).error?.reason, "badRecordType");
        }
        if (!keyed) return;
        const open = fresh().hear(clear(ContentType.handshake, message(HandshakeType.finished)));
        assertEquals([open.error?.reason, open.alertSent()], ["badRecordMac", "bad_record_mac"]);
      });
    }
  }
}
