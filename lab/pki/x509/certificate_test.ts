import "reflect-metadata";
import { assert, assertEquals } from "@std/assert";
import * as peculiar from "@peculiar/x509";
import {
  type Bytes,
  decode,
  encode,
  equalBytes,
  type Field,
  hex,
  inspect,
  utf8,
} from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/fixtures/rsa_keys.ts";
import { authority } from "../authority/authority.ts";
import type { KeyChoice } from "../authority/issue.ts";
import * as der from "../der/author.ts";
import { NOW, parsed, toolsOf } from "../testing.ts";
import { Certificate, extension, parseCertificate } from "./certificate.ts";
import { makeExtension, rawExtension } from "./extension.ts";
import { attribute, distinguishedName, showName } from "./name.ts";
import { OIDS } from "./oids.ts";
import { extensionRange, rangeOf } from "./ranges.ts";

const KINDS: readonly (readonly [name: string, key: KeyChoice])[] = [
  ["P-256", "P-256"],
  ["P-384", "P-384"],
  ["P-521", "P-521"],
  ["Ed25519", "Ed25519"],
  ["RSA 2048", rsaFixture("rsa-2048-a")],
];

const subject = distinguishedName(
  ["countryName", "CH"],
  ["organizationName", "Bank, “Zürich”"],
  ["commonName", "bank.example"],
);

const subtree = (value: string) => ({
  base: { type: "dNSName", value } as const,
  minimum: 0,
  maximum: undefined,
});

/** A leaf with one extension of every kind the lab reads, and one it does not. */
function fullLeaf(key: KeyChoice): { readonly leaf: Bytes; readonly root: Bytes } {
  const root = authority("Trent Root", { ...toolsOf(), key });
  const { chain } = root.issue({
    key,
    subject,
    names: ["bank.example", "*.bank.example"],
    addresses: ["192.0.2.7", "2001:db8::7"],
    extensions: [
      makeExtension("issuerAltName", [{ type: "rfc822Name", value: "trent@example" }]),
      makeExtension("certificatePolicies", [
        { policyIdentifier: "2.23.140.1.2.1", policyQualifiers: undefined },
      ]),
      makeExtension("cRLDistributionPoints", [{
        distributionPoint: {
          type: "fullName",
          value: [{ type: "uniformResourceIdentifier", value: "http://trent.example/crl" }],
        },
        reasons: ["keyCompromise"],
        cRLIssuer: undefined,
      }]),
      makeExtension("authorityInfoAccess", [{
        accessMethod: OIDS.ocsp,
        accessLocation: { type: "uniformResourceIdentifier", value: "http://trent.example/ocsp" },
      }]),
      makeExtension("nameConstraints", {
        permittedSubtrees: [subtree("example")],
        excludedSubtrees: [subtree("mallory.example")],
      }),
      makeExtension("tlsFeature", [5]),
      rawExtension(STRANGE, der.sequence(der.integer(5))),
    ],
  });
  return { leaf: chain[0]!, root: root.certificate };
}

/** An extension that nobody here knows. */
const STRANGE = "1.3.6.1.4.1.55555.1";
const { leaf: LEAF } = fullLeaf("P-256");

