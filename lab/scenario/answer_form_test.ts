import { assertEquals } from "@std/assert";
import {
  accepts,
  type AnswerForm,
  BYTES,
  EVENT,
  HEX_NUMBER,
  MAX_ANSWER_LENGTH,
  NUMBER,
  withoutAskedUnit,
  WORDS,
} from "./answer_form.ts";

type Row = readonly [form: AnswerForm, answer: string, right: string[], wrong: string[]];

const table: readonly Row[] = [
  [
    NUMBER,
    "204",
    ["204", " 204 ", "0204", "204 bytes", "204 Bytes.", "204bytes", "0xCC", "0xcc"],
    ["20", "2040", "204.5", "-204", "cc", "204 or 205", "about 204", "", "bytes", "204 days"],
  ],
  [
    NUMBER,
    "1",
    ["one", "One", "1", "0x1", "record 1", "No. 1", "1 place", "one place", "1."],
    ["11", "won", "I", "place", "1 s", "one day", "oneplace"],
  ],
  [NUMBER, "7", ["7th", "7 August", "August 7", "7th of August", "day 7"], ["77", "August", "th"]],
  [NUMBER, "0", ["0", "zero", "00", "none", "None.", "nothing"], ["o", "", "some"]],
  [NUMBER, "1024", ["1024", "1,024", "1 024", "1'024"], ["10,24", "1.024", "1,0,2,4"]],
  [EVENT, "#64", ["#64", "64", "# 64", "event 64", "Event #64", "packet #064"], ["6", "#65", "x"]],
  [
    BYTES,
    "0a1b00ff",
    [
      "0a1b00ff",
      "0A1B00FF",
      "0a 1b 00 ff",
      "0a:1b:00:ff",
      "0x0a1b00ff",
      "0x0a, 0x1b, 0x00, 0xff",
      "\\x0a\\x1b\\x00\\xff",
      "0a-1b-00-ff",
      "0a1b 00ff\n",
    ],
    ["a1b00ff", "000a1b00ff", "0a1b00", "0a1b00fg", "0a1b00ff or so", "", "0x"],
  ],
  [
    HEX_NUMBER,
    "7f75b6",
    ["7f75b6", "7F:75:B6", "0x7f75b6", "007f75b6", "00:7f:75:b6", "7f 75 b6"],
    ["7f75b", "7f75b600", "", "serial"],
  ],
  [HEX_NUMBER, "0", ["0", "00", "0x0"], ["1", ""]],
  [
    WORDS,
    "unknown_ca",
    [
      "unknown_ca",
      "unknown ca",
      "Unknown-CA",
      "UnknownCA",
      '"unknown_ca"',
      "the alert unknown_ca.",
      "unknown_ca alert",
      "alert 48",
      "48",
    ],
    ["unknown", "ca", "47", "unknown_ca or bad_certificate", "", "the", "alert"],
  ],
  [
    WORDS,
    "mallory.example",
    [
      "mallory.example",
      "MALLORY.EXAMPLE",
      "mallory.example.",
      "“mallory.example”",
      "DNS:mallory.example",
    ],
    ["malloryexample", "mallory", "bank.example"],
  ],
  [WORDS, "signature", ["signature check", "the signature rule", "signature (RFC 5280 §6.1.3)"], [
    "signatures",
    "RFC 5280 §6.1.3",
  ]],
  [WORDS, "RFC 5280 §4.2.1.10", ["rfc5280 4.2.1.10", "RFC 5280, section 4.2.1.10"], [
    "RFC 5280",
    "RFC 5280 §4.2.1.1",
  ]],
  [WORDS, "anchor", ["anchor", "the rule anchor", "The check “anchor”", "ａｎｃｈｏｒ"], [
    "anchors away",
  ]],
];

const units: readonly (readonly [given: string, ask: string, left: string])[] = [
  ["15 s", "For how many seconds?", "15"],
  ["15 Seconds.", "For how many seconds?", "15"],
  ["15s", "For how many seconds?", "15"],
  ["15 ms", "For how many seconds?", "15 ms"],
  ["15 s", "For how many milliseconds?", "15 s"],
  ["two days", "How many days later?", "two"],
  ["12 bytes", "How many bytes?", "12 bytes"],
  ["s", "How many seconds?", "s"],
  ["", "How many seconds?", ""],
];

for (const [given, ask, left] of units) {
  Deno.test(`withoutAskedUnit() of "${given}" after "${ask}"`, () =>
    assertEquals(withoutAskedUnit(given, ask), left));
}

for (const [form, answer, right, wrong] of table) {
  Deno.test(`accepts() takes ${answer} as ${form.name} in every spelling`, () => {
    for (const given of right) assertEquals(accepts(form, given, answer), true, given);
  });

  Deno.test(`accepts() takes nothing else for ${answer} as ${form.name}`, () => {
    for (const given of wrong) assertEquals(accepts(form, given, answer), false, given);
  });
}

Deno.test("accepts() does not read what is too long to be an answer", () => {
  assertEquals(accepts(NUMBER, `${" ".repeat(MAX_ANSWER_LENGTH)}1`, "1"), false);
  assertEquals(accepts(NUMBER, `${" ".repeat(MAX_ANSWER_LENGTH - 1)}1`, "1"), true);
});

Deno.test("read() gives one spelling that it reads as itself", () => {
  for (const [form, answer, right] of table) {
    for (const given of [answer, ...right]) {
      const once = form.read(given)!;
      assertEquals(form.read(once), once, given);
    }
  }
});
