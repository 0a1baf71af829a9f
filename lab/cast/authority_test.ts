import { assertEquals } from "@std/assert";
import { parseCertificate, shortName } from "../pki/mod.ts";
import { emptyStage } from "./testing.ts";

Deno.test("an intermediate authority comes along in the chains it issues, the root does not", () => {
  const root = emptyStage().authority("Honest Root");
  const { chain } = root.intermediate("Honest Branch").issue("bank.example");
  const names = chain.map((der) => {
    const parsed = parseCertificate(der);
    return parsed.ok ? [shortName(parsed.value.subject), shortName(parsed.value.issuer)] : [];
  });
  assertEquals(names, [["bank.example", "Honest Branch"], ["Honest Branch", "Honest Root"]]);
});