Deno.test("parseCertificate() reads every field and every extension it was issued with", () => {
  const leaf = parsed(LEAF);
  assertEquals(leaf.version, 3);
  assertEquals(leaf.subject, subject);
  assertEquals(showName(leaf.issuer), "CN=Trent Root");
  assertEquals(leaf.validity, { notBefore: NOW - 3600, notAfter: NOW + 90 * 86_400 });
  assertEquals(leaf.serialNumber.length, 16);
  assertEquals(leaf.signatureAlgorithm, leaf.innerAlgorithm);
  assertEquals(attribute(leaf.subject, "commonName"), "bank.example");
  assertEquals(leaf.extensions.map(({ oid, name, critical }) => name ?? `${oid} ${critical}`), [
    "basicConstraints",
    "keyUsage",
    "subjectKeyIdentifier",
    "extendedKeyUsage",
    "authorityKeyIdentifier",
    "subjectAltName",
    "issuerAltName",
    "certificatePolicies",
    "cRLDistributionPoints",
    "authorityInfoAccess",
    "nameConstraints",
    "tlsFeature",
    `${STRANGE} false`,
  ]);
  assertEquals(extension(leaf, "basicConstraints"), {
    oid: OIDS.basicConstraints,
    critical: true,
    der: der.sequence(),
    name: "basicConstraints",
    value: { cA: false, pathLenConstraint: undefined },
  });
  assertEquals(extension(leaf, "keyUsage")?.value, ["digitalSignature"]);
  assertEquals(extension(leaf, "extendedKeyUsage")?.value, [OIDS.serverAuth]);
  assertEquals(extension(leaf, "subjectAltName")?.value, [
    { type: "dNSName", value: "bank.example" },
    { type: "dNSName", value: "*.bank.example" },
    { type: "iPAddress", value: Uint8Array.of(192, 0, 2, 7) },
    { type: "iPAddress", value: Uint8Array.of(0x20, 1, 0x0d, 0xb8, ...new Array(11).fill(0), 7) },
  ]);
  assertEquals(extension(leaf, "nameConstraints")?.value.excludedSubtrees, [
    subtree("mallory.example"),
  ]);
  assertEquals(extension(leaf, "cRLDistributionPoints")?.value[0]?.reasons, ["keyCompromise"]);
  assertEquals(leaf.extensions.at(-1)?.der, der.sequence(der.integer(5)));
});

Deno.test("encode() gives back the octets a certificate was read from", () => {
  assertEquals(encode(Certificate, parsed(LEAF)), LEAF);
});

for (const [name, key] of KINDS) {
  Deno.test(`@peculiar/x509 reads and verifies our ${name} certificates`, async () => {
    const { leaf, root } = fullLeaf(key);
    const theirs = new peculiar.X509Certificate(new Uint8Array(leaf));
    const issuer = new peculiar.X509Certificate(new Uint8Array(root));
    const ours = parsed(leaf);
    assertEquals(theirs.subject, "C=CH, O=Bank\\, “Zürich”, CN=bank.example");
    assertEquals(theirs.issuer, "CN=Trent Root");
    assertEquals(theirs.serialNumber, hex(ours.serialNumber));
    assertEquals(theirs.notBefore.getTime() / 1000, ours.validity.notBefore);
    assertEquals(theirs.notAfter.getTime() / 1000, ours.validity.notAfter);
    assertEquals(new Uint8Array(theirs.publicKey.rawData), ours.subjectPublicKeyInfo.der);
    assertEquals(
      Array.from(theirs.extensions, ({ type }) => type),
      ours.extensions.map(({ oid }) => oid),
    );
    const names = theirs.getExtension(peculiar.SubjectAlternativeNameExtension)?.names.items;
    assertEquals(names?.map(({ type, value }) => `${type}:${value}`), [
      "dns:bank.example",
      "dns:*.bank.example",
      "ip:192.0.2.7",
      "ip:2001:db8::7",
    ]);
    const publicKey = issuer.publicKey;
    assert(await theirs.verify({ publicKey, signatureOnly: true }));
    assert(await issuer.verify({ publicKey, signatureOnly: true }));
  });
}

function leaves(field: Field, path = ""): readonly string[] {
  const here = `${path}${path === "" || field.name.startsWith("[") ? "" : "."}${field.name}`;
  return [here, ...field.children.flatMap((child) => leaves(child, here))];
}

