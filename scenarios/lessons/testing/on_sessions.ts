/** Second opinions on answers about sessions: coming back, early data, new keys, keys from outside. */
import { assert, assertEquals } from "@std/assert";
import { decode, hex } from "../../../lab/bytes/mod.ts";
import type { Run } from "../../../lab/scenario/mod.ts";
import { costs } from "../../../lab/views/mod.ts";
import { ClientHello, keyShare, readExtension, ServerHello } from "../../../lab/wire/mod.ts";
import {
  applicationData,
  earlyRecords,
  message,
  type Opinion,
  payloads,
  records,
  sealedText,
} from "./read.ts";

export const ON_SESSIONS: Readonly<Record<string, Opinion>> = {
  "resumption/session-id": (row) => {
    const hello = decode(ServerHello, message(row, "bank", "ServerHello").raw.subarray(4));
    assert(hello.ok);
    return hex(hello.value.legacySessionIdEcho).slice(0, 8);
  },
  "resumption/trips": (row) => {
    const [first, back] = costs(row.trace).slice(4);
    return String(first!.roundTrips.handshake - back!.roundTrips.handshake);
  },
  "resumption/ticket": (row) => {
    const sealed = records(row, "bank").flatMap(({ messages }) => messages)
      .filter(({ name }) => name === "NewSessionTicket")[1]!;
    return hex(sealed.raw).slice(0, -4).slice(-8); // two bytes behind it say: no extensions
  },
  "resumption/unsigned": (row) => {
    const signed = records(row, "bank").flatMap(({ messages }) => messages)
      .filter(({ name }) => name === "CertificateVerify");
    assertEquals(signed.length, 1);
    return "certificate_verify";
  },

  "post-quantum/longer": (row, plain) =>
    String(
      message(row, "alice", "ClientHello").raw.length -
        message(plain, "alice", "ClientHello").raw.length,
    ),
  "post-quantum/part": (row) => {
    const hello = decode(ClientHello, message(row, "alice", "ClientHello").raw.subarray(4));
    assert(hello.ok);
    const shares = readExtension(hello.value.extensions ?? [], keyShare, "client_hello");
    assert(shares?.ok);
    return hex(shares.value[0]!.keyExchange).slice(-64).slice(0, 8);
  },
  "post-quantum/today": () => "signature",

  "zero-rtt/sooner": () => String(2 * 5),
  "zero-rtt/sealed": (row) => hex(earlyRecords(row)[0]!.bytes).slice(10, 18),
  "zero-rtt/unheard": () => "finished",
  "zero-rtt/vain": (row) => {
    assertEquals(earlyRecords(row).length, 2);
    return String(5 + "rate?\n".length + 1 + 16);
  },

  "key-update/young": (row) => {
    const said = (["alice", "bank"] as const).map((from) =>
      applicationData(row, from).filter(({ bytes }) =>
        payloads(row, from, 3).some((payload) => hex(payload) === hex(bytes))
      )
    ).flat();
    return String(said.filter(({ messages }) => messages.length === 0).length);
  },
  "key-update/shut": (row) => hex(sealedText(row, "bank", "42 EUR\n")).slice(10, 18),
  "key-update/never": (row) => {
    const handshake = ["alice", "bank"].flatMap((from) => records(row, from))
      .filter(({ protection }) => protection === "handshake");
    assertEquals(handshake.length, 2);
    return "handshake keys";
  },

  "iot-psk/spared": (row) => String(onTheAir(row, 2) - onTheAir(row, 3)),
  // In the ServerHello: type, length, group, length, and a public key of x25519.
  "iot-psk/price": () => String(2 + 2 + 2 + 2 + 32),
  "iot-psk/half": (row) => {
    const hellos = records(row, "gateway").flatMap(({ messages }) => messages)
      .filter(({ name }) => name === "ServerHello");
    const hello = decode(ServerHello, hellos[1]!.raw.subarray(4));
    assert(hello.ok);
    const share = readExtension(hello.value.extensions ?? [], keyShare, "server_hello");
    assert(share?.ok);
    return hex(share.value.keyExchange).slice(0, 8);
  },
  "iot-psk/name": (row) => {
    const [hello] = payloads(row, "sensor", 3);
    assert(new TextDecoder("latin1").decode(hello).includes("sensor 17"));
    return "sensor 17";
  },
};

/** Bytes of all records that both sides send in an act, ChangeCipherSpec aside. */
function onTheAir(row: Run, act: number): number {
  return ["sensor", "gateway"].flatMap((from) => {
    const streams = payloads(row, from, act).map((payload) => hex(payload)).join("");
    return records(row, from).map(({ bytes }) => bytes)
      .filter((bytes) => bytes.length > 6 && streams.includes(hex(bytes)));
  }).reduce((sum, { length }) => sum + length, 0);
}
