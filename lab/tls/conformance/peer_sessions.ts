/**
 * Recorded connections of other programs, read with the lab's own reader: what Wireshark made of
 * the same octets and the same key log is what has to come out.
 */
import { type Bytes, concat, decode, fromHex, hex } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { CipherSuite, HandshakeType, ServerHello } from "../../wire/mod.ts";
import type { LegacyParts } from "../config.ts";
import {
  applicationData,
  keyLogKeys,
  type ReadCheck,
  type ReadConnection,
  readConnection,
  type Side,
} from "../passive/mod.ts";
import { type Case, resultOf, type SuiteResult } from "./cases.ts";

const HEADER = 4;

/** `peer-sessions.json`; only as much of its shape is taken for granted as is used. */
export interface PeerSessions {
  readonly sessions: readonly PeerSession[];
}

export interface PeerSession {
  readonly id: string;
  readonly keylog: readonly string[];
  readonly chunks: readonly { readonly from: Side; readonly hex: string }[];
  /** What Wireshark's dissector says of it. */
  readonly tshark: {
    readonly suite: string;
    readonly handshake_types: readonly number[];
    readonly plaintext: Readonly<Partial<Record<Side, string>>>;
  };
}

/** Reads every session as an onlooker with the key log does. @param json `peer-sessions.json` */
export function runPeerSessions(
  json: unknown,
  crypto: CryptoProvider,
  legacy?: LegacyParts,
): SuiteResult {
  const { sessions } = json as PeerSessions;
  const cases: Case[] = [];
  const skips: Record<string, number> = {};
  const skip = (why: string) => void (skips[why] = (skips[why] ?? 0) + 1);
  for (const session of sessions) {
    const result = readConnection({
      toServer: streamOf(session, "client"),
      toClient: streamOf(session, "server"),
      crypto,
      keys: keyLogKeys(session.keylog.join("\n")),
      ...(legacy !== undefined && { legacy }),
    });
    if (result.unsupported !== undefined) {
      skip(result.unsupported);
      continue;
    }
    cases.push(...sessionCases(session, result));
    for (const [index, check] of result.checks.entries()) {
      if (/which the lab does not have$/.test(check.judgement)) skip(check.judgement);
      else cases.push(checkCase(session.id, index, check));
    }
  }
  return resultOf(cases, skips);
}

function streamOf({ chunks }: PeerSession, side: Side): Bytes {
  return concat(...chunks.filter(({ from }) => from === side).map((chunk) => fromHex(chunk.hex)));
}

function sessionCases({ id, tshark }: PeerSession, result: ReadConnection): Case[] {
  const { messages, checks, toServer, toClient, trouble = "none", closed = "none" } = result;
  const types = messages.map(({ raw }) => raw[0]!);
  const finished = tshark.handshake_types.filter((type) => type === HandshakeType.finished);
  const unopened = [...toServer, ...toClient].filter(({ content }) => content === undefined);
  return [
    { id: `${id}/suite`, expected: suiteName(Number(tshark.suite)), got: chosenSuite(result) },
    { id: `${id}/both streams to their end`, expected: "none, none", got: `${trouble}, ${closed}` },
    { id: `${id}/records that do not open`, expected: "0", got: String(unopened.length) },
    { id: `${id}/messages`, expected: inOrder(tshark.handshake_types), got: inOrder(types) },
    {
      id: `${id}/Finished messages computed anew`,
      expected: String(finished.length),
      got: String(checks.filter(({ message }) => message === "finished").length),
    },
    {
      id: `${id}/said by the client`,
      expected: tshark.plaintext.client ?? "",
      got: hex(applicationData(toServer)),
    },
    {
      id: `${id}/said by the server`,
      expected: tshark.plaintext.server ?? "",
      got: hex(applicationData(toClient)),
    },
  ];
}

/** The suite of the last ServerHello, from its own octets. */
function chosenSuite({ messages }: ReadConnection): string {
  const hello = messages.findLast(({ name }) => name === "server_hello");
  const read = hello && decode(ServerHello, hello.raw.subarray(HEADER));
  return read?.ok ? suiteName(read.value.cipherSuite) : "none";
}

function suiteName(value: number): string {
  return CipherSuite.label(value);
}

/** By number: the two directions are recorded without a common clock. */
function inOrder(types: readonly number[]): string {
  return [...types].sort((a, b) => a - b).map((type) => HandshakeType.label(type)).join(" ");
}

function checkCase(id: string, index: number, { from, message, judgement }: ReadCheck): Case {
  return {
    id: `${id}/${message} of the ${from}, check ${index}`,
    expected: "valid",
    got: judgement,
  };
}
