import { assertEquals } from "@std/assert";
import { NOW, provider, toolsOf } from "../testing.ts";
import { BASELINE, type Profile, RFC_5280 } from "../path/profiles.ts";
import { verifyPath } from "../path/verify.ts";
import { certificateZoo, ZOO_AGE } from "./zoo.ts";

const zoo = certificateZoo(toolsOf());

/** The rule for which a client of the web that knows logs and lists refuses a case. */
const REFUSED: Readonly<Record<string, string>> = {
  "expired": "validity",
  "wrong.host": "name",
  "self-signed": "anchor",
  "untrusted-root": "anchor",
  "revoked": "revocationLists",
  "no-san": "name",
  "incomplete-chain": "anchor",
  "sha1-intermediate": "signatureAlgorithm",
  "no-sct": "transparency",
  "invalid-expected-sct": "transparency",
  "superfish": "anchor",
  "edellroot": "anchor",
  "dsdtestprovider": "anchor",
  "preact-cli": "anchor",
  "webpack-dev-server": "anchor",
  "ten-years": "webLifetime",
};

function verdictOn(id: string, now = NOW + ZOO_AGE, { rules }: Profile = BASELINE) {
  const { host, identity } = zoo.cases.find((one) => one.id === id)!;
  return verifyPath({
    provider,
    presented: identity.chain,
    anchors: [zoo.root],
    now,
    purpose: "serverAuth",
    name: host,
    rules,
    revocationLists: [zoo.revocationList],
    transparency: { logs: zoo.logs, timestamps: 2 },
  });
}

for (const { id, shows } of zoo.cases) {
  const rule = REFUSED[id];
  Deno.test(`${id}, which is ${shows}: ${rule ?? "nothing"} fails first`, () => {
    const { ok, checks } = verdictOn(id);
    assertEquals(checks.find((check) => !check.ok)?.rule, rule);
    assertEquals(ok, rule === undefined);
  });
}

Deno.test("every case has a host of its own, and all but one of the bad are refused here", () => {
  const hosts = new Set(zoo.cases.map(({ host }) => host));
  assertEquals(hosts.size, zoo.cases.length);
  const bad = zoo.cases.filter(({ shows }) => shows === "bad").map(({ id }) => id);
  // That one is genuine, and only who has pinned a key can tell.
  assertEquals(bad.filter((id) => REFUSED[id] === undefined), ["pinning-test"]);
  for (const { id, shows } of zoo.cases) {
    if (shows === "good") assertEquals(REFUSED[id], undefined, id);
  }
});

Deno.test("by RFC 5280 nobody can say anything against ten years", () => {
  const { ok } = verdictOn("ten-years", NOW + ZOO_AGE, RFC_5280);
  assertEquals(ok, true);
});

Deno.test("what has expired was good before", () => {
  assertEquals(verdictOn("expired", NOW + 86_400).ok, true);
});
