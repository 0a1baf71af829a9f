import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { decode, decodeTrusted, encode, equalBytes } from "../../bytes/mod.ts";
import { authority } from "../authority/authority.ts";
import { NOW, parsed, provider, toolsOf } from "../testing.ts";
import { extension } from "../x509/certificate.ts";
import {
  answerPath,
  pathOf,
  readConsistency,
  readEntries,
  readProof,
  readTreeHead,
} from "./api.ts";
import {
  checkConsistency,
  checkEntries,
  checkInclusion,
  checkTreeHead,
  promisedHash,
} from "./audit.ts";
import { issueLogged } from "./issue.ts";
import { loggedTbs, POISON, precertEntry } from "./precertificate.ts";
import {
  MerkleTreeLeaf,
  PrecertChainEntry,
  SignedCertificateTimestamp,
  type SignedEntry,
} from "./structures.ts";
import { logNamed, root } from "./testing.ts";
import { verifyTimestamp } from "./timestamp.ts";

const bank = { names: ["bank.example"] };

Deno.test("a certificate and its announcement are the same, but for poison and promises", () => {
  const { log } = logNamed("one");
  const issued = parsed(issueLogged(root, [log], bank).chain[0]!);
  const [entry] = log.entries(0, 0);
  const leaf = decodeTrusted(MerkleTreeLeaf, entry!.leafInput);
  const { preCertificate } = decodeTrusted(PrecertChainEntry, entry!.extraData);
  const announced = parsed(preCertificate);
  assertEquals(announced.extensions.at(-1), POISON);
  assertNotEquals(announced.tbs, issued.tbs);
  assertEquals(loggedTbs(announced), loggedTbs(issued));
  assert(leaf.entry.entryType === "precert_entry");
  assertEquals(leaf.entry.precert.tbsCertificate, loggedTbs(issued));
});

Deno.test("what a certificate says without promises is what an issuer would write without them", () => {
  const plain = parsed(root.issue(bank).chain[0]!);
  assertEquals(loggedTbs(plain), plain.tbs);
  const only = parsed(
    root.issue({
      ...bank,
      extensions: [POISON],
      edit: (tbs) => ({ ...tbs, extensions: [POISON] }),
    }).chain[0]!,
  );
  const bare = root.issue({
    ...bank,
    serialNumber: only.serialNumber,
    ...only.validity,
    edit: (tbs) => ({
      ...tbs,
      subjectPublicKeyInfo: only.subjectPublicKeyInfo,
      extensions: undefined,
    }),
  });
  assertEquals(loggedTbs(only), parsed(bare.chain[0]!).tbs);
});

Deno.test("promises hold for one certificate, one issuer and one log", () => {
  const { log, known } = logNamed("one");
  const { chain } = issueLogged(root, [log], bank);
  const leaf = parsed(chain[0]!);
  const [octets] = extension(leaf, "signedCertificateTimestampList")!.value!;
  const sct = decodeTrusted(SignedCertificateTimestamp, octets!);
  const verify = (entry: SignedEntry, key = known.key) =>
    verifyTimestamp(provider, key, sct, entry);
  const issuer = parsed(root.certificate);
  assert(verify(precertEntry(provider, leaf, issuer)));
  assert(!verify(precertEntry(provider, leaf, leaf)), "another issuer");
  assert(!verify(precertEntry(provider, issuer, issuer)), "another certificate");
  assert(!verify({ entryType: "x509_entry", certificate: leaf.der }), "another kind of entry");
  assert(!verify(precertEntry(provider, leaf, issuer), logNamed("two").known.key), "another log");
});

Deno.test("a log takes what leads to its roots, once, and nothing else", () => {
  const { log } = logNamed("one");
  const { chain } = root.intermediate("Issuing").issue(bank);
  const first = log.add(chain);
  const again = log.add(chain);
  assert(first.ok && again.ok);
  assertEquals(again.timestamp, first.timestamp);
  assertEquals(log.treeHead().treeSize, 1);
  const stranger = authority("Mallory Root", toolsOf(2)).issue(bank);
  assert(!log.add(stranger.chain).ok);
  assert(!log.add([]).ok);
  assert(!log.add([Uint8Array.of(1, 2, 3)]).ok);
  const expired = root.issue({ ...bank, notBefore: NOW - 1000, notAfter: NOW - 10 });
  assert(log.add(expired.chain).ok, "a log need not ask for dates");
});

