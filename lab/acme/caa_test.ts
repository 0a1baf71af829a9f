import { assertEquals } from "@std/assert";
import { caaNames, caaObjection, type CaaProperty } from "./caa.ts";

const question = {
  issuer: "trent.example",
  account: "https://trent.example/acme/acct/1",
  method: "http-01",
  wildcard: false,
};
const issue = (value: string, tag = "issue", critical = false): CaaProperty => ({
  critical,
  tag,
  value,
});

const cases: readonly [
  what: string,
  properties: readonly CaaProperty[],
  allowed: boolean,
  wildcard?: boolean,
][] = [
  ["no records", [], true],
  ["its own name", [issue("trent.example")], true],
  ["its own name in capitals, with spaces", [issue("  Trent.EXAMPLE ; ")], true],
  ["another's name", [issue("other.example")], false],
  ["nobody's name", [issue(";")], false],
  ["an empty value", [issue("")], false],
  ["what is malformed", [issue("%%%%%")], false],
  ["two names, one of them its own", [issue("other.example"), issue("trent.example")], true],
  ["its name and this account", [issue(`trent.example; accounturi=${question.account}`)], true],
  ["its name and another account", [issue("trent.example; accounturi=https://x/2")], false],
  [
    "two accounts",
    [issue(`trent.example; accounturi=${question.account}; accounturi=${question.account}`)],
    false,
  ],
  ["this method", [issue("trent.example; validationmethods=dns-01,http-01")], true],
  ["another method", [issue("trent.example; validationmethods=dns-01")], false],
  ["a parameter that is not its affair", [issue("trent.example; x=y")], true],
  ["a place to complain alone", [issue("mailto:x@y.example", "iodef")], true],
  ["an unknown tag", [issue("x", "tbs")], true],
  ["an unknown tag that is critical", [issue("x", "tbs", true)], false],
  ["a rule for wildcards alone", [issue(";", "issuewild")], true],
  ["a rule for wildcards, for a wildcard", [issue(";", "issuewild")], false, true],
  [
    "one for wildcards in place of all others",
    [issue(";"), issue("trent.example", "issuewild")],
    true,
    true,
  ],
  ["none for wildcards, for a wildcard", [issue("other.example")], false, true],
];
for (const [what, properties, allowed, wildcard = false] of cases) {
  Deno.test(`CAA with ${what} ${allowed ? "allows" : "forbids"} it (RFC 8659 §4)`, () => {
    assertEquals(caaObjection(properties, { ...question, wildcard }) === undefined, allowed);
  });
}

Deno.test("records are looked for from the name upwards (RFC 8659 §3)", () => {
  assertEquals(caaNames("x.y.z"), ["x.y.z", "y.z", "z"]);
  assertEquals(caaNames("*.y.z"), ["y.z", "z"]);
});
