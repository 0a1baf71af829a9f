import { assertEquals } from "@std/assert";
import { nobleProvider } from "../crypto/noble.ts";
import { run } from "../scenario/mod.ts";
import { sequence } from "../views/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { legendLines } from "./legend.ts";

const crypto = nobleProvider();
const legend = (id: string, on: readonly string[]) => {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  const { trace } = run(scenario, { seed: 1, with: on, crypto });
  return legendLines(sequence(trace, crypto).rows, 500).join("");
};

Deno.test("legendLines() explains the signs that a diagram has", () => {
  assertEquals(
    legend("tamper", ["aead"]),
    " {} sealed with handshake keys · [] sealed with application keys · " +
      "′ sent by somebody else than it claims · ┼ passed on unchanged · EE EncryptedExtensions · " +
      "Cert Certificate · CV CertificateVerify · Fin Finished · ◆ remark · ✗ refuses · " +
      "#n event n · TCP's own packets are not drawn",
  );
});

Deno.test("legendLines() speaks for calls of both kinds where a diagram has both", () => {
  const signs = legend("handshake-tls13", []).split(" · ").slice(0, 2);
  assertEquals(signs, [
    " {} sealed messages of the handshake, in TLS 1.3 with handshake keys",
    "[] sealed application data, in TLS 1.3 with application keys",
  ]);
});

Deno.test("legendLines() leaves out what does not occur", () => {
  assertEquals(
    legend("eavesdrop", []),
    " ○ copied · ◆ remark · ! helps an attacker · #n event n · TCP's own packets are not drawn",
  );
  assertEquals(legendLines([], 80), []);
});
