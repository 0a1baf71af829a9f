import { assertEquals, assertThrows } from "@std/assert";
import { decode, encode, utf8 } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { noble, NOW } from "../testing.ts";
import { isFresh, SessionState } from "./session_state.ts";
import { generateTicketKey, openTicket, sealTicket } from "./ticket.ts";

const random = seededRandom(1, "server");
const key = generateTicketKey(random);
const other = generateTicketKey(random);

const plain: SessionState = {
  version: 0x0304,
  cipherSuite: 0x1301,
  secret: new Uint8Array(32).fill(7),
  createdAt: NOW + 0.25,
  lifetime: 3600,
  ageAdd: 0xfedcba98,
  maxEarlyData: 0,
  extendedMainSecret: false,
  encryptThenMac: false,
};
const full: SessionState = {
  ...plain,
  version: 0x0303,
  serverName: "bank.example",
  alpn: "h2",
  maxEarlyData: 16384,
  extendedMainSecret: true,
  encryptThenMac: true,
  peerChain: [utf8("leaf"), utf8("issuer")],
};

Deno.test("a session comes out of its octets as it went in", () => {
  for (const state of [plain, full, { ...plain, encryptThenMac: true }]) {
    assertEquals(decode(SessionState, encode(SessionState, state)), { ok: true, value: state });
  }
});

Deno.test("a ticket opens with the key it was sealed with, wherever that stands in the list", () => {
  const ticket = sealTicket(noble, key, random, full);
  assertEquals(ticket.subarray(0, 16), key.name);
  assertEquals(openTicket(noble, [key], ticket), full);
  assertEquals(openTicket(noble, [other, key], ticket), full);
});

Deno.test("a ticket does not open with another key, or with one bit changed anywhere", () => {
  const ticket = sealTicket(noble, key, random, plain);
  assertEquals(openTicket(noble, [other], ticket), undefined);
  assertEquals(openTicket(noble, [{ ...other, name: key.name }], ticket), undefined);
  for (let at = 0; at < ticket.length; at++) {
    const changed = ticket.map((octet, i) => i === at ? octet ^ 1 : octet);
    assertEquals(openTicket(noble, [key], changed), undefined, `byte ${at}`);
  }
  for (const length of [0, 15, 16, 43, ticket.length - 1]) {
    assertEquals(openTicket(noble, [key], ticket.subarray(0, length)), undefined);
  }
});

Deno.test("two tickets for one session share nothing but the key's name", () => {
  const [one, two] = [0, 1].map(() => sealTicket(noble, key, random, plain).subarray(16));
  assertEquals(one!.length, two!.length);
  assertEquals(one!.every((octet, i) => octet === two![i]), false);
});

Deno.test("sealTicket() refuses a name that is not 16 bytes long", () => {
  const short = { ...key, name: new Uint8Array(15) };
  assertThrows(() => sealTicket(noble, short, random, plain), RangeError, "15 bytes");
});

Deno.test("isFresh() says yes from the first second up to the last", () => {
  const state = { ...plain, createdAt: NOW, lifetime: 60 };
  const answers = [-1, 0, 59.9, 60].map((after) => isFresh(state, NOW + after));
  assertEquals(answers, [false, true, true, false]);
});
