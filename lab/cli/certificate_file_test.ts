import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Bytes } from "../bytes/mod.ts";
import { type IssueOptions } from "../pki/mod.ts";
import {
  ALL,
  call,
  chain,
  DAY,
  issuing,
  join,
  leaf,
  longer,
  NOW,
  pem,
  ROOT,
  root,
} from "./testing/certificates.ts";

Deno.test("certificate: --profile web claims no more than it has looked at", () => {
  const files = { "a.pem": chain(), "root.pem": ROOT };
  const { status, out } = call(files, "a.pem", ...ALL, "--profile", "web");
  assertEquals(status, 0);
  assertStringIncludes(
    out.replaceAll("\n ", " "),
    "those rules of the CA/Browser Forum that the lab",
  );
  assertStringIncludes(out, "NO FAULT FOUND");
  assert(!out.includes("VALID"), out);
  assertStringIncludes(call({}, "--help").out, "Not\n                 here are: policies");
});

const LIFE: readonly (readonly [what: string, options: Partial<IssueOptions>, rule: string])[] = [
  ["ten years", { notAfter: NOW + 3650 * DAY }, "webLifetime"],
  ["a label of somebody else", { commonName: "other.example" }, "webCommonName"],
  ["the serial number 1", { serialNumber: Uint8Array.of(1) }, "webSerial"],
];

for (const [what, options, rule] of LIFE) {
  Deno.test(`certificate: --profile web refuses ${what}, and RFC 5280 does not`, () => {
    const files = { "a.pem": chain(options), "root.pem": ROOT };
    assertEquals(call(files, "a.pem", ...ALL).status, 0);
    const { status, out } = call(files, "a.pem", ...ALL, "--profile", "web");
    assertEquals(status, 1);
    assertStringIncludes(out, `✗ ${rule} · certificate 0`);
    assertStringIncludes(out, "1 of ");
    assertStringIncludes(out, " checks fails");
  });
}

const [, issuer] = issuing.issue({ names: ["bank.example"] }).chain;
const other = issuing.issue({ names: ["shop.example"] }).chain[0]!;

/** Files in another order, and which of their certificates are judged, and which are not needed. */
const ORDERS: readonly {
  readonly what: string;
  readonly file: readonly Bytes[];
  readonly name?: string;
  readonly judged: number;
  readonly besides: readonly number[];
}[] = [
  { what: "the right order", file: [leaf, issuer!], judged: 0, besides: [] },
  { what: "the issuer first", file: [issuer!, leaf], judged: 1, besides: [] },
  { what: "the root first", file: [root.certificate, issuer!, leaf], judged: 2, besides: [] },
  { what: "two of them", file: [issuer!, other, leaf], judged: 1, besides: [2] },
  {
    what: "two of them, and a name",
    file: [issuer!, other, leaf],
    name: "bank.example",
    judged: 2,
    besides: [1],
  },
  {
    what: "a proper beginning for another name",
    file: [other, issuer!, leaf],
    name: "bank.example",
    judged: 0,
    besides: [2],
  },
  { what: "authorities alone", file: [issuer!, root.certificate], judged: 0, besides: [] },
  { what: "one that cannot be read", file: [leaf, issuer!, longer(leaf)], judged: 0, besides: [2] },
];

for (const { what, file, name, judged, besides } of ORDERS) {
  Deno.test(`certificate: of a file with ${what}, certificate ${judged} is judged`, () => {
    const files = { "a.pem": pem(...file), "root.pem": ROOT };
    const args = ["a.pem", "--trust", "root.pem", ...(name === undefined ? [] : ["--name", name])];
    const json = JSON.parse(call(files, ...args, "--json").out);
    assertEquals([json.leaf, json.notOnPath], [judged, besides]);
    const { out } = call(files, ...args);
    assertEquals(out.includes("is judged as the server's"), judged > 0);
    assertEquals(out.includes("not on this path: certificate"), besides.length > 0);
  });
}

Deno.test("certificate: DER files one behind the other are a chain, too", () => {
  const files = { "a.der": join(leaf, issuer!), "root.pem": ROOT };
  assertEquals(call(files, "a.der", ...ALL).status, 0);
});

Deno.test("certificate: roots that cannot be read are named, each with its reason", () => {
  const files = { "a.pem": chain(), "root.pem": pem(root.certificate, leaf.subarray(0, 80)) };
  const { status, out } = call(files, "a.pem", ...ALL);
  assertEquals(status, 0);
  assertStringIncludes(out, "1 trusted root from root.pem");
  assertStringIncludes(out, "root 1 of root.pem cannot be read, so it is not trusted: ");
  const json = JSON.parse(call(files, "a.pem", ...ALL, "--json").out);
  assertEquals(json.unreadableRoots.map(({ index }: { index: number }) => index), [1]);
});

Deno.test("certificate: standard input is called so, and bytes are shown once", () => {
  const file = chain({ names: ["a.example", "b.example"] });
  const narrow = root.intermediate("Narrow", {
    permittedDomains: ["bank.example"],
  });
  const bad = pem(...narrow.issue({ names: ["a.example", "b.example"] }).chain);
  const { out } = call({ "-": file }, "-");
  assertStringIncludes(out, " standard input: 2 certificates");
  assertStringIncludes(call({}, "-").error, "Cannot read standard input: ");
  const shown = call({ "a.pem": bad, "root.pem": ROOT }, "a.pem", "--trust", "root.pem").out;
  assertEquals(shown.split("✗ nameConstraints · certificate 0").length, 3);
  assertEquals(shown.split("the same as above").length, 2);
});
