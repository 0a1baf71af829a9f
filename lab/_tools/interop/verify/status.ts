/**
 * Our questions, answers and lists beside those of `openssl ocsp` and `openssl crl`. Its responder
 * holds dates against the real clock, so these cases are made for the day on which they run.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Bytes, hex } from "../../../bytes/mod.ts";
import { seededRandom } from "../../../crypto/mod.ts";
import { nobleProvider } from "../../../crypto/noble.ts";
import {
  authority,
  type CrlReason,
  encodePem,
  encodePrivateKey,
  type Identity,
  issueRevocationList,
  judgeAnswer,
  type KnownStatus,
  ocspAnswer,
  ocspRequest,
  parseCertificate,
} from "../../../pki/mod.ts";
import { pemOf } from "../credentials.ts";
import { type TemporaryFolder, temporaryFolder } from "../temporary_folder.ts";

const provider = nobleProvider();
const NOW = Math.floor(Date.now() / 1000);
const HOUR = 3600;
const tools = { provider, random: seededRandom(1, "status"), clock: () => NOW };
const root = authority("Honest Root", tools);
const issuing = root.intermediate("Honest Issuing");
const bank = issuing.issue({ names: ["bank.example"] });
const inCharge = issuing.issue({ names: ["status.example"], extendedKeyUsage: ["OCSPSigning"] });
const himself: Identity = { chain: [issuing.certificate], key: issuing.key };
const leaf = parsed(bank.chain[0]!);
const issuer = parsed(issuing.certificate);

function parsed(der: Bytes) {
  const read = parseCertificate(der);
  assert(read.ok);
  return read.value;
}

async function openssl(...args: readonly string[]) {
  const { success, stdout, stderr } = await new Deno.Command("openssl", {
    args: [...args],
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  return { ok: success, said: text.decode(stdout) + text.decode(stderr) };
}

/** The certificates as files. */
function files(folder: TemporaryFolder) {
  return {
    root: folder.write("root.pem", pemOf(root.certificate)),
    issuer: folder.write("issuer.pem", pemOf(issuing.certificate)),
    leaf: folder.write("leaf.pem", pemOf(bank.chain[0]!)),
  };
}

const revoked: KnownStatus = { status: "revoked", since: NOW - HOUR, reason: "keyCompromise" };

for (
  const [what, says, by, words] of [
    ["good, by whom the issuer has put in charge", { status: "good" }, inCharge, /: good/],
    ["good, by the issuer", { status: "good" }, himself, /: good/],
    ["revoked", revoked, inCharge, /: revoked[^]*keyCompromise/],
    ["unknown", { status: "unknown" }, himself, /: unknown/],
  ] as const
) {
  Deno.test(`openssl ocsp reads and believes our answer: ${what}`, async () => {
    using folder = temporaryFolder();
    const { root, issuer: above, leaf: subject } = files(folder);
    const { serialNumber } = leaf;
    const times = { thisUpdate: NOW - HOUR, nextUpdate: NOW + HOUR };
    const response = ocspAnswer({ serialNumber, issuer, says, ...times }, by, tools);
    const { ok, said } = await openssl(
      "ocsp",
      "-respin",
      folder.write("answer.der", response),
      ...["-issuer", above, "-cert", subject, "-CAfile", root, "-verify_other", above, "-no_nonce"],
    );
    assert(ok, said);
    assertMatch(said, /Response verify OK/);
    assertMatch(said, words);
  });
}

for (
  const [what, row, status] of [
    ["good", "V", "good"],
    ["revoked", "R", "revoked"],
  ] as const
) {
  Deno.test(`we read and believe the answer of openssl's responder: ${what}`, async () => {
    using folder = temporaryFolder();
    const { issuer: above } = files(folder);
    const nonce = new Uint8Array(32).fill(7);
    const day = (seconds: number) =>
      new Date(seconds * 1000).toISOString().replace(/\.\d+|[-:T]/g, "").slice(2);
    const revocation = row === "R" ? `${day(NOW - HOUR)},keyCompromise` : "";
    const serial = hex(leaf.serialNumber).toUpperCase();
    const index = `${row}\t${day(NOW + 100 * HOUR)}\t${revocation}\t${serial}\tunknown\t/CN=x\n`;
    const key = folder.write("key.pem", encodePem("PRIVATE KEY", encodePrivateKey(inCharge.key)));
    const signer = folder.write("signer.pem", pemOf(inCharge.chain[0]!));
    const answer = folder.write("answer.der", new Uint8Array(0));
    const { ok, said } = await openssl(
      "ocsp",
      ...[
        "-index",
        folder.write("index.txt", index),
        "-CA",
        above,
        "-rsigner",
        signer,
        "-rkey",
        key,
      ],
      ...[
        "-reqin",
        folder.write("question.der", ocspRequest(leaf.serialNumber, issuer, tools, nonce)),
      ],
      ...["-respout", answer, "-ndays", "1"],
    );
    assert(ok, said);
    const now = Math.floor(Date.now() / 1000) + 1;
    const judged = judgeAnswer(Deno.readFileSync(answer), { leaf, issuer, now, provider }, nonce);
    assertEquals(judged.status, status, judged.checks.map(({ detail }) => detail).join("; "));
  });
}

Deno.test("openssl crl verifies our list, and openssl verify finds the certificate on it", async () => {
  using folder = temporaryFolder();
  const { root, issuer: above, leaf: subject } = files(folder);
  const list = (reason?: CrlReason) =>
    folder.write(
      "list.pem",
      encodePem(
        "X509 CRL",
        issueRevocationList(issuing, {
          number: 7,
          thisUpdate: NOW - HOUR,
          nextUpdate: NOW + HOUR,
          revoked: reason === undefined
            ? []
            : [{ serialNumber: leaf.serialNumber, date: NOW - HOUR, reason }],
        }, tools),
      ),
    );
  const lists = { empty: list(), full: list("keyCompromise") };
  const read = await openssl("crl", "-in", lists.full, "-CAfile", above, "-noout", "-text");
  assertMatch(read.said, /verify OK/);
  assertMatch(read.said, /Key Compromise/);
  const judge = (crl: string) =>
    openssl(
      ...["verify", "-crl_check", "-CRLfile", crl, "-CAfile", root, "-untrusted", above, subject],
    );
  const [before, after] = [await judge(lists.empty), await judge(lists.full)];
  assert(before.ok, before.said);
  assert(!after.ok);
  assertMatch(after.said, /certificate revoked/);
});
