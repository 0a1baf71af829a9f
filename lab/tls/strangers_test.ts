/** Who speaks something else at a door of TLS is refused, and the reason says what it was. */
import { assert, assertEquals } from "@std/assert";
import { encode, utf8 } from "../bytes/mod.ts";
import { Ssl2ClientHello } from "../wire/mod.ts";
import { Pair } from "./testing.ts";

const SSL2 = encode(Ssl2ClientHello, {
  version: 0x0301,
  cipherSpecs: [0x010080, 0x00002f],
  sessionId: new Uint8Array(0),
  challenge: new Uint8Array(16).fill(7),
});

const STRANGERS: readonly (readonly [string, Uint8Array, string, string])[] = [
  ["a hello of SSL 2.0", SSL2, "SSL 2.0 hello", "protocol_version"],
  ["a request of HTTP", utf8("GET / HTTP/1.1\r\n\r\n"), "looks like HTTP", "unexpected_message"],
  ["an answer of HTTP", utf8("HTTP/1.1 400 Bad Request"), "looks like HTTP", "unexpected_message"],
  ["SSH", utf8("SSH-2.0-OpenSSH_9.9\r\n"), "A record of type 83", "unexpected_message"],
];

for (const [what, bytes, text, alert] of STRANGERS) {
  Deno.test(`${what} is refused by name`, () => {
    for (const end of ["client", "server"] as const) {
      const pair = new Pair();
      if (end === "client") pair.client.start();
      pair[end].receive(bytes);
      const { error } = pair[end];
      assertEquals([error?.reason, error?.alert], ["badRecordType", alert]);
      assert(error?.detail.includes(text), error?.detail);
    }
  });
}
