import { assertEquals } from "@std/assert";
import { utf8 } from "../bytes/mod.ts";
import { heartbeatRequest, heartbeatResponse } from "../tls/mod.ts";
import { ContentType } from "../wire/mod.ts";
import { labelOf } from "./describe.ts";
import type { DissectedRecord } from "./dissect.ts";
import { explain } from "./explain.ts";
import { readHeartbeat } from "./heartbeat.ts";

const CASES: readonly [what: string, bytes: Uint8Array, label: string, sentence: string][] = [
  [
    "an honest question",
    heartbeatRequest(utf8("hat")),
    "[heartbeat_request, 3 bytes]",
    "A heartbeat:",
  ],
  [
    "a question that wants more than it brings",
    heartbeatRequest(utf8("hat"), 500),
    "[heartbeat_request for 500 of 19 bytes]",
    "A heartbeat that brings",
  ],
  ["an answer", heartbeatResponse(utf8("hat")), "[heartbeat_response, 3 bytes]", "A heartbeat's"],
  ["hardly anything", Uint8Array.of(1), "[heartbeat_request, 0 bytes]", "A heartbeat:"],
];

for (const [what, bytes, label, sentence] of CASES) {
  Deno.test(`a heartbeat, ${what}: the diagram and the sentence tell it apart`, () => {
    const type = ContentType.heartbeat;
    const record: DissectedRecord = {
      event: 0,
      offset: 0,
      bytes,
      type,
      version: 0x0303,
      protection: "application",
      content: { type, bytes, padding: 0 },
      messages: [],
    };
    assertEquals(labelOf([record]), label);
    assertEquals(explain([record])[0]!.startsWith(sentence), true);
  });
}

Deno.test("readHeartbeat() reads what is there, and throws nothing", () => {
  for (let length = 0; length < 5; length++) {
    assertEquals(readHeartbeat(new Uint8Array(length)).present, Math.max(0, length - 3));
  }
});
