import { assert, assertEquals } from "@std/assert";
import { decode, encode, inspect } from "../../bytes/mod.ts";
import { seededRandom } from "../../crypto/mod.ts";
import { nativeProvider } from "../../crypto/native.ts";
import { type VerifyOptions, verifyPath } from "../path/verify.ts";
import { NOW, parsed } from "../testing.ts";
import { extension } from "../x509/certificate.ts";
import { rawExtension } from "../x509/extension.ts";
import { OIDS } from "../x509/oids.ts";
import * as der from "../der/author.ts";
import { fieldTree } from "../x509/ranges.ts";
import { issueLogged } from "./issue.ts";
import { judgeTimestamps } from "./policy.ts";
import { SignedCertificateTimestamp, SignedCertificateTimestampList } from "./structures.ts";
import { listOf, logNamed, mutatedLists, root } from "./testing.ts";

const provider = nativeProvider();
const one = logNamed("Log One");
const two = logNamed("Log Two");
const unknown = logNamed("Log Three");
const late = logNamed("Log Four", () => (NOW + 60) * 1000);
const logs = [one.known, two.known, late.known];
const bank = { names: ["bank.example"] };

function judge(chain: readonly Uint8Array[], options: Partial<VerifyOptions> = {}) {
  const { ok, checks, alert } = verifyPath({
    provider,
    presented: chain,
    anchors: [root.certificate],
    now: NOW,
    purpose: "serverAuth",
    name: "bank.example",
    transparency: { logs, timestamps: 2 },
    ...options,
  });
  const found = checks.filter(({ rule }) => rule === "transparency");
  return { ok, alert, found, last: found.at(-1)?.detail };
}

Deno.test("promises of two known logs are enough, and each is named with its bytes", () => {
  const { chain } = issueLogged(root, [one.log, unknown.log, two.log], bank);
  const { ok, found, last } = judge(chain);
  assert(ok);
  assertEquals(last, "Promises of 2 known logs came with the certificate, and 2 are wanted");
  assertEquals(found.map((check) => check.detail.split(" promised")[0]).slice(0, 2), [
    "Log One",
    "Log Two",
  ]);
  const { start, end } = found[0]!.range!;
  const whole = parsed(chain[0]!);
  const at = whole.extensions.find(({ oid }) => oid === OIDS.signedCertificateTimestampList)!;
  assert(end - start > at.der.length);
});

Deno.test("too few promises are refused, with the reason for each that does not count", () => {
  const cases = [
    [[], "No promise of a known log came with the certificate, and 2 are wanted"],
    [[unknown.log], "its log is not known"],
    [[one.log], "The promise of 1 known log"],
    [[one.log, one.log], "Log One has been counted already"],
    [[one.log, late.log], "it is from the future"],
  ] as const;
  for (const [submitted, words] of cases) {
    const chain = submitted.length === 0
      ? root.issue(bank).chain
      : issueLogged(root, submitted, bank).chain;
    const { ok, alert, last } = judge(chain);
    assert(!ok);
    assertEquals(alert, "certificate_unknown");
    assert(last!.includes(words), last);
  }
});

Deno.test("who asks for no promises gets no findings about them", () => {
  const { ok, found } = judge(root.issue(bank).chain, { provider });
  assert(!ok && found.length === 1);
  const verdict = verifyPath({
    provider,
    presented: root.issue(bank).chain,
    anchors: [root.certificate],
    now: NOW,
    purpose: "serverAuth",
  });
  assertEquals(verdict.checks.filter(({ rule }) => rule === "transparency"), []);
});

Deno.test("promises may come in the handshake, and are then about the certificate as it is", () => {
  const { chain } = root.issue(bank);
  const [first, second] = [one, two].map(({ log }) => {
    const answer = log.add(chain);
    assert(answer.ok);
    return encode(SignedCertificateTimestamp, answer.timestamp);
  });
  assert(judge(chain, { timestamps: [first!, second!] }).ok);
  assert(judge(chain, { timestamps: [second!], transparency: { logs, timestamps: 1 } }).ok);
  const other = root.issue(bank).chain;
  const { last } = judge(other, { timestamps: [first!, second!] });
  assert(last!.includes("its signature is not one of Log One over this certificate"), last);
});

Deno.test("promises for one certificate are worth nothing inside another", () => {
  const good = parsed(issueLogged(root, [one.log, two.log], bank).chain[0]!);
  const stolen = good.extensions.find(({ name }) => name === "signedCertificateTimestampList")!;
  const { ok, last } = judge(root.issue({ ...bank, extensions: [stolen] }).chain);
  assert(!ok);
  assert(last!.startsWith("No promise of a known log"), last);
});

Deno.test("a garbled list spoils the promises and not the certificate", () => {
  const garbled = rawExtension(
    OIDS.signedCertificateTimestampList,
    der.octetString(Uint8Array.of(0, 9, 1)),
  );
  const { chain } = root.issue({ ...bank, extensions: [garbled] });
  assert(judge(chain, { transparency: { logs, timestamps: 0 } }).ok);
  const { ok, last } = judge(chain);
  assert(!ok && last!.includes("the list inside is garbled"), last);
});

Deno.test("the tree of a certificate shows its promises field by field", () => {
  const leaf = parsed(issueLogged(root, [one.log], bank).chain[0]!);
  const text = JSON.stringify(fieldTree(leaf));
  for (const part of ["sctList", "logId", "promised on 2026-05-28", "ecdsa (0x03)"]) {
    assert(text.includes(part), part);
  }
});

const ROUNDS = 800;

Deno.test(`no mutated list, of ${ROUNDS}, makes anything throw, and no changed promise is believed`, () => {
  const leaf = parsed(issueLogged(root, [one.log, two.log], bank).chain[0]!);
  const issuer = parsed(root.certificate);
  const promises = extension(leaf, "signedCertificateTimestampList")!.value!;
  const good = listOf(...promises);
  const random = seededRandom(5, "lists");
  const chance = (below: number) => {
    const [high, low] = random.bytes("choice", 2);
    return ((high! << 8) | low!) % below;
  };
  const lists = mutatedLists(good, chance);
  const genuine = new Set(promises.map(String));
  let read = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const list = lists.next().value;
    inspect(SignedCertificateTimestampList, list);
    const decoded = decode(SignedCertificateTimestampList, list);
    if (decoded.ok) read++;
    const untouched = decoded.ok ? decoded.value.filter((sct) => genuine.has(String(sct))) : [];
    const extensions = leaf.extensions.map((one) =>
      one.name === "signedCertificateTimestampList"
        ? { ...one, value: decoded.ok ? decoded.value : undefined }
        : one
    );
    const policy = { logs, timestamps: 2 };
    const changed = { ...leaf, extensions };
    const checks = judgeTimestamps(provider, policy, { leaf: changed, issuer, now: NOW });
    const counted = checks.length - 1;
    assert(counted <= new Set(untouched.map(String)).size, "a changed promise was believed");
  }
  assert(read > ROUNDS / 10, `${read} could be read`);
});
