import "reflect-metadata";
import { assert, assertEquals } from "@std/assert";
import * as peculiar from "@peculiar/x509";
import { equalBytes, utf8 } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { nobleProvider } from "../../crypto/noble.ts";
import { authority, distinguishedName, makeExtension, parseCertificate } from "../mod.ts";
import { buffer } from "./convert.ts";
import { createRequest, createRevocationList, readRequest, readRevocationList } from "./mod.ts";

const provider = nobleProvider();
const random = seededRandom(1, "authoring");
const NOW = 1_780_000_000;
const trent = authority("Trent Root", { provider, random, clock: () => NOW });
const bank = trent.issue({ names: ["bank.example"] });
const subject = distinguishedName(["organizationName", "Bank"], ["commonName", "bank.example"]);
const wanted = makeExtension("subjectAltName", [{ type: "dNSName", value: "bank.example" }]);
const request = { subject, key: bank.key, extensions: [wanted], provider, random };

Deno.test("readRequest() gives back what createRequest() was asked to write", () => {
  const read = readRequest(createRequest(request), provider);
  assert(read.ok, read.ok ? "" : read.error);
  assertEquals(read.value.subject.der, subject.der);
  assertEquals(read.value.publicKey, bank.key.publicKey);
  assertEquals(read.value.extensions, [wanted]);
  assert(read.value.proven);
});

Deno.test("readRequest() notices that a request was changed after it was signed", () => {
  const der = createRequest(request);
  const at = der.findIndex((_, i) => equalBytes(der.subarray(i, i + 4), utf8("Bank")));
  der[at] = "T".charCodeAt(0);
  const read = readRequest(der, provider);
  assert(read.ok);
  assertEquals(read.value.proven, false);
});

Deno.test("@peculiar/x509 verifies our requests", async () => {
  const theirs = new peculiar.Pkcs10CertificateRequest(buffer(createRequest(request)));
  assertEquals(theirs.subject, "O=Bank, CN=bank.example");
  assert(await theirs.verify());
});

const serialNumber = certificateSerial(bank.chain[0]!);
const list = {
  issuer: trent,
  number: 7,
  thisUpdate: NOW,
  nextUpdate: NOW + 86_400,
  revoked: [
    { serialNumber, date: NOW - 60, reason: "keyCompromise" as const },
    { serialNumber: Uint8Array.of(5), date: NOW - 30 },
  ],
  provider,
  random,
};

function certificateSerial(der: Uint8Array): Uint8Array {
  const read = parseCertificate(der);
  assert(read.ok);
  return read.value.serialNumber;
}

Deno.test("readRevocationList() gives back what createRevocationList() was asked to write", () => {
  const read = readRevocationList(createRevocationList(list), provider);
  assert(read.ok, read.ok ? "" : read.error);
  const { signedBy, issuer, ...rest } = read.value;
  assertEquals(issuer.der, trent.name.der);
  assertEquals(rest, { thisUpdate: NOW, nextUpdate: NOW + 86_400, revoked: list.revoked });
  assert(signedBy(trent.key.publicKey));
  assert(!signedBy(bank.key.publicKey));
});

Deno.test("createRevocationList() leaves the list of serials out when nothing is revoked", () => {
  const read = readRevocationList(createRevocationList({ ...list, revoked: [] }), provider);
  assert(read.ok);
  assertEquals(read.value.revoked, []);
});

Deno.test("@peculiar/x509 verifies our revocation lists and finds the serial", async () => {
  const theirs = new peculiar.X509Crl(buffer(createRevocationList(list)));
  const root = new peculiar.X509Certificate(buffer(trent.certificate));
  assert(await theirs.verify({ publicKey: await root.publicKey.export() }));
  const entry = theirs.findRevoked(new peculiar.X509Certificate(buffer(bank.chain[0]!)));
  assertEquals(entry?.reason, peculiar.X509CrlReason.keyCompromise);
});

Deno.test("requests and lists cut off at any byte are errors, not exceptions", () => {
  for (
    const [read, whole] of [
      [readRequest, createRequest(request)],
      [readRevocationList, createRevocationList(list)],
    ] as const
  ) {
    for (let length = 0; length < whole.length; length++) {
      assertEquals(read(whole.subarray(0, length), provider).ok, false, `${length} bytes`);
    }
  }
});
