/** A second opinion on every answer: read from opened records, parsed certificates and events. */
import { assert, assertEquals } from "@std/assert";
import { decode, hex } from "../../lab/bytes/mod.ts";
import { parseCertificate, shortName } from "../../lab/pki/mod.ts";
import { crypto, rowOf } from "../../lab/scenario/testing.ts";
import { costs, dissect } from "../../lab/views/mod.ts";
import { ContentType, keyShare, readExtension, ServerHello } from "../../lab/wire/mod.ts";
import { SCENARIOS } from "../mod.ts";
import { CHAIN_OPINIONS } from "./testing.ts";
import { ON_FOOLED } from "./testing/on_fooled.ts";
import { ON_LOGS } from "./testing/on_logs.ts";
import { ON_RECORDINGS } from "./testing/on_recordings.ts";
import { ON_SIGNERS } from "./testing/on_signers.ts";
import { ON_ZOO } from "./testing/on_zoo.ts";
import { ON_REVOCATION } from "./testing/on_revocation.ts";
import { ON_SESSIONS } from "./testing/on_sessions.ts";
import {
  applicationData,
  arrow,
  certificate,
  eveCounts,
  events,
  failedRules,
  fragment,
  message,
  type Opinion,
  payloads,
  randomOf,
  randomsOf,
  records,
  sealedText,
  suitesIn,
} from "./testing/read.ts";

