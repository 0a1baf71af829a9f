import { assertEquals } from "@std/assert";
import { nobleProvider } from "../../lab/crypto/noble.ts";
import { connectionsOf, run } from "../../lab/scenario/mod.ts";
import { costs } from "../../lab/views/mod.ts";
import { SCENARIOS } from "../mod.ts";

const crypto = nobleProvider();
const call = (id: string) => {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  return run(scenario, { seed: 1, with: [], crypto });
};

Deno.test("a table and the page of costs count the same bytes", () => {
  for (const id of ["handshake-tls13", "hello-retry", "resumption", "zero-rtt"]) {
    const { trace } = call(id);
    assertEquals(
      connectionsOf({ trace }, "alice").map((one) => [one.out.bytes, one.in.bytes]),
      costs(trace).map(({ bytes }) => [bytes.sent, bytes.received]),
      id,
    );
  }
});

Deno.test("a second hello is in the clear, and its answer too", () => {
  const [{ rows } = { rows: [] }] = call("hello-retry").tables;
  const said = new Map(rows.map(([what, one]) => [what, one]));
  assertEquals(said.get("messages in the clear"), "4");
  assertEquals(said.get("first one sealed"), "EncryptedExtensions");
});

Deno.test("only the call with RSA key exchange opens to the bank's key", () => {
  const [{ rows } = { rows: [] }] = call("handshake-tls13").tables;
  assertEquals(rows.at(-1), ["the bank's key opens it later", "yes", "no", "no"]);
});
