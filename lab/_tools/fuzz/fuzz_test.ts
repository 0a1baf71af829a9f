import { assert, assertEquals } from "@std/assert";
import { nobleProvider } from "../../crypto/noble.ts";
import { fuzz, isClean, LONGEST } from "./fuzz.ts";
import { KINDS } from "./trials.ts";

/** Some of what `deno task fuzz` does. */
const COUNT = 2_000;

/** A clock that stands still: how long trials take is for the task to find out. */
const still = () => 0;

Deno.test(`of ${COUNT} mutants of every kind none throws, and none is believed that says something new`, () => {
  for (const report of fuzz(nobleProvider(), { count: COUNT, seed: 3 }, still)) {
    assert(isClean(report), report.examples.join("\n"));
    assertEquals(report.trials, COUNT / KINDS.length);
    assert(report.changed > report.trials / 40, `only ${report.changed} ${report.kind} were read`);
  }
});

Deno.test("fuzz() notices who believes everything, who throws, and who is slow", () => {
  const provider = nobleProvider();
  const credulous = fuzz({ ...provider, verify: () => true }, { count: 6_000, seed: 1 }, still);
  for (const { kind, believed, examples } of credulous) {
    assert(believed > 0, kind);
    assert(examples[0]!.startsWith("was believed: "));
  }
  const broken = fuzz(
    {
      ...provider,
      verify: () => {
        throw new Error("Cannot verify");
      },
    },
    { count: 1_200, seed: 1 },
    still,
  );
  for (const { kind, threw } of broken) assert(threw > 0, kind);
  let time = 0;
  const slow = fuzz(provider, { count: 40, seed: 1 }, () => time += LONGEST + 1);
  for (const { trials, slow: late } of slow) assertEquals(late, trials);
});
