import { type Bytes, concat, decode, EMPTY, equalBytes } from "../../bytes/mod.ts";
import { type PublicKey, ScriptedRandom } from "../../crypto/mod.ts";
import {
  ClientHello,
  encryptThenMac,
  extendedMainSecret,
  Finished,
  HANDSHAKE_HEADER_LENGTH,
  readExtension,
  ServerHello,
} from "../../wire/mod.ts";
import type { Dialect } from "../tls12/dialect.ts";
import { directionKeys, outerRecords } from "../tls12/session.ts";
import { type Suite12, TLS12_SUITES } from "../tls12/suite.ts";
import type { Conversation, ReadingContext, Spoken } from "./conversation.ts";
import { isClosed, type SeenOlder } from "./keys.ts";
import { judgeServerKeyExchange, judgeSigned12, leafKey12 } from "./signatures.ts";
import { otherSide, type Side } from "./track.ts";

/** The handshakes of a connection of TLS 1.2 or older, renegotiations included (RFC 5246 §7.3). */
export class Conversation12 implements Conversation {
  readonly version: string;
  readonly suite: string;
  readonly #context: ReadingContext;
  readonly #dialect: Dialect;
  #suite: Suite12;
  #handshake: Handshake12;

  constructor(
    context: ReadingContext,
    chosen: { readonly dialect: Dialect; readonly suite: Suite12 },
    hello: ClientHello,
    raw: Bytes,
  ) {
    this.#context = context;
    this.#dialect = chosen.dialect;
    this.#suite = chosen.suite;
    this.version = chosen.dialect.name;
    this.suite = chosen.suite.name;
    this.#handshake = new Handshake12(hello, raw);
  }

  hear({ from, name, raw }: Spoken): Side {
    const body = raw.subarray(HANDSHAKE_HEADER_LENGTH);
    const handshake = this.#handshake;
    switch (name) {
      case "hello_request":
        return from; // no part of any handshake (RFC 5246 §7.4.1.1)
      case "client_hello": {
        const hello = decode(ClientHello, body);
        if (!hello.ok) return from;
        this.#handshake = new Handshake12(hello.value, raw, handshake.serverHello);
        return "server";
      }
      case "server_hello":
        if (!this.#answer(body)) return from;
        break;
      case "certificate":
        handshake.keys[from] = leafKey12(body);
        break;
      case "server_key_exchange": {
        handshake.serverKeyExchange = body;
        const judgement = judgeServerKeyExchange(body, this.#seen());
        if (judgement !== undefined) this.#check(from, name, judgement);
        break;
      }
      case "certificate_verify":
        this.#check(from, name, this.#judgeClient(body));
        break;
      case "finished":
        this.#check(from, name, this.#judgeFinished(from, body));
        handshake.finished.add(from);
    }
    handshake.transcript.push(raw);
    if (name === "client_key_exchange") {
      handshake.clientKeyExchange = body;
      this.#learnMainSecret();
    }
    if (name === "server_hello_done") return "client";
    if (name !== "finished") return from;
    return handshake.finished.size === 2 ? "client" : otherSide(from);
  }

  /** A renegotiation may choose another suite, but no other version. */
  #answer(body: Bytes): boolean {
    const hello = decode(ServerHello, body);
    const suite = hello.ok ? olderSuite(hello.value.cipherSuite, this.#context) : undefined;
    if (!hello.ok || suite === undefined) {
      this.#context.close(hello.ok ? "the suite is not one of the lab's" : hello.error);
      return false;
    }
    this.#suite = suite;
    this.#handshake.serverHello = hello.value;
    return true;
  }

  changeCipherSpec(from: Side): void {
    const handshake = this.#handshake;
    // Without a ClientKeyExchange before it, an earlier session goes on.
    if (handshake.mainSecret === undefined) this.#learnMainSecret();
    const { mainSecret } = handshake;
    const track = this.#context.tracks[from];
    if (mainSecret === undefined) return track.sealAll(undefined);
    const seen = this.#seen();
    const { dialect, suite } = seen;
    const macOutside = readExtension(
      seen.serverHello.extensions ?? [],
      encryptThenMac,
      "server_hello",
    );
    const protection = dialect.protectRecords({
      crypto: this.#context.crypto,
      suite,
      version: dialect.version,
      keys: directionKeys(seen, mainSecret)[from],
      encryptThenMac: macOutside !== undefined,
      random: NO_CHANCE,
    });
    track.sealAll({ name: "main secret", opener: outerRecords(protection) });
  }

  end(): void {}

  #learnMainSecret(): void {
    const found = this.#context.keys.mainSecret(this.#seen());
    if (isClosed(found)) return this.#context.close(found.closed);
    this.#handshake.mainSecret = found;
    this.#context.secrets.set("CLIENT_RANDOM", found);
  }

  #seen(): SeenOlder {
    const { clientHello, serverHello, keys, transcript, ...exchanged } = this.#handshake;
    if (serverHello === undefined) throw new Error("Cannot go on in a handshake without hellos");
    const dialect = this.#dialect;
    const bound = readExtension(serverHello.extensions ?? [], extendedMainSecret, "server_hello");
    return {
      clientHello,
      serverHello,
      dialect,
      suite: this.#suite,
      kit: { crypto: this.#context.crypto, hash: this.#suite.hash },
      randoms: { client: clientHello.random, server: serverHello.random },
      extendedMainSecret: bound !== undefined && dialect.extendedMainSecret !== undefined,
      serverKey: keys.server,
      serverKeyExchange: exchanged.serverKeyExchange,
      clientKeyExchange: exchanged.clientKeyExchange,
      transcript: concat(...transcript),
    };
  }

  #judgeClient(body: Bytes): string {
    const { mainSecret, keys } = this.#handshake;
    const { kit, transcript } = this.#seen();
    // Only SSL 3.0 mixes the main secret in; what is signed is otherwise plain to see.
    const content = this.#dialect.certificateVerifyContent(kit, mainSecret ?? EMPTY, transcript);
    return judgeSigned12(kit.crypto, keys.client, body, content, this.#dialect);
  }

  #judgeFinished(from: Side, body: Bytes): string {
    const { mainSecret } = this.#handshake;
    const read = decode(Finished, body);
    if (mainSecret === undefined || !read.ok) return "no main secret";
    const { kit, transcript } = this.#seen();
    const expected = this.#dialect.verifyData(kit, mainSecret, from, transcript);
    return equalBytes(expected, read.value.verifyData) ? "valid" : "not valid";
  }

  #check(from: Side, message: string, judgement: string): void {
    this.#context.checks.push({ from, message, judgement });
  }
}

/** One handshake of a connection. */
class Handshake12 {
  readonly transcript: Bytes[];
  readonly keys: Record<Side, PublicKey | undefined> = { client: undefined, server: undefined };
  readonly finished = new Set<Side>();
  serverKeyExchange: Bytes | undefined;
  clientKeyExchange: Bytes | undefined;
  mainSecret: Bytes | undefined;

  /** @param serverHello that of the handshake before, until the server answers */
  constructor(readonly clientHello: ClientHello, raw: Bytes, public serverHello?: ServerHello) {
    this.transcript = [raw];
  }
}

/** A suite of TLS 1.2 or older, the engine's own or a legacy one that was given. */
export function olderSuite(value: number, { legacy }: ReadingContext): Suite12 | undefined {
  const known = (suite: Suite12) => suite.value === value;
  return TLS12_SUITES.find(known) ?? legacy?.suites.find(known);
}

/** Whoever only opens records draws nothing. */
const NO_CHANCE = new ScriptedRandom({});
