import { assertEquals } from "@std/assert";
import { parseCertificate, shortName, verifyPath } from "../pki/mod.ts";
import { emptyStage, noble, street } from "./testing.ts";

Deno.test("an intermediate authority comes along in the chains it issues, the root does not", () => {
  const root = emptyStage().authority("Honest Root");
  const { chain } = root.intermediate("Honest Branch").issue("bank.example");
  const names = chain.map((der) => {
    const parsed = parseCertificate(der);
    return parsed.ok ? [shortName(parsed.value.subject), shortName(parsed.value.issuer)] : [];
  });
  assertEquals(names, [["bank.example", "Honest Branch"], ["Honest Branch", "Honest Root"]]);
});

Deno.test("a cross-certificate leads those who know only the other root to the same leaf", () => {
  const world = emptyStage();
  const old = world.authority("Old Root");
  const young = world.authority("New Root");
  const { chain } = young.issue("bank.example");
  const judged = (presented: typeof chain, root: typeof old) =>
    verifyPath({
      provider: noble,
      presented,
      anchors: [root.certificate],
      now: world.world.calendar(),
      purpose: "serverAuth",
      name: "bank.example",
    }).ok;
  const cross = old.crossCertify(young);
  assertEquals(
    [judged(chain, young), judged(chain, old), judged([...chain, cross], old)],
    [true, false, true],
  );
});

Deno.test("what browsers show of a certificate is who has issued it, if it was accepted at all", () => {
  const { alice, bank, world } = street();
  assertEquals(alice.connect(bank).serverIssuer, "Honest Root");
  const stranger = world.client("stranger");
  world.link("another street", stranger, bank);
  assertEquals(stranger.connect(bank).serverIssuer, undefined);
});
