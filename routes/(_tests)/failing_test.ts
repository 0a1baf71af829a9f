/** Mistakes of the lab and of the pages themselves: told in a sentence, and no harm to anybody else. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { service } from "../(_server)/lab.ts";
import { tiny } from "../(_server)/testing.ts";
import { ask, withScenario } from "./testing/site.ts";

Deno.test("a run that fails is told in a sentence, and hurts no other", async () => {
  const broken = tiny("broken", () => {
    throw new Error("something <b>nobody\u202e</b> thought of");
  });
  const logged = await heard(() =>
    withScenario(broken, async () => {
      for (const page of ["/run/broken", "/run/broken/keys", "/present/broken"]) {
        const answer = await ask(`${page}?seed=1`);
        assertEquals(answer.status, 500);
        assertStringIncludes(answer.text, "something &lt;b>nobody\\u{202e}&lt;/b> thought of");
        assert(!/\.ts:\d|Error:/.test(answer.text), "the stack stays in the server's own output");
      }
      const lesson = await ask("/learn/broken");
      assert(lesson.status >= 500 && lesson.text.includes("thought of"));
      assertStringIncludes((await ask("/matrix")).text, "thought of");
      assertEquals((await ask("/run/mitm?seed=77")).status, 200);
    })
  );
  assert(logged.length > 0, "the server's own output says more");
});

Deno.test("a page that fails is told in a sentence, and hurts no other", async () => {
  const { request } = service;
  service.request = () => Promise.reject(new Error("out of order"));
  try {
    await heard(async () => {
      const answer = await ask("/run/mitm?seed=1");
      assertEquals(answer.status, 500);
      assertStringIncludes(answer.text, "The server made a mistake");
      assert(!answer.text.includes("out of order"));
    });
  } finally {
    service.request = request;
  }
  assertEquals((await ask("/run/mitm?seed=1")).status, 200);
});

/** Lets something go wrong, and gives back what the server's own output would have had of it. */
async function heard(goWrong: () => Promise<void>): Promise<unknown[][]> {
  const said: unknown[][] = [];
  const { error } = console;
  const listen = (log: typeof error) => Object.assign(console, { error: log });
  listen((...words) => void said.push(words));
  try {
    await goWrong();
  } finally {
    listen(error);
  }
  return said;
}
