/** The playground's form, sent as a browser sends it. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { readMarkup } from "./testing/markup.ts";
import { ask } from "./testing/site.ts";

/**
 * What a browser sends when somebody presses "Run" on a page: each control that has a name, empty
 * fields included, check boxes only where they are ticked (HTML, "constructing the entry list").
 *
 * @param filled the field of this name and place gets another text first
 */
function pressRun(html: string, filled: Readonly<Record<string, readonly string[]>> = {}): string {
  const form = new URLSearchParams();
  const seen = new Map<string, number>();
  let select = "";
  for (const { name: tag, attributes } of readMarkup(html).elements) {
    const name = attributes.get("name") ?? "";
    if (tag === "select") select = name;
    else if (tag === "option" && attributes.has("selected")) {
      form.append(select, filled[select]?.[0] ?? attributes.get("value")!);
    } else if (tag === "input" && name !== "") {
      const type = attributes.get("type");
      if (type === "checkbox" && !attributes.has("checked")) continue;
      const place = seen.get(name) ?? 0;
      seen.set(name, place + 1);
      form.append(name, filled[name]?.[place] ?? attributes.get("value") ?? "");
    }
  }
  return `/play?${form}`;
}

Deno.test("Run carries out what the form shows, again and again", async () => {
  let { text, status } = await ask("/play");
  for (let i = 0; i < 2; i++) {
    ({ text, status } = await ask(pressRun(text)));
    assertEquals(status, 200);
  }
  assertStringIncludes(text, "Link to this experiment");
});

Deno.test("Run carries out what somebody has chosen, and the form still shows it", async () => {
  const { text } = await ask("/play?attacker=own-root&certificate=expired&say=a&say=b");
  const { status, text: after } = await ask(pressRun(text, { say: ["a", "", "c"], loss: ["20"] }));
  assertEquals(status, 200);
  const address = new URL(pressRun(after), "http://lab");
  assertEquals(
    ["attacker", "certificate", "loss"].map((name) => address.searchParams.get(name)),
    ["own-root", "expired", "20"],
  );
  assertEquals(address.searchParams.getAll("say"), ["a", "c", ""]);
});

for (const wrong of ["loss=99", "seed=x", "say=a%00", "at=x"]) {
  Deno.test(`?${wrong} is refused with the form, in which all else is as it was chosen`, async () => {
    const { status, text } = await ask(`/play?attacker=own-root&${wrong}`);
    assertEquals(status, 400);
    assertStringIncludes(text, 'role="alert"');
    const again = pressRun(text);
    assertEquals(new URL(again, "http://lab").searchParams.get("attacker"), "own-root");
    assertEquals((await ask(again)).status, 200);
  });
}
