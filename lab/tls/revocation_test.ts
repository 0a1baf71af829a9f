/** A client that wants to know about revocation: staples, questions, and what waits for answers. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Bytes, utf8 } from "../bytes/mod.ts";
import { seededRandom } from "../crypto/mod.ts";
import {
  type Identity,
  issueRevocationList,
  type KnownStatus,
  mustStaple,
  ocspAnswer,
  parseCertificate,
  parseOcspRequest,
  type RevocationPolicy,
  type StatusQuestion,
  whereToAsk,
} from "../pki/mod.ts";
import { CipherSuite, ProtocolVersion } from "../wire/mod.ts";
import type { ClientConfig } from "./config.ts";
import { noble, NOW, Pair, testRoot } from "./testing.ts";

const root = testRoot();
const trent = root.intermediate("Test Issuing CA");
const tools = { provider: noble, random: seededRandom(3, "status") };
const parsed = (der: Bytes) => {
  const read = parseCertificate(der);
  assert(read.ok);
  return read.value;
};
const issuer = parsed(trent.certificate);
const pointers = whereToAsk({
  responder: "http://trent.example/ask",
  list: "http://trent.example/list",
});
const bank = trent.issue({ names: ["bank.example"], extensions: pointers });
const promising = trent.issue({ names: ["bank.example"], extensions: [...pointers, mustStaple()] });
const good: KnownStatus = { status: "good" };
const revoked: KnownStatus = { status: "revoked", since: NOW - 5, reason: "keyCompromise" };

function answer(says: KnownStatus, { chain }: Identity = bank, nonce?: Bytes): Bytes {
  const { serialNumber } = parsed(chain[0]!);
  const about = { serialNumber, issuer, says, thisUpdate: NOW - 5, nextUpdate: NOW + 60 };
  return ocspAnswer(
    { ...about, ...(nonce && { nonce }) },
    { chain: [trent.certificate], key: trent.key },
    tools,
  );
}

const list = (revokedOnes: readonly Identity[]) =>
  issueRevocationList(trent, {
    number: 1,
    thisUpdate: NOW - 5,
    nextUpdate: NOW + 60,
    revoked: revokedOnes.map(({ chain }) => ({
      serialNumber: parsed(chain[0]!).serialNumber,
      date: NOW - 5,
    })),
  }, tools);

const SOFT: RevocationPolicy = {
  ask: "responder",
  withoutAnswer: "go on",
  mustStaple: true,
  nonce: false,
  shortLife: 0,
};
const HARD: RevocationPolicy = { ...SOFT, withoutAnswer: "refuse" };

interface Course {
  readonly version?: "TLS 1.2" | "TLS 1.3";
  readonly suite?: number;
  readonly policy?: RevocationPolicy;
  readonly identity?: Identity;
  readonly staple?: Bytes;
  readonly answer?: (question: StatusQuestion) => Bytes | undefined;
}

/** Shakes hands, answers what is asked, and says how it ended. */
function shake(course: Course): string {
  const { version = "TLS 1.3", suite, policy = SOFT, identity = bank, staple } = course;
  const versions = [ProtocolVersion[version]];
  const ours: Partial<ClientConfig> = { versions, revocation: policy };
  const suites = suite === undefined ? {} : { cipherSuites: [suite] };
  const shown = { ...identity, ...(staple && { ocspStaple: staple }) };
  const pair = new Pair({
    client: { ...ours, ...suites },
    server: { versions, ...suites, chooseIdentity: () => shown },
  }).drive();
  const question = pair.clientEvents.find(({ kind }) => kind === "question");
  if (question?.kind === "question") {
    assert(!pair.client.connected, "the handshake waits for the answer");
    const waiting = pair.client.send(utf8("PIN"));
    assert(!waiting.some(({ kind }) => kind === "message"));
    pair.clientEvents.push(...pair.client.answer(course.answer?.(question.question)));
    pair.drive();
  }
  const asked = question === undefined ? "" : "asked, ";
  const told = Pair.data(pair.serverEvents).length > 0 ? ", told" : "";
  return `${asked}${pair.client.connected ? "connected" : pair.client.error?.alert}${told}`;
}

const ECDSA = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;

for (const version of ["TLS 1.3", "TLS 1.2"] as const) {
  const suite = version === "TLS 1.2" ? { suite: ECDSA } : {};
  const CASES: readonly (readonly [what: string, course: Course, expected: string])[] = [
    ["a good staple", { staple: answer(good) }, "connected"],
    ["a staple that says revoked", { staple: answer(revoked) }, "certificate_revoked"],
    [
      "a staple about another",
      { staple: answer(good, promising) },
      "bad_certificate_status_response",
    ],
    ["a staple that is none", { staple: utf8("trust me") }, "bad_certificate_status_response"],
    ["no staple where one is promised", { identity: promising }, "bad_certificate"],
    ["a promised staple", { identity: promising, staple: answer(good, promising) }, "connected"],
    ["a good answer", { answer: () => answer(good) }, "asked, connected, told"],
    ["a bad answer", { answer: () => answer(revoked) }, "asked, certificate_revoked"],
    ["no answer, soft", {}, "asked, connected, told"],
    ["no answer, hard", { policy: HARD }, "asked, certificate_unknown"],
    ["an old answer without the nonce", {
      policy: { ...HARD, nonce: true },
      answer: () => answer(good),
    }, "asked, certificate_unknown"],
    ["an answer with the nonce", {
      policy: { ...HARD, nonce: true },
      answer: (question) => answer(good, bank, nonceIn(question)),
    }, "asked, connected, told"],
    ["an empty list", {
      policy: { ...HARD, ask: "list" },
      answer: () => list([]),
    }, "asked, connected, told"],
    ["a list with it", {
      policy: { ...SOFT, ask: "list" },
      answer: () => list([bank]),
    }, "asked, certificate_revoked"],
  ];
  for (const [what, course, expected] of CASES) {
    Deno.test(`${version}, ${what}: ${expected}`, () =>
      assertEquals(shake({ version, ...suite, ...course }), expected));
  }
}

function nonceIn(question: StatusQuestion): Bytes {
  assert(question.to === "responder");
  const read = parseOcspRequest(question.request);
  assert(read.ok);
  return read.value.tbsRequest.requestExtensions![0]!.value as Bytes;
}

Deno.test("nobody can be answered who has not asked, and one answer is enough", () => {
  const pair = new Pair({
    client: { revocation: SOFT },
    server: { chooseIdentity: () => bank },
  });
  assertThrows(() => pair.client.answer(undefined), TypeError);
  pair.drive();
  pair.client.answer(undefined);
  assert(pair.client.connected);
  assertThrows(() => pair.client.answer(undefined), TypeError);
});

Deno.test("an answer comes too late for a connection that is over", () => {
  const pair = new Pair({ client: { revocation: HARD }, server: { chooseIdentity: () => bank } });
  pair.drive().client.transportClosed();
  assertEquals(pair.client.answer(answer(good)), []);
  assertEquals(pair.client.state, "CLOSED");
});
