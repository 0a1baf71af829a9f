/** Whole handshakes of every kind, ready to be played thousands of times. */
import type { Bytes } from "../../bytes/mod.ts";
import { rsaFixture } from "../../crypto/mod.ts";
import { nativeProvider } from "../../crypto/native.ts";
import { CipherSuite, NamedGroup } from "../../wire/mod.ts";
import { HONEST_SEAMS } from "../seams.ts";
import { Pair, type PairOptions } from "../testing.ts";
import { again } from "./resume.ts";
import { again12, RESUMPTIONS, tls12 } from "./resume12.ts";

const crypto = nativeProvider();
/** Judging chains has tests of its own; here it would only take time. */
const seams = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };

const TRANSPORT = { cipherSuites: [CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256] };
const CBC = {
  cipherSuites: [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256],
  encryptThenMac: false,
};

const WAYS: Readonly<Record<string, PairOptions>> = {
  "TLS 1.2 with RSA key transport": tls12({
    client: TRANSPORT,
    server: TRANSPORT,
    leaf: { key: rsaFixture("rsa-2048-a") },
  }),
  "TLS 1.2 with ECDHE": tls12(),
  "TLS 1.2 with ECDHE and CBC": tls12({ client: CBC, server: CBC }),
  "TLS 1.2 resumed by ticket": again12(RESUMPTIONS["a ticket"]!()),
  "TLS 1.2 resumed by id": again12(RESUMPTIONS["an id"]!()),
  "TLS 1.3": {},
  "TLS 1.3 with a ticket": again(),
  "TLS 1.3 with HelloRetryRequest": { server: { groups: [NamedGroup.secp256r1] } },
};

/** By name; the server's certificate is made once. */
export const WHOLE_HANDSHAKES: Readonly<Record<string, PairOptions>> = Object.fromEntries(
  Object.entries(WAYS).map(([name, { leaf, ...way }]) => {
    const { identity } = new Pair({ ...way, crypto, ...(leaf !== undefined && { leaf }) });
    const server = { ...way.server, seams, chooseIdentity: () => identity };
    return [name, { ...way, crypto, client: { ...way.client, seams }, server }];
  }),
);

/** What goes in one direction before anything comes back. */
export interface Flight {
  readonly from: "client" | "server";
  readonly bytes: Bytes;
}

/** The flights of a handshake that nobody disturbs. */
export function flightsOf(options: PairOptions): readonly Flight[] {
  const flights: Flight[] = [];
  meet(options, (flight) => {
    flights.push(flight);
    return flight.bytes;
  });
  return flights;
}

/** More rounds than any handshake has; whoever needs more goes in circles. */
const ROUNDS = 20;

/**
 * Plays a handshake with somebody on the path.
 *
 * @param pass what arrives of the `turn`th flight, from 0
 * @throws {Error} if the two never come to rest
 */
export function meet(options: PairOptions, pass: (flight: Flight, turn: number) => Bytes): Pair {
  const pair = new Pair(options);
  const { client, server, clientEvents, serverEvents } = pair;
  clientEvents.push(...client.start());
  let turn = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const said = [client.outgoing(), server.outgoing()] as const;
    if (said.every(({ length }) => length === 0)) return pair;
    if (said[0].length > 0) {
      serverEvents.push(...server.receive(pass({ from: "client", bytes: said[0] }, turn++)));
    }
    if (said[1].length > 0) {
      clientEvents.push(...client.receive(pass({ from: "server", bytes: said[1] }, turn++)));
    }
  }
  throw new Error("Cannot come to an end: the two still talk after twenty rounds");
}
