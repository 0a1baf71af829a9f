/** Every message in every state: what is not in the tables is refused, with the right alert. */
import { assert, assertEquals } from "@std/assert";
import { concat, utf8 } from "../bytes/mod.ts";
import { ContentType, HANDSHAKE_BODIES, type HandshakeName, HandshakeType } from "../wire/mod.ts";
import { NamedGroup } from "../wire/mod.ts";
import { message, type Role, Stage } from "./testing/stage.ts";
import { clear } from "./testing/voice.ts";
import { againWithEarlyData } from "./testing/resume.ts";
import { type PairOptions, testRoot } from "./testing.ts";
import { TLS13_CLIENT } from "./tls13/client/machine.ts";
import { TLS13_SERVER } from "./tls13/server/machine.ts";

/** What RFC 9846 §A draws, written down a second time so that the tables have a judge. */
const ALLOWED: Readonly<Record<Role, Readonly<Record<string, readonly HandshakeName[]>>>> = {
  client: {
    START: [],
    WAIT_SH: ["server_hello"],
    WAIT_EE: ["encrypted_extensions"],
    WAIT_CERT_CR: ["certificate", "compressed_certificate", "certificate_request"],
    WAIT_CERT: ["certificate", "compressed_certificate"],
    WAIT_CV: ["certificate_verify"],
    WAIT_FINISHED: ["finished"],
    CONNECTED: ["new_session_ticket", "certificate_request", "key_update"],
  },
  server: {
    START: ["client_hello"],
    WAIT_EOED: ["end_of_early_data"],
    WAIT_CERT: ["certificate", "compressed_certificate"],
    WAIT_CV: ["certificate_verify"],
    WAIT_FINISHED: ["finished"],
    CONNECTED: ["certificate", "compressed_certificate", "key_update"],
    LATE_CV: ["certificate_verify"],
    LATE_FINISHED: ["finished"],
  },
};

const TABLES = { client: TLS13_CLIENT, server: TLS13_SERVER };

/** The handshakes that lead through all states: with client certificates, and with a retry. */
const alice = testRoot().issue({ names: ["alice.example"], extendedKeyUsage: ["clientAuth"] });
const WAYS: Readonly<Record<string, PairOptions>> = {
  "": {
    client: { identity: alice, postHandshakeAuth: true },
    server: { clientCertificate: "require" },
  },
  " with early data": againWithEarlyData(),
  " after HelloRetryRequest": {
    client: { identity: alice },
    server: { clientCertificate: "require", groups: [NamedGroup.secp256r1] },
  },
};

/** States that a way does not lead through. */
const PASSED_BY: Readonly<Record<string, readonly string[]>> = {
  "": ["WAIT_EOED"],
  " with early data": ["WAIT_CERT_CR", "WAIT_CERT", "WAIT_CV", "LATE_CV", "LATE_FINISHED"],
  " after HelloRetryRequest": ["WAIT_EOED", "LATE_CV", "LATE_FINISHED"],
};

const UNKNOWN_TYPES = [0, 3, 6, 7, 9, 10, 12, 14, 16, 21, 22, 23, 25, 99, 254, 255];
const TYPES = [
  ...Object.keys(HANDSHAKE_BODIES).map((name) => HandshakeType[name as HandshakeName]),
  ...UNKNOWN_TYPES,
];

function stageIn(role: Role, state: string, way: PairOptions): Stage {
  const stage = new Stage(role, way);
  if (role === "client" && state !== "START") stage.start();
  const retry = way.server?.groups !== undefined;
  // After a retry the first state comes twice; the second time is the one of interest.
  if (retry && (state === "WAIT_SH" || (role === "server" && state === "START"))) {
    stage.tell(stage.next()!.raw);
  }
  if (state.startsWith("LATE_")) stage.reach("CONNECTED").requestCertificate();
  return stage.reach(state);
}

