import { assert, assertEquals } from "@std/assert";
import { type Bytes, decode, encode, type Field, inspect } from "../../bytes/mod.ts";
import { NOW, parsed, provider } from "../testing.ts";
import type { IssueOptions } from "../authority/authority.ts";
import { rawExtension } from "../x509/extension.ts";
import { ocspAnswer, ocspRefusal, ocspRequest } from "./answer.ts";
import { means } from "./cert_id.ts";
import { judgeAnswer } from "./judge_answer.ts";
import { OcspRequest, OcspResponse, parseOcspRequest } from "./ocsp.ts";
import {
  answer,
  DAY,
  himself,
  inCharge,
  issuer,
  leaf,
  mallory,
  plain,
  tools,
  trent,
} from "./testing.ts";

const nonce = new Uint8Array(32).fill(7);
const question = { leaf, issuer, now: NOW, provider };
const judge = (der: Bytes, asked?: Bytes) => judgeAnswer(der, question, asked);
const revoked = { status: "revoked", since: NOW - DAY, reason: "keyCompromise" } as const;

const CASES: readonly (readonly [
  title: string,
  der: Bytes,
  status: "good" | "revoked" | "unknown" | undefined,
  failed: readonly string[],
])[] = [
  ["of whom the issuer has put in charge", answer(), "good", []],
  ["of the issuer itself", answer({}, himself), "good", []],
  ["that it was revoked", answer({ says: revoked }), "revoked", ["ocspStatus"]],
  ["of somebody who does not know", answer({ says: { status: "unknown" } }), "unknown", [
    "ocspStatus",
  ]],
  ["from the future", answer({ thisUpdate: NOW + 1 }), undefined, ["ocspTime"]],
  ["good up to this second", answer({ nextUpdate: NOW }), "good", []],
  ["good up to a second ago", answer({ nextUpdate: NOW - 1 }), undefined, ["ocspTime"]],
  ["without an end", answerWithoutEnd(), undefined, ["ocspTime"]],
  ["about another certificate", answer({ serialNumber: Uint8Array.of(5) }), undefined, [
    "ocspCertificate",
  ]],
  [
    "about another issuer's certificate",
    answer({ issuer: parsed(mallory.certificate) }),
    undefined,
    [
      "ocspCertificate",
    ],
  ],
  ["of a server, which is not in charge", answer({}, plain), undefined, ["ocspSignature"]],
  ["of somebody whom another issuer has put in charge", answer({}, stranger()), undefined, [
    "ocspSignature",
  ]],
  ["of somebody in charge whose time is over", answer({}, late()), undefined, ["ocspSignature"]],
  ["signed with another key", answer({}, { ...inCharge, key: mallory.key }), undefined, [
    "ocspSignature",
  ]],
  ["of somebody in charge by SHA-1", answer({}, bySha1()), undefined, ["ocspSignature"]],
  [
    "of somebody in charge, with an unknown critical extension",
    answer({}, peculiarOne()),
    undefined,
    [
      "ocspSignature",
    ],
  ],
  ["that is none: try later", ocspRefusal("tryLater"), undefined, ["ocspFormat"]],
  ["that cannot be read", Uint8Array.of(0x30, 0x03, 0x0a, 0x01, 0x04), undefined, ["ocspFormat"]],
];

function answerWithoutEnd(): Bytes {
  const says = { status: "good" } as const;
  return ocspAnswer(
    { serialNumber: leaf.serialNumber, issuer, says, thisUpdate: NOW },
    inCharge,
    tools,
  );
}

function stranger() {
  return mallory.issue({ names: ["status.example"], extendedKeyUsage: ["OCSPSigning"] });
}

function inChargeWith(more: IssueOptions) {
  return trent.issue({ names: ["status.example"], extendedKeyUsage: ["OCSPSigning"], ...more });
}

function bySha1() {
  return inChargeWith({ algorithm: { type: "ecdsa", hash: "SHA-1" } });
}

function peculiarOne() {
  return inChargeWith({
    extensions: [rawExtension("1.3.6.1.4.1.55555.1", Uint8Array.of(5, 0), true)],
  });
}

function late() {
  return trent.issue({
    names: ["status.example"],
    extendedKeyUsage: ["OCSPSigning"],
    notBefore: NOW - 2 * DAY,
    notAfter: NOW - DAY,
  });
}

for (const [title, der, status, failed] of CASES) {
  Deno.test(`judgeAnswer(), an answer ${title}: ${status ?? "nothing to conclude"}`, () => {
    const judged = judge(der);
    const wrong = judged.checks.filter(({ ok }) => !ok);
    assertEquals(wrong.map(({ rule }) => rule), failed, wrong.map(({ detail }) => detail).join());
    assertEquals(judged.status, status);
  });
}

Deno.test("an answer to a question with a nonce holds that nonce, or it may be an old one", () => {
  assertEquals(judge(answer({ nonce }), nonce).status, "good");
  assertEquals(judge(answer(), nonce).status, undefined);
  assertEquals(judge(answer({ nonce: nonce.map((octet) => octet ^ 1) }), nonce).status, undefined);
  assertEquals(judge(answer({ nonce })).status, "good", "nobody asked for it");
});

Deno.test("ocspRequest() names the certificate and holds the nonce", () => {
  const read = parseOcspRequest(ocspRequest(leaf.serialNumber, issuer, tools, nonce));
  assert(read.ok, read.ok ? "" : read.error);
  const { requestList: [one], requestExtensions } = read.value.tbsRequest;
  assert(means(one!.reqCert, leaf.serialNumber, issuer, provider));
  assert(!means(one!.reqCert, Uint8Array.of(1), issuer, provider));
  assert(!means(one!.reqCert, leaf.serialNumber, parsed(mallory.certificate), provider));
  assertEquals(requestExtensions?.[0]?.value, nonce);
});

Deno.test("questions and answers are written back as they were read, and have a tree", () => {
  for (
    const [codec, der] of [
      [OcspRequest, ocspRequest(leaf.serialNumber, issuer, tools, nonce)],
      [OcspResponse, answer({ nonce, says: revoked })],
    ] as const
  ) {
    const read = decode<unknown>(codec, der);
    assert(read.ok, read.ok ? "" : read.error);
    // deno-lint-ignore no-explicit-any -- the pairs belong together, which a loop cannot say
    assertEquals(encode(codec as any, read.value), der);
    const names: string[] = [];
    const collect = ({ name, children }: Field) => {
      names.push(name);
      children.forEach(collect);
    };
    // deno-lint-ignore no-explicit-any -- the same
    collect(inspect(codec as any, der).field);
    assert(names.includes("serialNumber"), names.join());
  }
});

Deno.test("an answer with any one bit changed in what is signed is not believed", () => {
  const der = answer();
  const read = decode(OcspResponse, der);
  assert(read.ok);
  const tbs = read.value.responseBytes!.response.tbsResponseData.der;
  const start = tbs.byteOffset - der.byteOffset;
  for (let at = start; at < start + tbs.length; at += 3) {
    const changed = der.slice();
    changed[at]! ^= 1 << (at % 8);
    assertEquals(judge(changed).status, undefined, `byte ${at}`);
  }
});
