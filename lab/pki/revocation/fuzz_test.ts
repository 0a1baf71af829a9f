import { assert, assertEquals } from "@std/assert";
import { provider } from "../testing.ts";
import { mutants } from "./testing.ts";

const ROUNDS = 2_000;

Deno.test(`of ${ROUNDS} mutated lists and answers none throws, and none is believed that says something new`, () => {
  let readable = 0;
  let round = 0;
  for (const mutant of mutants(provider)) {
    if (round++ === ROUNDS) break;
    const believed = mutant.believed();
    if (mutant.signedBytesChanged) {
      readable++;
      assertEquals(believed, false, `a mutated ${mutant.of} is believed`);
    }
  }
  assert(readable > ROUNDS / 20, `only ${readable} could still be read`);
});
