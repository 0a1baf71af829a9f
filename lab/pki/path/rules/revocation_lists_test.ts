import { assertEquals } from "@std/assert";
import type { Bytes } from "../../../bytes/mod.ts";
import { seededRandom } from "../../../crypto/mod.ts";
import { createRevocationList, type RevocationListOptions } from "../../authoring/mod.ts";
import { authority } from "../../authority/authority.ts";
import { NOW, parsed, provider } from "../../testing.ts";
import { parseCertificateList } from "../../x509/revocation_list.ts";
import { failures, issuing, mallory, root, tools, verify } from "../testing.ts";

const { chain } = issuing.issue({ names: ["bank.example"] });
const [leaf, middle] = chain.map(parsed);
const entry = (serialNumber: Bytes) => ({ serialNumber, date: NOW - 100 });

function list(options: Partial<RevocationListOptions> = {}): Bytes {
  return createRevocationList({
    issuer: issuing,
    number: 1,
    thisUpdate: NOW - 1000,
    nextUpdate: NOW + 1000,
    revoked: [],
    provider,
    random: seededRandom(1, "lists"),
    ...options,
  });
}

const judge = (...revocationLists: readonly Bytes[]) => verify(chain, { revocationLists });
const lastOctetChanged = (octets: Bytes) => {
  const changed = octets.slice();
  changed[changed.length - 1]! ^= 1;
  return changed;
};

const CASES: readonly (readonly [title: string, ok: boolean, lists: readonly Bytes[]])[] = [
  ["nobody's list", true, []],
  ["an empty list of the issuer", true, [list()]],
  ["another certificate on the list", true, [list({ revoked: [entry(Uint8Array.of(1))] })]],
  ["the leaf on the list", false, [list({ revoked: [entry(leaf!.serialNumber)] })]],
  ["the intermediate on the root's list", false, [
    list({ issuer: root, revoked: [entry(middle!.serialNumber)] }),
  ]],
  ["the leaf's number on a stranger's list", true, [
    list({ issuer: mallory, revoked: [entry(leaf!.serialNumber)] }),
  ]],
  ["a list that is too old", false, [list({ nextUpdate: NOW - 1 })]],
  ["a list from the future", false, [list({ thisUpdate: NOW + 1 })]],
  ["a list with another signature", false, [lastOctetChanged(list())]],
  ["a list in the issuer's name by another key", false, [
    list({ issuer: { name: issuing.name, key: mallory.key } }),
  ]],
  ["a list that cannot be read", false, [Uint8Array.of(0x30, 0x03, 0x02, 0x01)]],
];

for (const [title, ok, lists] of CASES) {
  Deno.test(`revocationLists: ${title}: ${ok ? "accepted" : "refused"}`, () => {
    const verdict = judge(...lists);
    assertEquals(failures(verdict), ok ? [] : ["revocationLists"]);
    assertEquals(verdict.alert, ok ? undefined : "certificate_revoked");
  });
}

Deno.test("an issuer whose key may not sign lists revokes nothing, and confirms nothing", () => {
  const other = authority("Root", { ...tools, keyUsage: ["keyCertSign"] });
  const { chain } = other.issue({ names: ["bank.example"] });
  const verdict = verify(chain, {
    anchors: [other.certificate],
    revocationLists: [list({ issuer: other })],
  });
  assertEquals(failures(verdict), ["revocationLists"]);
});

Deno.test("parseCertificateList() never throws, whatever one octet is changed to", () => {
  const octets = list({ revoked: [entry(leaf!.serialNumber)] });
  for (let at = 0; at < octets.length; at++) {
    for (const value of [0x00, 0x30, 0x80, 0xff]) {
      const changed = octets.slice();
      changed[at] = value;
      parseCertificateList(changed);
    }
  }
});
