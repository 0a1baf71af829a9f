import { assertEquals } from "@std/assert";
import { type Bytes, decodeTrusted, encode, fromHex, utf8 } from "../bytes/mod.ts";
import {
  answerTo,
  caaData,
  DnsMessage,
  NtpPacket,
  queryFor,
  RecordType,
  ResponseCode,
  timeReply,
  txtData,
} from "../net/mod.ts";
import { noble, street, traceOf } from "../cast/testing.ts";
import { datagramWords } from "./datagram.ts";
import { sequence } from "./sequence.ts";

const AUGUST = 1_785_542_400_000_000;
const QUESTION = fromHex(`23 ${"00".repeat(39)} ee17ac80 00000000`);
const asked = decodeTrusted(NtpPacket, QUESTION);
const seal = { keyId: 3, digest: () => new Uint8Array(16) };
const query = queryFor("bank.example", 7, RecordType.TXT);
const caaQuery = queryFor("bank.example", 7, RecordType.CAA);
const caa = caaData({ critical: false, tag: "issue", value: "trent.example" });

const datagrams: readonly [port: number, payload: Bytes, label: string, detail: string][] = [
  [123, QUESTION, "NTP: what time?", ""],
  [123, timeReply(asked, AUGUST), "NTP: 2026-08-01 00:00:00Z", ""],
  [123, timeReply(asked, AUGUST, seal), "NTP: 2026-08-01 00:00:00Z", "with key 3"],
  [53, encode(DnsMessage, query), "DNS: bank.example TXT?", ""],
  [
    53,
    encode(DnsMessage, answerTo(query, { data: [txtData("a\u001b[2Jb")] })),
    'DNS: "a\\u001b[2Jb"',
    "for bank.example TXT",
  ],
  [
    53,
    encode(DnsMessage, answerTo(caaQuery, { data: [caa] })),
    'DNS: issue "trent.example"',
    "for bank.example CAA",
  ],
  [53, encode(DnsMessage, answerTo(caaQuery)), "DNS: none", "for bank.example CAA"],
  [
    53,
    encode(DnsMessage, answerTo(caaQuery, { code: ResponseCode.NXDomain })),
    "DNS: NXDomain",
    "for bank.example CAA",
  ],
];

for (const [port, payload, label, detail] of datagrams) {
  Deno.test(`a datagram on an arrow: ${label} ${detail}`.trimEnd(), () => {
    const from = { address: "192.0.2.1", port: 49152 };
    const to = { address: "192.0.2.2", port };
    const segment = {
      protocol: "udp" as const,
      from,
      to,
      flags: [],
      sequence: 0,
      acknowledgment: 0,
    };
    assertEquals(datagramWords({ ...segment, payload }), { label, detail });
    assertEquals(datagramWords({ ...segment, payload: utf8("?") }), undefined);
    assertEquals(datagramWords({ ...segment, protocol: "tcp", payload }), undefined);
  });
}

Deno.test("a datagram on an arrow brings its parts along, and other packets bring none", () => {
  const { world, alice, bank } = street();
  const time = world.timeServer("time");
  world.link("line to the time server", alice, time);
  alice.setsClock(time);
  alice.connect(bank);
  const arrows = sequence(traceOf(world), noble).rows.filter((row) => row.kind === "arrow");
  assertEquals(arrows.slice(0, 2).map(({ datagram }) => datagram?.tree.name), [
    "NtpPacket",
    "NtpPacket",
  ]);
  assertEquals(arrows.slice(2).some(({ datagram }) => datagram !== undefined), false);
});