Deno.test("inspect() names every part of a certificate by its path and reads it aloud", () => {
  const { field, value } = inspect(Certificate, LEAF);
  assert(value !== undefined);
  const paths = leaves(field);
  for (
    const path of [
      "Certificate.header",
      "Certificate.tbsCertificate.validity.notAfter",
      "Certificate.tbsCertificate.subject[0][0].type",
      "Certificate.tbsCertificate.subjectPublicKeyInfo.algorithm.parameters",
      "Certificate.tbsCertificate.extensions[5].extnValue.subjectAltName[1]",
      "Certificate.signature",
    ]
  ) assert(paths.includes(path), path);
  const tbs = field.children[1]!;
  const text = (name: string) => tbs.children.find((child) => child.name === name)?.text;
  assertEquals(text("subject"), "CN=bank.example,O=Bank\\, “Zürich”,C=CH");
  assertEquals(text("subjectPublicKeyInfo"), "P-256");
  assertEquals(
    tbs.children.find(({ name }) => name === "validity")?.children[1]?.text,
    "2026-05-28 19:26:40Z",
  );
});

Deno.test("inspect() covers every octet: the parts of a part stand side by side", () => {
  function check(field: Field): void {
    let at = field.start;
    for (const child of field.children) {
      assertEquals(child.start, at, `${field.name}.${child.name}`);
      at = child.end;
      check(child);
    }
    // What is left over after the header of a primitive element is its contents.
    if (field.children.some(({ name }) => name !== "header")) {
      assertEquals(at, field.end, field.name);
    }
  }
  check(inspect(Certificate, LEAF).field);
});

Deno.test("rangeOf() and extensionRange() point at the octets that matter", () => {
  const leaf = parsed(LEAF);
  const part = (range: { start: number; end: number } | undefined) =>
    LEAF.subarray(range!.start, range!.end);
  assertEquals(
    part(rangeOf(leaf, "tbsCertificate.validity.notAfter")),
    der.utcTime(leaf.validity.notAfter),
  );
  assertEquals(part(rangeOf(leaf, "signature")), der.bitString(leaf.signature));
  assertEquals(part(rangeOf(leaf, "tbsCertificate.subject")), subject.der);
  assertEquals(part(extensionRange(leaf, "keyUsage")).length, 16);
  assertEquals(rangeOf(leaf, "tbsCertificate.issuerUniqueID"), undefined);
  assertEquals(extensionRange(parsed(fullLeaf("P-256").root), "subjectAltName"), undefined);
});

Deno.test("parseCertificate() refuses a certificate cut off at any byte, or with one more", () => {
  for (let length = 0; length < LEAF.length; length++) {
    const cut = LEAF.subarray(0, length);
    assertEquals(parseCertificate(cut).ok, false, `${length} bytes`);
    assert(inspect(Certificate, cut).error !== undefined, `${length} bytes`);
  }
  const longer = parseCertificate(Uint8Array.of(...LEAF, 0));
  assert(!longer.ok && longer.error.includes("1 bytes left over"));
});

Deno.test("a malformed value of a known extension makes the certificate malformed, and says where", () => {
  const root = authority("Trent Root", toolsOf());
  const { chain } = root.issue({ extensions: [rawExtension(OIDS.subjectAltName, utf8("no DER"))] });
  const read = parseCertificate(chain[0]!);
  assert(!read.ok);
  assert(read.error.includes("extnValue.subjectAltName at byte"), read.error);
});

Deno.test("keys the lab has none of are kept as octets, and the certificate can still be read", () => {
  const compressed = Uint8Array.of(2, ...new Array(32).fill(1));
  const root = authority("Trent Root", toolsOf());
  const leaf = parsed(root.certify({ type: "ec", curve: "P-256", point: compressed }, {}));
  assertEquals(leaf.publicKey, undefined);
  assert(equalBytes(leaf.subjectPublicKeyInfo.subjectPublicKey, compressed));
});

Deno.test("decode() of a certificate inside other octets keeps its own DER", () => {
  const wrapped = der.sequence(LEAF, LEAF);
  const two = {
    name: "two",
    read: (reader: Parameters<typeof Certificate.read>[0]) => {
      reader.take(4);
      return [Certificate.read(reader), Certificate.read(reader)] as const;
    },
    write: () => {},
  };
  const read = decode(two, wrapped);
  assert(read.ok);
  assertEquals(read.value[1].der, LEAF);
  assertEquals(extensionRange(read.value[1], "keyUsage"), extensionRange(parsed(LEAF), "keyUsage"));
});