for (const role of ["client", "server"] as const) {
  Deno.test(`the ${role}'s table is that of RFC 9846 §A`, () => {
    const table: Record<string, object | undefined> = TABLES[role];
    const rows = Object.entries(table).map(([state, row]) => [state, Object.keys(row!).sort()]);
    const wanted = Object.entries(ALLOWED[role]).map(([state, row]) => [state, [...row].sort()]);
    assertEquals(Object.fromEntries(rows), Object.fromEntries(wanted));
  });

  for (const [wayName, way] of Object.entries(WAYS)) {
    for (const [state, allowed] of Object.entries(ALLOWED[role])) {
      if (wayName !== "" && role === "client" && state === "START") continue;
      if (PASSED_BY[wayName]!.includes(state)) continue;
      const where = `the ${role} in ${state}${wayName}`;

      Deno.test(`${where} takes ${allowed.join(" or ") || "no message"} and no other`, () => {
        for (const type of TYPES) {
          const name = HandshakeType.nameOf(type) ?? `type ${type}`;
          // The end of early data has an empty body; what decodes nowhere there has a byte.
          const body = Uint8Array.from(name === "end_of_early_data" ? [0] : []);
          const stage = stageIn(role, state, way).tell(message(type, body));
          const legal = (allowed as readonly string[]).includes(name);
          // An empty body decodes nowhere, so a legal message fails for a reason of its own.
          const reason = legal ? "undecodable" : "unexpectedMessage";
          const alert = legal ? "decode_error" : "unexpected_message";
          assertEquals([name, stage.error?.reason, stage.error?.at], [name, reason, state]);
          assertEquals([name, stage.alertSent()], [name, alert]);
          assertEquals(stage.victim.state, "FAILED");
        }
      });

      Deno.test(`${where} answers records of other types as it must`, () => {
        const fresh = () => stageIn(role, state, way);
        const keyed = state !== "START" && state !== "WAIT_SH";
        const connected = state === "CONNECTED";

        const data = fresh().say(ContentType.application_data, utf8("early"));
        if (connected || state === "WAIT_EOED") assertEquals(data.error, undefined);
        else {
          const reason = keyed ? "unexpectedMessage" : "badRecordType";
          assertEquals(data.error?.reason, reason);
          assertEquals(data.alertSent(), "unexpected_message");
        }

        const dummy = fresh().say(ContentType.change_cipher_spec, Uint8Array.of(1));
        const begun = state !== "START" || wayName === " after HelloRetryRequest";
        const passes = begun && !connected && !state.startsWith("LATE_");
        assertEquals(dummy.error?.reason, passes ? undefined : "badChangeCipherSpec");
        const loud = fresh().say(ContentType.change_cipher_spec, Uint8Array.of(2));
        assertEquals(loud.error?.reason, "badChangeCipherSpec");

        const fatal = fresh().say(ContentType.alert, Uint8Array.of(2, 40));
        assertEquals([fatal.victim.state, fatal.error], ["FAILED", undefined]);
        assertEquals(fatal.alertSent(), undefined); // an alert is not answered with another
        const bye = fresh().say(ContentType.alert, Uint8Array.of(1, 0));
        assertEquals(bye.victim.state, connected ? "CONNECTED" : "CLOSED");

        for (const type of [0, 24, 25, 255]) {
          assertEquals(fresh().say(type, Uint8Array.of(1)).error?.reason, "badRecordType");
        }
        if (!keyed) return;
        const hidden = fresh();
        hidden.hear(hidden.voice.sealed(ContentType.change_cipher_spec, Uint8Array.of(1)));
        assertEquals(hidden.error?.reason, "badRecordType");
        const open = fresh().hear(clear(ContentType.handshake, message(HandshakeType.finished)));
        assertEquals(open.error?.reason, "unprotectedRecord");
      });
    }
  }
}

Deno.test("an ended engine hears nothing and says nothing more", () => {
  for (const role of ["client", "server"] as const) {
    for (const end of ["fails", "closes"]) {
      const stage = stageIn(role, "CONNECTED", WAYS[""]!);
      if (end === "fails") stage.tell(message(99));
      else stage.victim.leave();
      stage.alertSent();
      const before = stage.events.length;
      stage.hear(concat(clear(ContentType.alert, Uint8Array.of(2, 80)), utf8("GET / HTTP/1.1")));
      assertEquals(stage.events.length, before);
      assertEquals(stage.victim.outgoing().length, 0);
      assert(["FAILED", "CLOSED"].includes(stage.victim.state));
    }
  }
});
