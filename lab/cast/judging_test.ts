import { assertEquals } from "@std/assert";
import { HONEST_SEAMS } from "../tls/mod.ts";
import { noble, NOW, testRoot } from "../tls/testing.ts";
import { judgingBy } from "./judging.ts";

const names: readonly (readonly [name: string, rfc5280: boolean, webpki: boolean])[] = [
  ["bank.example", true, true],
  ["*.bank.example", false, false],
  ["*.example", true, false],
];

for (const [name, rfc5280, webpki] of names) {
  Deno.test(`a certificate for ${name}, by RFC 5280 ${rfc5280}, by the web's rules ${webpki}`, () => {
    const { chain } = testRoot().issue({ names: [name] });
    const context = {
      crypto: noble,
      anchors: [testRoot().certificate],
      now: NOW,
      purpose: "serverAuth" as const,
      name: "bank.example",
    };
    const plain = judgingBy("rfc5280").seams.verifyChain(chain, context);
    assertEquals(plain, HONEST_SEAMS.verifyChain(chain, context));
    assertEquals(plain.ok, rfc5280);
    assertEquals(judgingBy("webpki").seams.verifyChain(chain, context).ok, webpki);
  });
}
