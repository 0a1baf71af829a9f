/** "Look here" of a lesson leads to the row that is meant, marked, with a panel of its own. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { SCENARIOS } from "../(_server)/lab.ts";
import { readMarkup } from "./testing/markup.ts";
import { ask } from "./testing/site.ts";

/** One scenario of each kind of row that a lesson points at. */
const LESSONS = ["handshake", "stolen-key", "missing-intermediate", "chain-outage", "zero-rtt"];

/** The row that is marked, and the event of the panel beside it. */
function shown(html: string): readonly [row: string | undefined, panel: string | undefined] {
  const { elements } = readMarkup(html);
  const selected = elements.find(({ name, attributes }) =>
    name === "li" && attributes.get("class")?.split(" ").includes("selected")
  );
  const panel = /<h2[^>]*><span class="mono soft">#(?:<!-- -->)?(\d+)/.exec(html)?.[1];
  return [selected?.attributes.get("id"), panel];
}

for (const id of LESSONS) {
  Deno.test(`every "Look here" of ${id} marks its row, and shows what happened there`, async () => {
    assert(SCENARIOS.some((one) => one.id === id));
    const lesson = readMarkup((await ask(`/learn/${id}`)).text);
    const looks = lesson.elements.flatMap(({ attributes }) => attributes.get("href") ?? [])
      .filter((href) => href.includes("&at="));
    assert(looks.length > 0);
    for (const look of looks) {
      const [address, event] = look.split("#");
      const { status, text } = await ask(address!);
      assertEquals([look, status, ...shown(text)], [look, 200, event, event]);
      const json = await ask(`/run/${id}/packet/${event}?seed=1`);
      assertEquals([json.status, JSON.parse(json.text).event], [200, Number(event)]);
    }
  });
}

Deno.test("an event without a row leads to the packet that brought it about", async () => {
  const trace = JSON.parse((await ask("/run/mitm/trace.json?seed=1")).text);
  const events: readonly { id: number; kind: string; cause?: number }[] = trace.events ??
    trace.trace.events;
  const quiet = events.find(({ kind, cause }) => kind === "tls.connected" && cause !== undefined)!;
  const { text } = await ask(`/run/mitm?seed=1&at=${quiet.id}`);
  const [row, panel] = shown(text);
  assertEquals(row, panel);
  assert(Number(row) <= quiet.cause!);
  assert(!text.includes("has no row in this diagram"));
});

Deno.test("an event that the run does not have is said to be missing", async () => {
  for (const page of ["/run/mitm?seed=1", "/play?seed=1"]) {
    const { status, text } = await ask(`${page}&at=99999`);
    assertEquals(status, 200);
    assertStringIncludes(text.replaceAll("<!-- -->", ""), "#99999 has no row in this diagram");
  }
});

Deno.test("time in a panel is the diagram's, which begins again where time has gone by", async () => {
  const { text } = await ask("/run/certificate-zoo?seed=1");
  const heading = /at (\d+)(?:\.\d+)? ms/.exec(text.replaceAll("<!-- -->", ""))!;
  assert(Number(heading[1]) < 1000, heading[0]);
});