Deno.test("tree heads are signed, each later than the one before", () => {
  let now = NOW * 1000;
  const { log, known } = logNamed("one", () => now);
  const heads = [log.treeHead()];
  for (let i = 0; i < 3; i++) {
    if (i > 0) now += 1000;
    issueLogged(root, [log], bank);
    heads.push(log.treeHead());
  }
  assertEquals(heads.map(({ treeSize }) => treeSize), [0, 1, 2, 3]);
  for (const [i, head] of heads.entries()) {
    assert(checkTreeHead(provider, known, head).ok);
    assert(!checkTreeHead(provider, logNamed("two").known, head).ok);
    assert(!checkTreeHead(provider, known, { ...head, treeSize: 7 }).ok);
    if (i > 0) assert(head.timestamp > heads[i - 1]!.timestamp);
    assert(checkConsistency(provider, [head, heads[3]!], log.consistency(head.treeSize, 3)).ok);
    assert(checkEntries(provider, head, log.entries(0, head.treeSize - 1)).ok);
  }
  assert(!checkEntries(provider, heads[3]!, log.entries(0, 1)).ok);
});

Deno.test("whatever is asked by path and answered in JSON is what the log says", () => {
  const { log } = logNamed("one");
  const leaf = parsed(issueLogged(root, [log], bank).chain[0]!);
  issueLogged(root, [log], bank);
  const ask = (question: Parameters<typeof pathOf>[0]) => answerPath(log, pathOf(question)) ?? "";
  const head = readTreeHead(ask({ ask: "treeHead" }))!;
  assertEquals(head, log.treeHead());
  assertEquals(
    readConsistency(ask({ ask: "consistency", first: 1, second: 2 })),
    log.consistency(1, 2),
  );
  assertEquals(readEntries(ask({ ask: "entries", start: 0, end: 9 })), log.entries(0, 1));
  const [octets] = extension(leaf, "signedCertificateTimestampList")!.value!;
  const timestamp = decodeTrusted(SignedCertificateTimestamp, octets!);
  const entry = precertEntry(provider, leaf, parsed(root.certificate));
  const promised = { entry, timestamp };
  const hash = promisedHash(provider, promised);
  const proof = readProof(ask({ ask: "proof", hash, treeSize: 2 }));
  assert(checkInclusion(provider, head, promised, proof).ok);
  assert(!checkInclusion(provider, head, promised, undefined).ok);
  const other = { ...timestamp, timestamp: timestamp.timestamp + 1 };
  assert(!checkInclusion(provider, head, { entry, timestamp: other }, proof).ok);
});

Deno.test("nonsense is answered with nothing, and read as nothing", () => {
  const { log } = logNamed("one");
  for (
    const path of [
      "",
      "/",
      "/ct/v1/",
      "/ct/v1/get-sth-consistency",
      "/ct/v1/get-sth-consistency?first=2&second=1",
      "/ct/v1/get-sth-consistency?first=-1&second=1e9",
      "/ct/v1/get-proof-by-hash?hash=%%%&tree_size=1",
      "/ct/v1/get-proof-by-hash?hash=AAAA&tree_size=99999999999999999999",
      "/ct/v1/__proto__",
    ]
  ) assertEquals(answerPath(log, path), undefined, path);
  assertEquals(answerPath(log, "/ct/v1/get-entries?start=x&end=y"), '{"entries":[]}');
  for (const json of ["", "null", "[]", "{}", '{"entries":[null]}', '{"audit_path":[1]}', "{"]) {
    assertEquals(
      [readTreeHead, readConsistency, readProof, readEntries].map((read) => read(json)),
      [undefined, undefined, undefined, undefined],
      json,
    );
  }
});

Deno.test("structures of logs decode to what they were, and refuse entries of other types", () => {
  const { log } = logNamed("one");
  issueLogged(root, [log], bank);
  assert(log.add(root.issue(bank).chain).ok);
  for (const { leafInput } of log.entries(0, 1)) {
    assertEquals(encode(MerkleTreeLeaf, decodeTrusted(MerkleTreeLeaf, leafInput)), leafInput);
    const changed = leafInput.slice();
    changed[11] = 9; // the second octet of entry_type
    const read = decode(MerkleTreeLeaf, changed);
    assert(!read.ok && read.error.includes("an entry of type 9"));
    assert(!equalBytes(changed, leafInput));
  }
});
