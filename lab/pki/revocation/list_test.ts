import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Bytes } from "../../bytes/mod.ts";
import { createRevocationList, readRevocationList } from "../authoring/mod.ts";
import { SignatureChecks } from "../path/signatures.ts";
import { NOW, parsed, provider } from "../testing.ts";
import { parseCertificateList } from "../x509/revocation_list.ts";
import { judgeList } from "./judge_list.ts";
import { DAY, issuer, leaf, LIST, list, mallory, tools, trent } from "./testing.ts";

const intermediate = parsed(trent.intermediate("Trent Issuing").certificate);
const entry = {
  serialNumber: leaf.serialNumber,
  date: NOW - DAY,
  reason: "keyCompromise",
} as const;
const revoked = [entry];

function judge(der: Bytes, certificate = leaf) {
  const read = parseCertificateList(der);
  assert(read.ok, read.ok ? "" : read.error);
  const { tbsCertList: { der: tbs }, signatureAlgorithm, signature } = read.value;
  const signed = new SignatureChecks(provider).signedBy(
    { tbs, signatureAlgorithm, signature },
    issuer,
  );
  return judgeList(read.value, certificate, issuer, NOW, signed);
}

const CASES: readonly (readonly [
  title: string,
  der: Bytes,
  status: ReturnType<typeof judgeList>["status"],
  why?: RegExp,
])[] = [
  ["empty", list(), "good"],
  ["with the certificate", list({ revoked }), "revoked"],
  ["with another one", list({ revoked: [{ ...entry, serialNumber: Uint8Array.of(5) }] }), "good"],
  ["about leaves, with it", list({ revoked, scope: { only: "leaves" } }), "revoked"],
  ["about leaves, without it", list({ scope: { only: "leaves" } }), "good"],
  ["about authorities", list({ scope: { only: "authorities" } }), "out of scope", /authorities/],
  ["about attributes", list({ scope: { only: "attributes" } }), "out of scope", /attribute/],
  ["for its own address", list({ revoked, scope: { address: LIST } }), "revoked"],
  ["for another address", list({ scope: { address: "http://other.example/" } }), "out of scope"],
  [
    "about some reasons, with it",
    list({ revoked, scope: { reasons: ["keyCompromise"] } }),
    "revoked",
  ],
  ["about some reasons, without it", list({ scope: { reasons: ["superseded"] } }), "out of scope"],
  ["for several issuers", list({ scope: { indirect: true } }), "unreliable", /several issuers/],
  ["of changes only", list({ revoked, changesSince: 6 }), "unreliable", /changed since list 6/],
  ["too old", list({ nextUpdate: NOW - 1 }), "unreliable", /replaced/],
  ["from the future", list({ thisUpdate: NOW + 1 }), "unreliable", /still to come/],
  ["by another key", list({}, mallory), "unreliable", /not signed/],
];

for (const [title, der, status, why] of CASES) {
  Deno.test(`judgeList(), a list ${title}: ${status}`, () => {
    const says = judge(der);
    assertEquals(says.status, status, "why" in says ? says.why : "");
    if (why !== undefined) assertMatch("why" in says ? says.why : "", why);
  });
}

Deno.test("a list about leaves says nothing about an authority", () => {
  assertEquals(judge(list({ scope: { only: "leaves" } }), intermediate).status, "out of scope");
  assertEquals(judge(list({ scope: { only: "authorities" } }), intermediate).status, "good");
});

Deno.test("judgeList() tells since when, and why", () => {
  assertEquals(judge(list({ revoked })), {
    status: "revoked",
    since: NOW - DAY,
    reason: "keyCompromise",
  });
});

Deno.test("our lists are those of the peculiar schemas, octet by octet but for the signature", () => {
  const contents = { number: 300, thisUpdate: NOW, nextUpdate: NOW + DAY, revoked };
  const read = (der: Bytes) => {
    const one = parseCertificateList(der);
    assert(one.ok);
    return one.value.tbsCertList.der;
  };
  const theirs = createRevocationList({ issuer: trent, ...contents, ...tools });
  assertEquals(read(list(contents)), read(theirs));
  const back = readRevocationList(list(contents), provider);
  assert(back.ok && back.value.signedBy(trent.key.publicKey));
  assertEquals(back.value.revoked, revoked);
});
