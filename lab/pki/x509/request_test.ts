import "reflect-metadata";
import { assert, assertEquals } from "@std/assert";
import { readRequest } from "../authoring/mod.ts";
import { generateEcKey, seededRandom } from "../../crypto/mod.ts";
import { NOW, provider, toolsOf } from "../testing.ts";
import { readNamesRequest, requestForNames } from "./request.ts";

const random = seededRandom(NOW, "request");
const key = generateEcKey(provider, "P-256", random, "key");
const names = ["bank.example", "www.bank.example"];
const der = requestForNames(names, key, { provider, random });

Deno.test("readNamesRequest() gives back what requestForNames() was asked to write", () => {
  assertEquals(readNamesRequest(der, provider), { names, publicKey: key.publicKey, proven: true });
});

Deno.test("the other schemas read the same request, and verify it", () => {
  const theirs = readRequest(der, provider);
  assert(theirs.ok, theirs.ok ? "" : theirs.error);
  assertEquals(theirs.value.publicKey, key.publicKey);
  assert(theirs.value.proven);
  const [wanted] = theirs.value.extensions;
  assert(wanted?.name === "subjectAltName");
  assertEquals(wanted.value?.map(({ value }) => value), names);
});

Deno.test("a request signed with another key is not proven", () => {
  const other = generateEcKey(provider, "P-256", toolsOf().random, "other");
  const theirs = requestForNames(names, { ...other, publicKey: key.publicKey }, {
    provider,
    random,
  });
  assertEquals(readNamesRequest(theirs, provider)?.proven, false);
});

Deno.test("no change of a byte is taken for a proven request for other names, and none throws", () => {
  for (let at = 0; at < der.length; at++) {
    const changed = der.with(at, der[at]! ^ 1);
    const read = readNamesRequest(changed, provider);
    assert(read === undefined || !read.proven, `byte ${at}`);
    assertEquals(readNamesRequest(der.subarray(0, at), provider), undefined);
  }
});
