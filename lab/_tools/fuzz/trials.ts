/** What is fuzzed: each kind gives trials without end, the same for the same seed. */
import { type Bytes, decode, encode, equalBytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import {
  judgeTimestamps,
  parseCertificate,
  SignedCertificateTimestamp,
  SignedCertificateTimestampList,
} from "../../pki/mod.ts";
import { listOf, logNamed, mutatedLists, root } from "../../pki/ct/testing.ts";
import { chainMutants, chanceOf } from "../../pki/path/testing/mutants.ts";
import { mutants } from "../../pki/revocation/testing.ts";
import { NOW } from "../../pki/testing.ts";

/** One thing that was changed, and what becomes of it. */
export interface Trial {
  /** What was changed, to be shown if something goes wrong. */
  readonly octets: Bytes;
  /** Whether it can still be read, and what is signed in it is not what was signed. */
  readonly signedBytesChanged: boolean;
  /** Judges it, and says whether it is believed. */
  believed(): boolean;
}

/** A kind of thing to change. */
export type Kind = "certificates" | "revocation lists" | "OCSP answers" | "SCT lists";

/** Every kind, in the order of the report. */
export const KINDS: readonly Kind[] = [
  "certificates",
  "revocation lists",
  "OCSP answers",
  "SCT lists",
];

/** Trials of a kind, without end. */
export function trialsOf(
  kind: Kind,
  provider: CryptoProvider,
  seed: number,
): Generator<Trial, void> {
  switch (kind) {
    case "certificates":
      return certificates(provider, seed);
    case "revocation lists":
      return statusOf("list", provider, seed);
    case "OCSP answers":
      return statusOf("answer", provider, seed);
    case "SCT lists":
      return timestamps(provider, seed);
  }
}

function* certificates(provider: CryptoProvider, seed: number): Generator<Trial> {
  for (const { victim, signedBytesChanged, judge } of chainMutants(provider, seed)) {
    yield { octets: victim, signedBytesChanged, believed: () => judge().ok };
  }
}

function* statusOf(
  of: "list" | "answer",
  provider: CryptoProvider,
  seed: number,
): Generator<Trial> {
  for (const mutant of mutants(provider, seed)) {
    if (mutant.of !== of) continue;
    const { der: octets, signedBytesChanged } = mutant;
    yield { octets, signedBytesChanged, believed: () => mutant.believed() };
  }
}

/** Lists as they come in a handshake: promises of two logs about one certificate. */
function* timestamps(provider: CryptoProvider, seed: number): Generator<Trial> {
  const logs = ["Ash Log", "Birch Log"].map((name) => logNamed(name));
  const { chain } = root.issue({ names: ["bank.example"] });
  const originals = logs.map(({ log }) => {
    const answer = log.add(chain);
    if (!answer.ok) throw new Error(`Cannot log a certificate: ${answer.why}`);
    return encode(SignedCertificateTimestamp, answer.timestamp);
  });
  const leaf = parseCertificate(chain[0]!);
  if (!leaf.ok) throw new Error(leaf.error);
  const policy = { logs: logs.map(({ known }) => known), timestamps: 1 };
  const chance = chanceOf(seed, "mutated lists");
  for (const octets of mutatedLists(listOf(...originals), chance)) {
    const read = decode(SignedCertificateTimestampList, octets);
    const promises = read.ok ? read.value : [];
    const fresh = promises.filter((one) => !originals.some((old) => sameClaim(one, old)));
    yield {
      octets,
      signedBytesChanged: fresh.length > 0,
      believed: () => {
        judgeTimestamps(provider, policy, { leaf: leaf.value, handshake: promises, now: NOW });
        // Those that say something new, one by one: a good one beside them would hide them.
        return fresh.some((one) =>
          judgeTimestamps(provider, policy, { leaf: leaf.value, handshake: [one], now: NOW })
            .every(({ ok }) => ok)
        );
      },
    };
  }
}

/** Whether two promises say the same, whatever their signatures are. */
function sameClaim(a: Bytes, b: Bytes): boolean {
  const [one, other] = [a, b].map((octets) => decode(SignedCertificateTimestamp, octets));
  if (!one?.ok || !other?.ok) return equalBytes(a, b);
  return equalBytes(claimOf(one.value), claimOf(other.value));
}

/** The promise without its signature, which anybody may write in another way. */
function claimOf(promise: SignedCertificateTimestamp): Bytes {
  const signature = { ...promise.signature, value: new Uint8Array(0) };
  return encode(SignedCertificateTimestamp, { ...promise, signature });
}
