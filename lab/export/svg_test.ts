import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { noble } from "../cast/testing.ts";
import { run } from "../scenario/mod.ts";
import { SCENARIOS } from "../../scenarios/mod.ts";
import { type ArrowRow, collapse, type Sequence, sequence } from "../views/mod.ts";
import { svg } from "./svg.ts";
import { DIAGRAM_STYLE } from "./svg_style.ts";

function told(id: string, on: readonly string[]): Sequence {
  const scenario = SCENARIOS.find((one) => one.id === id)!;
  return sequence(run(scenario, { seed: 1, with: on, crypto: noble }).trace, noble);
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const TEXT = /^(?:[^<>&]|&(?:amp|lt|gt|quot|#39);)*$/;

/** Reads XML as strictly as we write it; throws where it is not well-formed. */
function scan(xml: string): Element[] {
  // deno-lint-ignore no-control-regex
  assertFalse(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/.test(xml), "a control");
  const elements: Element[] = [];
  const open: string[] = [];
  let at = 0;
  for (const match of xml.matchAll(/<(\/?)([a-z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>/g)) {
    const [whole, closing, name, list, empty] = match;
    assert(TEXT.test(xml.slice(at, match.index)), `text: ${xml.slice(at, match.index)}`);
    at = match.index + whole.length;
    if (closing === "/") {
      assertEquals(open.pop(), name);
      continue;
    }
    const attributes: Record<string, string> = {};
    for (const [, key, value] of list!.matchAll(/ ([a-zA-Z0-9:-]+)="([^"]*)"/g)) {
      assert(TEXT.test(value!), `attribute: ${value}`);
      assertFalse(key! in attributes, `${key} twice`);
      attributes[key!] = value!;
    }
    elements.push({ name: name!, attributes });
    if (empty === "") open.push(name!);
  }
  assert(TEXT.test(xml.slice(at)));
  assertEquals(open, []);
  return elements;
}

/** One line that everything evil stands on. */
const EVIL = '<script>alert("1")</script>&amp;\' \u0000\u001b[31m\u202e\ufffe\ud800 ]]> --> 界';

function arrow(more: Partial<ArrowRow> = {}): ArrowRow {
  return {
    kind: "arrow",
    event: 28,
    at: 1234,
    from: 0,
    to: 2,
    past: [],
    tappedBy: [],
    label: "ClientHello",
    detail: "for bank.example",
    protection: "none",
    forged: false,
    lost: false,
    repeated: false,
    length: 5,
    records: [],
    readers: [],
    ...more,
  };
}

const LANES = [
  { id: "alice", role: "client", hostile: false },
  { id: "mallory", role: "on-path attacker", hostile: true },
  { id: "bank", role: "server", hostile: false },
];

function drawn(...rows: Sequence["rows"]): string {
  return svg({ lanes: LANES, rows }, { title: "test" });
}

for (const { id, defences } of SCENARIOS) {
  Deno.test(`${id}: the drawing is well-formed, and every arrow says what it is`, () => {
    for (const on of [[], Object.keys(defences)]) {
      const diagram = told(id, on);
      const elements = scan(svg(diagram, { title: id }));
      const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
      assertEquals(new Set(ids).size, ids.length);
      for (const row of diagram.rows) {
        const group = elements.find(({ attributes }) => attributes.id === `e${row.event}`)!;
        assertEquals(group.name, "g");
        if (row.kind === "act") continue;
        assertEquals(group.attributes.role, "img");
        assert(group.attributes["aria-label"]!.length > 5);
      }
    }
  });
}

Deno.test("names, labels and remarks from hell are texts and nothing else", () => {
  const lanes = LANES.map((lane) => ({ ...lane, id: EVIL, role: EVIL }));
  const rows: Sequence["rows"] = [
    { kind: "act", event: 1, number: 1, title: EVIL, happens: true },
    arrow({ label: EVIL, detail: EVIL.repeat(2000), tappedBy: [1] }),
    { kind: "remark", event: 30, at: 0, lane: 1, text: EVIL.repeat(2000), tone: "bad" },
  ];
  const xml = svg({ lanes, rows }, { title: EVIL });
  const names = new Set(scan(xml.replace(DIAGRAM_STYLE, "")).map(({ name }) => name));
  for (const name of names) {
    assert(["svg", "g", "text", "rect", "line", "path", "circle", "style", "title"].includes(name));
  }
  assert(xml.includes("\\u{202e}") && xml.includes("\\u{0}") && xml.includes("&lt;script&gt;"));
  assert(xml.length < 20_000, `${xml.length} letters`);
});

Deno.test("there is no script, no style attribute, nothing from elsewhere", () => {
  for (const embedded of [false, true]) {
    const xml = svg(told("mitm", []), { title: "mitm", embedded });
    const elements = scan(xml.replace(DIAGRAM_STYLE, ""));
    for (const { name, attributes } of elements) {
      assertFalse(["script", "foreignObject", "image", "use", "a"].includes(name));
      for (const [key, value] of Object.entries(attributes)) {
        assertFalse(key === "style" || key.startsWith("on") || key.includes("href"), key);
        if (key !== "xmlns") assertFalse(/url\(|https?:/.test(value), value);
      }
    }
    assertEquals(elements.some(({ name }) => name === "style"), !embedded);
  }
  assertFalse(/url\(|@import|[<&]/.test(DIAGRAM_STYLE));
});

Deno.test("what befell a packet shows in shape and in words, not in colour alone", () => {
  const cases: [Partial<ArrowRow>, shape: string, words: RegExp][] = [
    [{ forged: true }, "forged", /, forged,/],
    [{ lost: true }, 'class="cross"', /, lost on the way,/],
    [{ repeated: true }, "· sent again", /, sent again,/],
    [{ tappedBy: [1] }, 'class="ear"', /, copied by mallory,/],
    [{ protection: "handshake", label: "{Fin}" }, "{Fin}", /, sealed with handshake keys,/],
    [{ protection: "application", label: "[PIN]" }, "[PIN]", /, sealed with application keys,/],
    [{}, 'class="head"', /, in the clear,/],
  ];
  const plain = drawn(arrow());
  for (const [more, shape, words] of cases) {
    const xml = drawn(arrow(more));
    assert(xml.includes(shape), shape);
    const label = /id="e28"[^>]* aria-label="([^"]*)"/.exec(xml)?.[1] ?? "";
    assert(words.test(label), label);
    if (Object.keys(more).length > 0) assertFalse(words.test(plain));
  }
  assert(drawn(arrow({ forged: true })).includes("ClientHello′"));
  assertFalse(drawn(arrow({ lost: true })).includes('class="head"'));
});

Deno.test("somebody who does not stand between the two is joined to the arrow", () => {
  assert(drawn(arrow({ from: 0, to: 1, tappedBy: [2] })).includes('class="tap"'));
  assertFalse(drawn(arrow({ from: 2, to: 0, tappedBy: [1] })).includes('class="tap"'));
});

Deno.test("a long label is cut, and stands whole beside the arrow", () => {
  const label = "{EncryptedExtensions Certificate CertVerify}";
  const xml = drawn(arrow({ label, from: 0, to: 1 }));
  assert(/class="label"[^>]*>\{Encrypted[^<]*…</.test(xml));
  assert(xml.includes("#28 · {EncryptedExtensions"));
});

Deno.test("hidden rows are announced, with how many there are", () => {
  const rows = Array.from({ length: 500 }, (_, event) => arrow({ event }));
  const xml = svg(collapse({ lanes: LANES, rows }, 100), { title: "long" });
  scan(xml.replace(DIAGRAM_STYLE, ""));
  assert(/⋯ 40\d rows not drawn here, #\d+ to #\d+, 40\d of them packets/.test(xml));
});

Deno.test("10,000 rows are drawn, every one", () => {
  const rows = Array.from({ length: 10_000 }, (_, event) => arrow({ event }));
  const xml = svg({ lanes: LANES, rows }, { title: "long" });
  assertEquals(xml.match(/ id="e\d+"/g)?.length, rows.length);
});

Deno.test("pages mark a row, name rows apart, and link inside the site only", () => {
  const options = { title: "test", prefix: "left-", selected: 28 };
  const xml = svg({ lanes: LANES, rows: [arrow()] }, {
    ...options,
    link: (event) => `?seed=7&with=a#${event}`,
  });
  assert(xml.includes('id="left-e28" class="arrow none selected"'), xml);
  assert(xml.includes('<a href="?seed=7&amp;with=a#28">'));
  for (const address of ["https://x.example/", "//x.example", "/\\x", "javascript:1", "x"]) {
    assertThrows(
      () => svg({ lanes: LANES, rows: [arrow()] }, { ...options, link: () => address }),
      TypeError,
      "leads out of the site",
    );
  }
});

Deno.test("an empty run is a drawing, too", () => {
  scan(svg({ lanes: [], rows: [] }, { title: "nothing" }).replace(DIAGRAM_STYLE, ""));
});
