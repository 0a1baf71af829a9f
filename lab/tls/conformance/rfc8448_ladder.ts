import type { Bytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import {
  EarlySecret,
  type HandshakeSecret,
  type Kdf,
  type MainSecret,
  resumptionPsk,
  type TrafficSecret,
} from "../schedule/mod.ts";
import {
  type Conversation,
  conversationOf,
  keyPairs,
  ticketOf,
  type Trace,
} from "./rfc8448_trace.ts";

/** Which keys a record is under. */
export type Epoch = "early" | "handshake" | "application";

/** Every secret of a trace, climbed with the engine's own rungs from the printed private keys. */
export interface Ladder {
  readonly conversation: Conversation;
  readonly kdf: Kdf;
  readonly psk: Bytes;
  readonly shared: Bytes;
  readonly early: EarlySecret;
  readonly handshake: HandshakeSecret;
  readonly main: MainSecret;
  readonly resumption: Bytes;
  readonly traffic: {
    readonly client: Readonly<Record<Epoch, TrafficSecret>>;
    readonly server: Readonly<Record<Exclude<Epoch, "early">, TrafficSecret>>;
  };
}

/** @param earlier the trace that gave the ticket, if this one resumes it */
export function ladderOf(trace: Trace, crypto: CryptoProvider, earlier?: Trace): Ladder {
  const conversation = conversationOf(trace, crypto);
  const { suite, moments } = conversation;
  const kdf: Kdf = { crypto, hash: suite.hash, length: suite.hashLength };
  const psk = earlier === undefined ? new Uint8Array(kdf.length) : pskOf(earlier, kdf);
  const shared = sharedSecret(trace, crypto);
  const early = new EarlySecret(kdf, psk);
  const handshake = early.handshake(shared);
  const main = handshake.main();
  return {
    conversation,
    kdf,
    psk,
    shared,
    early,
    handshake,
    main,
    resumption: main.resumption(moments.clientFinished),
    traffic: {
      client: {
        early: early.clientTraffic(moments.clientHello),
        handshake: handshake.clientTraffic(moments.serverHello),
        application: main.clientTraffic(moments.serverFinished),
      },
      server: {
        handshake: handshake.serverTraffic(moments.serverHello),
        application: main.serverTraffic(moments.serverFinished),
      },
    },
  };
}

function pskOf(earlier: Trace, kdf: Kdf): Bytes {
  const { resumption } = ladderOf(earlier, kdf.crypto);
  return resumptionPsk(kdf, resumption, ticketOf(earlier)!.ticketNonce);
}

/** The last pair of each side counts: before a HelloRetryRequest the client makes another. */
function sharedSecret(trace: Trace, crypto: CryptoProvider): Bytes {
  const client = keyPairs(trace, "client", crypto).at(-1)!;
  const server = keyPairs(trace, "server", crypto).at(-1)!;
  return crypto.group(client.group).agree(client.pair.privateKey, server.pair.publicKey)!;
}
