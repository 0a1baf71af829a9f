/** What the tests of this folder share, and mutants of lists and answers for tools. */
import type { Bytes } from "../../bytes/mod.ts";
import { equalBytes } from "../../bytes/mod.ts";
import { type CryptoProvider, seededRandom } from "../../crypto/mod.ts";
import { authority } from "../authority/authority.ts";
import { NOW, parsed, toolsOf } from "../testing.ts";
import { makeExtension } from "../x509/extension.ts";
import { parseCertificateList } from "../x509/revocation_list.ts";
import { type AnswerOptions, ocspAnswer } from "./answer.ts";
import { type InQuestion, judgeAnswer } from "./judge_answer.ts";
import { judgeList } from "./judge_list.ts";
import { issueRevocationList, type ListOptions, mustStaple, whereToAsk } from "./list.ts";
import { parseOcspResponse } from "./ocsp.ts";
import { SignatureChecks } from "../path/signatures.ts";

export const tools = toolsOf();
export const RESPONDER = "http://status.trent.example/ocsp";
export const LIST = "http://status.trent.example/list";

/** Trent, the bank he issued for, and whom he has put in charge of answers. */
export const trent = authority("Trent Root", tools);
export const mallory = authority("Mallory Root", tools);
export const bank = trent.issue({
  names: ["bank.example"],
  extensions: [...whereToAsk({ responder: RESPONDER, list: LIST }), mustStaple()],
});
export const plain = trent.issue({ names: ["plain.example"] });
export const inCharge = trent.issue({
  names: ["status.trent.example"],
  extendedKeyUsage: ["OCSPSigning"],
  extensions: [makeExtension("id-pkix-ocsp-nocheck", null)],
});
/** Trent himself, as an identity that answers. */
export const himself = { chain: [trent.certificate], key: trent.key };
export const issuer = parsed(trent.certificate);
export const leaf = parsed(bank.chain[0]!);
export const DAY = 86_400;

/** An answer about the bank, good for a day, changed by the options. */
export function answer(options: Partial<AnswerOptions> = {}, by = inCharge): Bytes {
  return ocspAnswer(
    {
      serialNumber: leaf.serialNumber,
      issuer,
      says: { status: "good" },
      thisUpdate: NOW - 60,
      nextUpdate: NOW + DAY,
      ...options,
    },
    by,
    tools,
  );
}

/** Trent's list, empty and good for a day, changed by the options. */
export function list(options: Partial<ListOptions> = {}, by = trent): Bytes {
  return issueRevocationList(by, {
    number: 1,
    thisUpdate: NOW - 60,
    nextUpdate: NOW + DAY,
    revoked: [],
    ...options,
  }, tools);
}

/** A list or an answer after some small changes, and how the lab takes it. */
export interface Mutant {
  readonly of: "list" | "answer";
  readonly der: Bytes;
  /** Whether it can still be read, and what it signs is no longer what was signed; not for free. */
  readonly signedBytesChanged: boolean;
  /** Whether anything is concluded from it. */
  believed(): boolean;
}

/**
 * Mutants without end, the same for the same seed: one to three changes each, of an octet, a bit, a
 * piece cut out, doubled, or put elsewhere.
 */
export function* mutants(provider: CryptoProvider, seed = 1): Generator<Mutant, never> {
  const random = seededRandom(seed, "mutants of revocation");
  const chance = (below: number) => {
    const [high, low] = random.bytes("choice", 2);
    return ((high! << 8) | low!) % below;
  };
  const question: InQuestion = { leaf, issuer, now: NOW, provider };
  const revoked = [{
    serialNumber: leaf.serialNumber,
    date: NOW - DAY,
    reason: "keyCompromise",
  }] as const;
  const answers = [
    answer(),
    answer({ says: { status: "revoked", since: NOW - DAY } }, himself),
  ];
  const lists = [list(), list({ revoked, scope: { address: LIST, only: "leaves" } })];
  for (let i = 0;; i++) {
    const original = [...answers, ...lists][i % 4]!;
    const der = mutate(original, chance);
    yield i % 4 < 2 ? mutantAnswer(original, der, question) : mutantList(original, der, question);
  }
}

function mutantAnswer(original: Bytes, der: Bytes, question: InQuestion): Mutant {
  const signedIn = (octets: Bytes) => {
    const read = parseOcspResponse(octets);
    return read.ok ? read.value.responseBytes?.response.tbsResponseData.der : undefined;
  };
  return {
    of: "answer",
    der,
    get signedBytesChanged() {
      return changed(signedIn(original), signedIn(der));
    },
    believed: () => judgeAnswer(der, question).status !== undefined,
  };
}

function mutantList(original: Bytes, der: Bytes, question: InQuestion): Mutant {
  const signedIn = (octets: Bytes) => {
    const read = parseCertificateList(octets);
    return read.ok ? read.value.tbsCertList.der : undefined;
  };
  return {
    of: "list",
    der,
    get signedBytesChanged() {
      return changed(signedIn(original), signedIn(der));
    },
    believed() {
      const read = parseCertificateList(der);
      if (!read.ok) return false;
      const { tbsCertList: { der: tbs }, signatureAlgorithm, signature } = read.value;
      const checks = new SignatureChecks(question.provider);
      const by = checks.signedBy({ tbs, signatureAlgorithm, signature }, issuer);
      const says = judgeList(read.value, leaf, issuer, question.now, by);
      return says.status === "good" || says.status === "revoked";
    },
  };
}

function changed(before: Bytes | undefined, after: Bytes | undefined): boolean {
  return after !== undefined && (before === undefined || !equalBytes(before, after));
}

function mutate(octets: Bytes, chance: (below: number) => number): Bytes {
  let mutant = octets.slice();
  for (let i = chance(3); i >= 0; i--) {
    const at = chance(mutant.length);
    const end = at + chance(8) + 1;
    switch (chance(5)) {
      case 0:
        mutant[at] = chance(256);
        break;
      case 1:
        mutant[at]! ^= 1 << chance(8);
        break;
      case 2:
        mutant = Uint8Array.of(...mutant.subarray(0, at), ...mutant.subarray(end));
        break;
      case 3:
        mutant = Uint8Array.of(...mutant.subarray(0, end), ...mutant.subarray(at));
        break;
      case 4:
        mutant.copyWithin(at, chance(mutant.length), chance(mutant.length));
        break;
    }
    if (mutant.length === 0) return mutant;
  }
  return mutant;
}
