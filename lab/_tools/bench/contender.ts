/**
 * One contender, in a process of its own: a program uses one provider, and what the compiler learns
 * from a second one would slow down both. It obeys the lines of `protocol.ts`.
 */
import { memoisedVerify } from "../../crypto/mod.ts";
import { withHybrid } from "../../crypto/hybrid.ts";
import { nativeProvider } from "../../crypto/native.ts";
import { nobleProvider } from "../../crypto/noble.ts";
import { CHAIN_SIGNATURES, type ChainWork, chainWorks } from "./chains.ts";
import { Acquaintances, type Kind, makeTrust } from "./connection.ts";
import { obey, type Work } from "./protocol.ts";
import { Recorder, type Recording } from "./recording.ts";

/** Which contender to be. */
export interface Role {
  readonly provider: "noble" | "native";
  /** Whether verifications are remembered. */
  readonly memoised: boolean;
  readonly kind: Kind;
  /** Bytes of the record to seal and open; absent for full handshakes. */
  readonly record?: number;
  /** What to do with certificates, and nothing else. */
  readonly chain?: ChainWork;
}

/** Verifications remembered: enough for the chain, too few for CertificateVerify to come twice. */
const REMEMBERED = 8;

/** Handshakes whose calls are replayed in turn; more than are remembered, for the same reason. */
const RECORDED = 32;

function providerOf({ provider, memoised, kind, chain }: Role) {
  // Many handshakes with few keys: wide tables pay.
  const longRun = { baseWindow: 8, keyTables: { window: 6 } };
  const plain = provider === "noble" ? nobleProvider(longRun) : nativeProvider(longRun);
  const complete = kind.group === "X25519MLKEM768" ? withHybrid(plain) : plain;
  return memoised ? memoisedVerify(complete, chain ? CHAIN_SIGNATURES : REMEMBERED) : complete;
}

/** The work in full, and the primitive calls in it alone. */
function worksOf(role: Role): { readonly works: Record<string, Work>; readonly calls: Recording } {
  const crypto = providerOf(role);
  const now = Date.now() / 1000 | 0;
  if (role.chain !== undefined) return chainWorks(role.chain, crypto, now);
  const trust = makeTrust(crypto, now);
  const pair = new Acquaintances(crypto, trust, role.kind);
  const recorder = new Recorder(crypto);
  const { provider, decryptPremaster } = recorder;
  const recordedPair = new Acquaintances(provider, trust, role.kind, { decryptPremaster });
  if (role.record === undefined) {
    const recordings = Array.from({ length: RECORDED }, () => {
      recordedPair.handshake();
      return recorder.take();
    });
    let next = 0;
    return {
      works: {
        whole: () => void pair.handshake(),
        floor: () => recordings[next++ % RECORDED]!.replay(),
      },
      calls: recordings.at(-1)!, // the first has what is done once and for all
    };
  }
  const talk = conversation(pair, role.record);
  const recordedTalk = conversation(recordedPair, role.record);
  recordedTalk();
  recorder.take(); // neither the handshake nor the making of keys is part of a later record
  recordedTalk();
  const calls = recorder.take();
  return { works: { whole: talk, floor: () => calls.replay() }, calls };
}

/** Says something to the server, which hears it. */
function conversation(pair: Acquaintances, length: number): Work {
  const { client, server } = pair.handshake();
  const data = new Uint8Array(length).fill(7);
  return () => {
    client.send(data);
    server.receive(client.outgoing());
  };
}

if (import.meta.main) {
  const { works, calls } = worksOf(JSON.parse(Deno.args[0]!));
  await obey(works, { counts: calls.counts() });
}
