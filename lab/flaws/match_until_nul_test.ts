import { assertEquals } from "@std/assert";
import { clientConfig, HONEST_SEAMS } from "../tls/mod.ts";
import { noble, NOW, testRoot } from "../tls/testing.ts";
import { matchUntilNul } from "./match_until_nul.ts";

/** Names in a certificate, and who takes them for bank.example: nobody, the flawed, everybody. */
const names: readonly (readonly [name: string, takenBy: "nobody" | "flawed" | "everybody"])[] = [
  ["bank.example", "everybody"],
  ["BANK.example", "everybody"],
  ["*.example", "everybody"],
  ["bank.example\0.mallory.example", "flawed"],
  ["*.example\0.mallory.example", "flawed"],
  ["bank.example\0", "flawed"],
  ["bank.example.mallory.example", "nobody"],
  ["\0bank.example", "nobody"],
  ["bank\0.example", "nobody"],
  ["*\0.mallory.example", "nobody"],
  ["mallory.example\0bank.example", "nobody"],
];

const flawed = matchUntilNul.apply(clientConfig({ crypto: noble })).seams;

for (const [name, takenBy] of names) {
  Deno.test(`${JSON.stringify(name)} is taken for bank.example by ${takenBy}`, () => {
    const { chain } = testRoot().issue({ names: [name], commonName: "x.example" });
    const context = {
      crypto: noble,
      anchors: [testRoot().certificate],
      now: NOW,
      purpose: "serverAuth" as const,
      name: "bank.example",
    };
    assertEquals(HONEST_SEAMS.verifyChain(chain, context).ok, takenBy === "everybody");
    const verdict = flawed.verifyChain(chain, context);
    assertEquals(verdict.ok, takenBy !== "nobody");
    assertEquals(verdict.flaw, takenBy === "flawed" ? matchUntilNul.id : undefined);
    const late = flawed.verifyChain(chain, { ...context, now: NOW + 1e9 });
    assertEquals(late.ok, false, "all other rules hold as before");
    assertEquals(flawed.verifyChain(chain, { ...context, name: "192.0.2.1" }).ok, false);
  });
}
