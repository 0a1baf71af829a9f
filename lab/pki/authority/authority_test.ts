import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { rsaFixture } from "../../crypto/fixtures/rsa_keys.ts";
import { NOW, parsed, provider, toolsOf } from "../testing.ts";
import { extension } from "../x509/certificate.ts";
import { makeExtension } from "../x509/extension.ts";
import { shortName } from "../x509/name.ts";
import { OIDS } from "../x509/oids.ts";
import { type Authority, authority, selfSigned } from "./authority.ts";
import { keyIdentifierOf, type Tools } from "./issue.ts";

const bank = { names: ["bank.example"] };

function everything(tools: Tools) {
  const root = authority("Trent Root", { ...tools, key: "P-384" });
  const issuing = root.intermediate("Trent Issuing", { key: "Ed25519" });
  const rsa = issuing.issue({ ...bank, key: rsaFixture("rsa-2048-a") });
  const own = selfSigned({ ...tools, ...bank });
  return [root.certificate, ...issuing.issue(bank).chain, ...rsa.chain, ...own.chain];
}

Deno.test("the same seed gives the same certificates, another seed gives others", () => {
  assertEquals(everything(toolsOf(1)), everything(toolsOf(1)));
  for (const [i, certificate] of everything(toolsOf(2)).entries()) {
    assertNotEquals(certificate, everything(toolsOf(1))[i]);
  }
});

Deno.test("serial numbers are positive, 16 bytes long, and never the same", () => {
  const root = authority("Trent Root", toolsOf());
  const serials = Array.from({ length: 50 }, () => parsed(root.issue(bank).chain[0]!).serialNumber);
  assertEquals(new Set(serials.map(String)).size, 50);
  for (const serial of serials) {
    assertEquals(serial.length, 16);
    assert(serial[0]! >= 0x40 && serial[0]! < 0x80);
  }
});

Deno.test("a chain runs from the leaf to the last intermediate, without the root", () => {
  const root = authority("Trent Root", toolsOf());
  const lower = root.intermediate("A").intermediate("B");
  const names = (issuer: Authority) =>
    issuer.issue(bank).chain.map((der) => shortName(parsed(der).subject));
  assertEquals(names(root), ["bank.example"]);
  assertEquals(names(lower), ["bank.example", "B", "A"]);
  assertEquals(root.chain, []);
});

Deno.test("defaults: authorities may issue for ten years, leaves serve for 90 days", () => {
  const root = authority("Trent Root", toolsOf());
  const ca = parsed(root.certificate);
  assertEquals(extension(ca, "basicConstraints")?.value.cA, true);
  assertEquals(extension(ca, "keyUsage")?.value, ["keyCertSign", "cRLSign"]);
  assertEquals(extension(ca, "authorityKeyIdentifier"), undefined);
  assertEquals(ca.validity.notAfter - NOW, 3652 * 86_400);
  const leaf = parsed(root.issue({ ...bank, key: rsaFixture("rsa-2048-a") }).chain[0]!);
  assertEquals(extension(leaf, "keyUsage")?.value, ["digitalSignature", "keyEncipherment"]);
  assertEquals(
    extension(leaf, "authorityKeyIdentifier")?.value.keyIdentifier,
    keyIdentifierOf(root.key.publicKey, provider),
  );
});

Deno.test("every part of a certificate can be overruled, left out or added", () => {
  const root = authority("Trent Root", toolsOf());
  const leaf = parsed(
    root.issue({
      commonName: "other",
      addresses: ["2001:db8::1"],
      notBefore: 5,
      notAfter: 2_600_000_000,
      keyUsage: ["keyAgreement"],
      extendedKeyUsage: ["clientAuth", "1.2.3.4"],
      serialNumber: Uint8Array.of(7),
      without: ["basicConstraints", "authorityKeyIdentifier"],
      extensions: [makeExtension("subjectKeyIdentifier", Uint8Array.of(1, 2))],
      edit: (tbs) => ({ ...tbs, version: 1 }),
    }).chain[0]!,
  );
  assertEquals(shortName(leaf.subject), "other");
  assertEquals(leaf.version, 2);
  assertEquals(leaf.validity, { notBefore: 5, notAfter: 2_600_000_000 });
  assertEquals(leaf.serialNumber, Uint8Array.of(7));
  assertEquals(leaf.extensions.map(({ name }) => name), [
    "keyUsage",
    "extendedKeyUsage",
    "subjectAltName",
    "subjectKeyIdentifier",
  ]);
  assertEquals(extension(leaf, "extendedKeyUsage")?.value, [OIDS.clientAuth, "1.2.3.4"]);
  assertEquals(extension(leaf, "subjectKeyIdentifier")?.value, Uint8Array.of(1, 2));
});

Deno.test("issue() refuses an address that is none", () => {
  const root = authority("Trent Root", toolsOf());
  assertThrows(
    () => root.issue({ addresses: ["bank.example"] }),
    SyntaxError,
    "Cannot read IP address",
  );
});

Deno.test("an authority for some domains says so in a critical extension", () => {
  const root = authority("Trent Root", toolsOf());
  const domains = ["bank.example", "shop.example"];
  const limited = parsed(root.intermediate("A", { permittedDomains: domains }).certificate);
  const found = extension(limited, "nameConstraints")!;
  assertEquals(found.critical, true);
  assertEquals(found.value.excludedSubtrees, undefined);
  assertEquals(found.value.permittedSubtrees?.map(({ base }) => base.value), domains);
  assertEquals(extension(parsed(root.intermediate("B").certificate), "nameConstraints"), undefined);
});
