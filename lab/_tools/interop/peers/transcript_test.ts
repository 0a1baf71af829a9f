import { assertEquals, assertRejects } from "@std/assert";
import { alertIn } from "./rustls.ts";
import { Transcript } from "./transcript.ts";

Deno.test("Transcript hears a text that comes in pieces, and each only once", async () => {
  const said = new Transcript();
  const hearing = said.hear("hello\n");
  said.add("noise hel");
  said.add("lo\n");
  await hearing;
  await assertRejects(() => said.hear("hello\n", 5), Error, "6 bytes read from the peer");
});

Deno.test("Transcript leaves out the noise, wherever it is cut", async () => {
  for (const cut of [1, 4, 8, 10]) {
    const said = new Transcript("Read BLOCK\n");
    const text = "123Read BLOCK\n456";
    said.add(text.slice(0, cut));
    said.add(text.slice(cut));
    await said.hear("123456", 5);
  }
});

Deno.test("Transcript stops waiting when nothing more can come", async () => {
  const said = new Transcript();
  const waiting = said.until(() => undefined, "a port");
  said.end();
  await assertRejects(() => waiting, Error, "The peer ended without a port");
});

Deno.test("Transcript gives the last words on one line", () => {
  const said = new Transcript();
  assertEquals(said.lastWords, "nothing");
  said.add("one\n  two\n");
  assertEquals(said.lastWords, "one | two |");
});

const ALERTS: readonly (readonly [message: string, alert: string | undefined])[] = [
  ["received fatal alert: UnknownCA", "unknown_ca"],
  ["received fatal alert: CertificateExpired", "certificate_expired"],
  ["received fatal alert: UnrecognisedName", "unrecognized_name"],
  ["peer closed connection without sending TLS close_notify", undefined],
];

for (const [message, alert] of ALERTS) {
  Deno.test(`alertIn() finds ${alert} in "${message}"`, () =>
    assertEquals(alertIn(message), alert));
}