const OPINIONS: Readonly<Record<string, Opinion>> = {
  ...CHAIN_OPINIONS,
  ...ON_FOOLED,
  ...ON_LOGS,
  ...ON_RECORDINGS,
  ...ON_REVOCATION,
  ...ON_SESSIONS,
  ...ON_SIGNERS,
  ...ON_ZOO,

  "handshake/key-share": (row) => {
    const hello = decode(ServerHello, message(row, "bank", "ServerHello").raw.subarray(4));
    assert(hello.ok);
    const share = readExtension(hello.value.extensions ?? [], keyShare, "server_hello");
    assert(share?.ok);
    return hex(share.value.keyExchange).slice(0, 8);
  },
  "handshake/first-sealed": (row) => {
    const sealed = records(row, "bank").find(({ protection }) => protection !== "none")!;
    assertEquals(sealed.messages[0]!.name, "EncryptedExtensions");
    return "encrypted_extensions";
  },
  "handshake/hello-length": (row) =>
    String(message(row, "alice", "ClientHello").record.bytes.length),

  "blog-post/waits": () => String(2 * 2 * 20),
  "blog-post/in-front": (row) => {
    const packet = [...dissect(row.trace, crypto).values()].find((inside) =>
      inside.some(({ content }) => new TextDecoder().decode(content?.bytes).startsWith("POST"))
    );
    const [name] = packet!.flatMap(({ messages }) => messages.map((one) => one.name));
    return name!.toLowerCase();
  },
  "blog-post/random": (row) => randomsOf(row, "alice")[1]!,

  "handshake-tls12-rsa/encrypted": (row) =>
    hex(message(row, "alice", "ClientKeyExchange").raw).slice(12, 20),
  "handshake-tls12-rsa/length": () => String(2048 / 8),
  "handshake-tls12-rsa/first-sealed": (row) => {
    const sealed = records(row, "alice").find(({ protection }) => protection !== "none")!;
    return sealed.messages[0]!.name.toLowerCase();
  },

  "handshake-tls12-ecdhe/server-half": (row) =>
    hex(message(row, "bank", "ServerKeyExchange").raw).slice(16, 24),
  "handshake-tls12-ecdhe/signed": (row) => {
    const { raw } = message(row, "bank", "ServerKeyExchange");
    assert(raw.length > 256, "a signature of 2048 bits is in it");
    return "server_key_exchange";
  },
  "handshake-tls12-ecdhe/round-trips": (row) => String(costs(row.trace)[0]!.roundTrips.handshake),

  "handshake-tls13/saved": (row) => {
    const [, second, third] = costs(row.trace);
    return String((second!.handshake - third!.handshake) / 1000);
  },
  "handshake-tls13/share": (row) => {
    const hellos = records(row, "bank").flatMap(({ messages }) => messages)
      .filter(({ name }) => name === "ServerHello");
    const hello = decode(ServerHello, hellos[2]!.raw.subarray(4));
    assert(hello.ok);
    const share = readExtension(hello.value.extensions ?? [], keyShare, "server_hello");
    assert(share?.ok);
    return hex(share.value.keyExchange).slice(0, 8);
  },
  "handshake-tls13/gone": () => "ChangeCipherSpec",

  "handshake-failures/alert": (row) => events(row, "tls.alert", "alice").at(-1)!.alert,
  "handshake-failures/who": (row) =>
    row.trace.events.find((event) =>
      event.kind === "tls.alert" && event.alert === "certificate_required"
    )!.node,
  "handshake-failures/early": (row) => {
    const sent = records(row, "shop").filter(({ content }) =>
      content?.type === ContentType.alert && content.bytes[0] === 2
    );
    return String(sent.length);
  },
  "handshake-failures/random": (row) => randomsOf(row, "alice")[1]!,

  "latency/satellite": () => String(2 * 250),
  "latency/resumed": (row) => {
    const [, anew, , , resumed] = costs(row.trace).map(({ roundTrips }) => roundTrips.handshake);
    return String(anew! - resumed!);
  },
  "latency/quickest": (row) => {
    const early = events(row, "app.data", "carol").filter((event) => event.early);
    assertEquals(early.map(({ connection }) => connection), ["carol → shop 5"]);
    return "TLS 1.3, early data";
  },
  "latency/random": (row) => randomOf(row, "carol"),

  "misconfigured-server/probes": (row) =>
    String(
      events(row, "wire.sent", "inspector").filter(({ segment, act }) =>
        act === 3 && segment.flags.join() === "SYN"
      ).length,
    ),
  "misconfigured-server/oldest": (row) => {
    const hellos = records(row, "museum").flatMap(({ messages }) => messages)
      .filter(({ name }) => name === "ServerHello");
    assert(hellos.some(({ raw }) => hex(raw.subarray(4, 6)) === "0300"));
    return "SSL 3.0";
  },
  "misconfigured-server/no-secrecy": () => "TLS_RSA_WITH_AES_128_GCM_SHA256",
  "misconfigured-server/random": (row) => randomOf(row, "inspector"),

  "eavesdrop/growth": (row, plain) => {
    const [, sealed] = /bytes: \d+, \d+, \d+, (\d+), \d+$/.exec(eveCounts(row)) ?? [];
    const [, clear] = /bytes: (\d+)$/.exec(eveCounts(plain)) ?? [];
    return String(Number(sealed) - Number(clear));
  },
  "eavesdrop/sealed-bytes": (row) => hex(applicationData(row, "alice")[0]!.bytes).slice(10, 18),
  "eavesdrop/name": () => "mail.example",

  "mitm/serial": (row) => hex(certificate(row, "alice").serialNumber),
  "mitm/packet": (row) => arrow(row, "mallory", "{EE Cert CV Fin}"),
  "mitm/pinned": (row) => events(row, "tls.alert", "mallory")[0]!.alert,

  "mitm-wrong-name/name": (row) => shortName(certificate(row, "alice").subject),
  "mitm-wrong-name/failed": (row) => String(failedRules(row).length),
  "mitm-wrong-name/key": (row) => {
    const info = hex(certificate(row, "alice").subjectPublicKeyInfo.der);
    return info.slice(-128).slice(0, 8);
  },

  "mitm-self-signed/issuer": (row) => shortName(certificate(row, "alice").issuer),
  "mitm-self-signed/serial": (row) => hex(certificate(row, "alice").serialNumber),
  "mitm-self-signed/rule": (row) => failedRules(row).join(),

  "tamper/byte": (row) => {
    const sent = sealedText(row, "alice", "pay to=bob amount=100\n");
    return hex(Uint8Array.of(sent[5 + "pay to=bob amount=".length]! ^ 0x31 ^ 0x39));
  },
  "tamper/count": (row) => {
    const [sent] = payloads(row, "alice", 3);
    const [arrived] = payloads(row, "mallory", 3);
    return String(sent!.filter((octet, i) => octet !== arrived![i]).length);
  },
  "tamper/tag": () => "16",

  "record-replay/expected": () => "1",
  "record-replay/tag": (row) =>
    hex(sealedText(row, "alice", "pay bob 100 EUR\n")).slice(-32).slice(0, 8),
  "record-replay/second": (row) => `#${row.verdict.evidence[1]}`,

  "record-reorder/sealed-as": () => "1",
  "record-reorder/first": (row) => hex(sealedText(row, "alice", "pay bob 100 EUR\n")).slice(10, 18),
  "record-reorder/account": () => "household",

  "record-drop/expected": () => "1",
  "record-drop/lost": (row) => hex(payloads(row, "alice", 4)[0]!).slice(-8),
  "ssl-strip/random": (row) => randomOf(row, "mallory"),
  "ssl-strip/learns": (row) => {
    const how =
      row.trace.knowledge.find(({ node, secret }) => node === "mallory" && secret === "password")!
        .how;
    return how.by === "read" ? `#${how.event}` : "";
  },
  "ssl-strip/clear": (row) =>
    String(
      events(row, "wire.sent", "alice").filter(({ act, segment }) =>
        act > 1 && segment.to.port === 80 && segment.payload.length > 0
      ).length,
    ),

  "load-balancer/random": (row) => randomOf(row, "balancer"),
  "load-balancer/handshakes": (row) =>
    String(row.trace.events.filter(({ kind }) => kind === "tls.connected").length / 2),
  "load-balancer/readers": () => "balancer",

  "mail-starttls/random": (row) => randomOf(row, "alice"),
  "mail-starttls/missing": () => String("250-STARTTLS\r\n".length),
  "mail-starttls/stops": (row) =>
    `#${events(row, "note", "alice").find(({ text }) => text.includes("hangs up"))!.id}`,

  "padding-oracle/count": (row) => {
    const rounds = row.trace.events.filter(({ kind, act }) => kind === "round" && act < 4);
    return String(rounds.filter((event) => event.kind === "round" && event.number > 0).length);
  },
  "padding-oracle/lever": (row) =>
    hex(Uint8Array.of(fragment(row, "alice", 3)[31]! ^ "a".charCodeAt(0))),
  "padding-oracle/alert": () => "bad_record_mac",

  "hello-retry/longer": () => String(2 + 2 + 1 + 2 * 48),
  "hello-retry/random": (row) => randomsOf(row, "alice")[1]!,
  "hello-retry/group": () => "secp384r1",

  "mutual-tls/serial": (row) => hex(certificate(row, "archive").serialNumber),
  "mutual-tls/proof": () => "certificate_verify",
  "mutual-tls/more": (row) =>
    String(records(row, "alice").flatMap(({ messages }) => messages).length),

  "renegotiation/handshakes": (row) =>
    String(
      records(row, "mallory").concat(records(row, "alice"))
        .flatMap(({ messages }) => messages).filter(({ name }) => name === "ClientHello").length -
        1,
    ),
  "renegotiation/whose": (row) => `#${events(row, "app.data", "mallory")[0]!.id}`,
  "renegotiation/random": (row) => randomOf(row, "mallory"),

  "triple-handshake/random": (row) =>
    hex(message(row, "bank", "ServerHello").raw.subarray(4 + 2, 4 + 2 + 4)),
  "triple-handshake/finished": (row) => {
    const changes = events(row, "wire.sent", "alice").filter(({ act, segment: { payload } }) =>
      act === 4 && payload[0] === ContentType.change_cipher_spec
    );
    assertEquals(changes.length, 1);
    return `#${changes[0]!.id}`;
  },
  "triple-handshake/refusal": (row) => `#${row.verdict.evidence[0]}`,
  "triple-handshake/name": (row) => {
    const chains = events(row, "tls.check", "alice").filter(({ certificates }) =>
      certificates.length > 0
    );
    const leaf = parseCertificate(chains.at(-1)!.certificates[0]!);
    assert(leaf.ok);
    return shortName(leaf.value.subject);
  },

  "version-rollback/suites": (row) => suitesIn(row, "mallory"),
  "version-rollback/mark": (row) => {
    const end = message(row, "bank", "ServerHello").raw.subarray(4 + 2 + 24, 4 + 2 + 31);
    return new TextDecoder().decode(end);
  },
  "version-rollback/random": (row) =>
    hex(message(row, "bank", "ServerHello").raw.subarray(4 + 2, 4 + 2 + 4)),

  "bleichenbacher/probes": (row) => {
    const rounds = row.trace.events.flatMap((event) => event.kind === "round" ? [event] : []);
    return String(rounds.filter(({ node, number }) => node === "eve" && number > 0).length);
  },
  "bleichenbacher/yes": (row) =>
    events(row, "tls.alert", "bank").find(({ act, direction }) =>
      act === 4 && direction === "sent"
    )!
      .alert,
  "bleichenbacher/encrypted": (row) => {
    const { raw } = message(row, "alice", "ClientKeyExchange");
    assertEquals(raw.length, 4 + 2 + 64);
    return hex(raw.subarray(6, 10));
  },

  "gcm-nonce-reuse/nonce": (row) => {
    const nonces = [0, 1].map((n) => hex(fragment(row, "alice", 3, n)).slice(0, 16));
    assertEquals(nonces[0], nonces[1]);
    return nonces[0]!;
  },
  "gcm-nonce-reuse/tag": (row) => hex(fragment(row, "mallory", 4)).slice(-32, -24),
  "gcm-nonce-reuse/overhead": () => "0",

  "heartbleed/bytes": (row) => {
    const [found] = events(row, "note", "mallory").flatMap(({ text }) =>
      /gets (\d+) bytes back/.exec(text)?.[1] ?? []
    );
    return String(Number(found) - "hi!".length - 16);
  },
  "heartbleed/sealed": (row) => hex(payloads(row, "alice", 1).at(-2)!).slice(26, 34),
  "heartbleed/silence": () => "1",

  "record-drop/noticed": (row) => `#${row.verdict.evidence[0]}`,
};

for (const scenario of SCENARIOS) {
  for (const question of scenario.lesson!.questions) {
    const key = `${scenario.id}/${question.id}`;
    Deno.test(`${key}: the answer holds against a second opinion, whatever the seed`, () => {
      for (let seed = 1; seed <= (scenario.long ? 2 : 3); seed++) {
        const runOf = (on: readonly string[]) => rowOf(scenario, seed, on);
        const row = runOf(question.with);
        const opinion = OPINIONS[key];
        assert(opinion !== undefined, "a question without a second opinion");
        assertEquals(question.answer(row, runOf), opinion(row, runOf([])), `seed ${seed}`);
      }
    });
  }
}
