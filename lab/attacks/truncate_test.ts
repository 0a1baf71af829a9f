import { assertEquals } from "@std/assert";
import { wholeText } from "../cast/mod.ts";
import { street, type StreetOptions, traceOf } from "../cast/testing.ts";
import { cutBehind } from "./mod.ts";

/** What the bank takes for the whole text when Mallory cuts behind that record. */
function heard(index: number, options: StreetOptions = {}) {
  const texts: [text: string, complete: boolean][] = [];
  const { world, alice, bank, street: link } = street({
    ...options,
    server: {
      ...options.server,
      app: wholeText((text, complete) => void texts.push([text, complete])),
    },
  });
  const mallory = world.attacker("mallory", { on: link });
  mallory.play(cutBehind({ index }));
  const session = alice.connect(bank);
  for (const word of ["one", "two", "three"]) if (session.alive) session.send(word);
  const alive = session.alive;
  if (alive) session.close();
  return { texts, alive, world };
}

const CUTS: readonly [index: number, texts: unknown[]][] = [
  [0, [["", false]]],
  [1, [["one\n", false]]],
  [2, [["one\ntwo\n", false]]],
  [3, [["one\ntwo\nthree\n", false]]],
  [9, [["one\ntwo\nthree\n", true]]],
];

for (const [index, texts] of CUTS) {
  Deno.test(`cutBehind({ index: ${index} }): the bank takes ${JSON.stringify(texts)} for all`, () => {
    for (const link of [{}, { mtu: 100 }]) {
      const run = heard(index, { link });
      assertEquals(run.texts, texts);
      assertEquals(run.alive, true, "alice notices nothing");
    }
  });
}

Deno.test("cutBehind() forges nothing and breaks nothing: no alert tells of it", () => {
  const { events } = traceOf(heard(1).world);
  const alerts = events.filter((event) => event.kind === "tls.alert" && event.node === "bank");
  assertEquals(alerts, []);
});
