/** The questions of clients to a log and its answers, as paths and JSON (RFC 6962 §4). */
import type { Bytes } from "../../bytes/mod.ts";
import { fromBase64, toBase64 } from "../x509/pem.ts";
import type { InclusionProof, LogAnswers, PublishedEntry } from "./log.ts";
import type { SignedTreeHead } from "./structures.ts";

/** A question to a log. */
export type LogQuestion =
  | { readonly ask: "treeHead" }
  | { readonly ask: "consistency"; readonly first: number; readonly second: number }
  | { readonly ask: "proof"; readonly hash: Bytes; readonly treeSize: number }
  | { readonly ask: "entries"; readonly start: number; readonly end: number };

const PREFIX = "/ct/v1/";

/** The path of a question, to be asked with GET. */
export function pathOf(question: LogQuestion): string {
  switch (question.ask) {
    case "treeHead":
      return `${PREFIX}get-sth`;
    case "consistency":
      return `${PREFIX}get-sth-consistency?first=${question.first}&second=${question.second}`;
    case "proof": {
      const hash = encodeURIComponent(toBase64(question.hash));
      return `${PREFIX}get-proof-by-hash?hash=${hash}&tree_size=${question.treeSize}`;
    }
    case "entries":
      return `${PREFIX}get-entries?start=${question.start}&end=${question.end}`;
  }
}

/** What a log answers to a path. @returns `undefined` for what it does not know */
export function answerPath(log: LogAnswers, path: string): string | undefined {
  const [, name = "", query = ""] = /^\/ct\/v1\/([a-z-]+)(?:\?(.*))?$/.exec(path) ?? [];
  const inputs = new Map(
    query.split("&").map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
  const number = (key: string) => {
    const text = inputs.get(key) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  };
  switch (name) {
    case "get-sth":
      return writeTreeHead(log.treeHead());
    case "get-sth-consistency": {
      const proof = log.consistency(number("first"), number("second"));
      return proof && JSON.stringify({ consistency: proof.map(toBase64) });
    }
    case "get-proof-by-hash": {
      const hash = fromBase64(unescaped(inputs.get("hash") ?? ""));
      const proof = hash && log.proofByHash(hash, number("tree_size"));
      return proof && JSON.stringify({
        leaf_index: proof.leafIndex,
        audit_path: proof.auditPath.map(toBase64),
      });
    }
    case "get-entries": {
      const entries = log.entries(number("start"), number("end"));
      return JSON.stringify({
        entries: entries.map(({ leafInput, extraData }) => ({
          leaf_input: toBase64(leafInput),
          extra_data: toBase64(extraData),
        })),
      });
    }
    default:
      return undefined;
  }
}

/** A tree head in JSON (§4.3). */
export function writeTreeHead(head: SignedTreeHead): string {
  const { treeSize, timestamp, rootHash, signature } = head;
  return JSON.stringify({
    tree_size: treeSize,
    timestamp,
    sha256_root_hash: toBase64(rootHash),
    tree_head_signature: toBase64(signature),
  });
}

function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
}

// What a log sends is whatever it likes: each reader gives the value, or nothing.

/** A tree head (§4.3). */
export function readTreeHead(json: string): SignedTreeHead | undefined {
  const { tree_size: treeSize, timestamp, sha256_root_hash: root, tree_head_signature: signed } =
    objectIn(json);
  const [rootHash, signature] = [octets(root), octets(signed)];
  return isCount(treeSize) && isCount(timestamp) && rootHash?.length === 32 && signature
    ? { treeSize, timestamp, rootHash, signature }
    : undefined;
}

/** A consistency proof (§4.4). */
export function readConsistency(json: string): readonly Bytes[] | undefined {
  return octetsList(objectIn(json).consistency);
}

/** The place of an entry, and its audit path (§4.5). */
export function readProof(json: string): InclusionProof | undefined {
  const { leaf_index: leafIndex, audit_path: path } = objectIn(json);
  const auditPath = octetsList(path);
  return isCount(leafIndex) && auditPath ? { leafIndex, auditPath } : undefined;
}

/** Entries (§4.6). */
export function readEntries(json: string): readonly PublishedEntry[] | undefined {
  const { entries } = objectIn(json);
  if (!Array.isArray(entries)) return undefined;
  const read = entries.map((entry) => {
    const { leaf_input: leaf, extra_data: extra } = asObject(entry);
    const [leafInput, extraData] = [octets(leaf), extra === "" ? EMPTY : octets(extra)];
    return leafInput && extraData && { leafInput, extraData };
  });
  return read.every((one) => one !== undefined) ? read : undefined;
}

const EMPTY = new Uint8Array(0);

function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(json));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function octets(value: unknown): Bytes | undefined {
  return typeof value === "string" ? fromBase64(value) : undefined;
}

function octetsList(value: unknown): readonly Bytes[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = value.map(octets);
  return list.every((one) => one !== undefined) ? list : undefined;
}
