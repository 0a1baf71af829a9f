/** Keys from earlier, and data that come early: what neither end may make of them. */
import { EMPTY, encode, utf8 } from "../../bytes/mod.ts";
import {
  CipherSuite,
  type ClientHello,
  ContentType,
  HANDSHAKE_BODIES,
  HandshakeType,
  keyShare,
  makeExtension,
  NamedGroup,
  preSharedKey,
  PskKeyExchangeMode,
  type ServerHello,
} from "../../wire/mod.ts";
import type { Reason } from "../reason.ts";
import type { PairOptions } from "../testing.ts";
import { offeredPsks } from "../tls13/psk.ts";
import { data, flip, minus, type NegativeCase, plus, spoilt, told } from "./edit.ts";
import { again, againWithEarlyData, EXTERNAL } from "./resume.ts";
import { message } from "./stage.ts";

const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);
const AGAIN = again();
const EARLY = againWithEarlyData();

/** With other keys offered, or other binders. */
const offering = (
  change: (offered: NonNullable<ReturnType<typeof offeredPsks>>) => typeof offered,
) =>
(hello: ClientHello): ClientHello => {
  const extensions = hello.extensions!;
  const offered = offeredPsks(extensions)!;
  const changed = makeExtension(preSharedKey, "client_hello", change(offered));
  return { ...hello, extensions: [...extensions.slice(0, -1), changed] };
};

const hello = (
  what: string,
  reason: Reason,
  change: (body: ClientHello) => ClientHello,
  options: PairOptions = AGAIN,
) => spoilt("server", "client_hello", `beside a key: ${what}`, reason, change, options);

export const PSK_OFFER_CASES: readonly NegativeCase[] = [
  hello(
    "a binder with one wrong bit",
    "badBinder",
    offering(({ identities, binders }) => ({
      identities,
      binders: binders.map((binder) => flip(binder)),
    })),
  ),
  hello(
    "a binder that is too short by far",
    "badBinder",
    offering(({ identities }) => ({
      identities,
      binders: [new Uint8Array(33)],
    })),
  ),
  hello("another random, which the binder does not cover", "badBinder", (body) => ({
    ...body,
    random: new Uint8Array(32),
  })),
  hello(
    "another age of the ticket",
    "badBinder",
    offering(({ identities, binders }) => ({
      identities: identities.map(({ identity }) => ({ identity, obfuscatedTicketAge: 1 })),
      binders,
    })),
  ),
  hello("a binder of the wrong kind of key", "badBinder", (body) => body, {
    client: {
      externalPsks: EXTERNAL.client!.externalPsks!.map((psk) => ({ ...psk, secret: EMPTY })),
    },
    server: EXTERNAL.server!,
  }),
  hello(
    "two binders for one key",
    "badBinderCount",
    offering(({ identities, binders }) => ({
      identities,
      binders: [...binders, ...binders],
    })),
  ),
  hello("shares without groups", "missingExtension", minus("supported_groups")),
  hello("groups without shares", "missingExtension", minus("key_share")),
  hello(
    "no way to sign, and a key nobody knows",
    "missingExtension",
    minus("signature_algorithms"),
    { client: EXTERNAL.client! },
  ),
  hello(
    "no groups, and a key nobody knows",
    "missingExtension",
    (body) => minus("supported_groups")(minus("key_share")(body)),
    { client: EXTERNAL.client! },
  ),
  told(
    "server",
    "WAIT_EOED",
    "more early data than the ticket allows",
    "tooMuchEarlyData",
    (stage) => {
      stage.say(ContentType.application_data, new Uint8Array(990));
      stage.say(ContentType.application_data, new Uint8Array(11));
    },
    EARLY,
  ),
  told(
    "server",
    "WAIT_EOED",
    "the client's Finished in one record with the end of early data",
    "handshakeAcrossKeyChange",
    (stage) => stage.tell(Uint8Array.of(...message(HandshakeType.end_of_early_data), 20, 0, 0, 1)),
    EARLY,
  ),
];

const answer = (
  what: string,
  reason: Reason,
  change: (body: ServerHello) => ServerHello,
  options: PairOptions = AGAIN,
) => spoilt("client", "server_hello", `beside a key: ${what}`, reason, change, options);

const select = (index: number) => data("pre_shared_key", () => u16(index));
const x25519 = NamedGroup.x25519;
const both = [PskKeyExchangeMode.psk_ke, PskKeyExchangeMode.psk_dhe_ke];
const withoutDiffieHellman: PairOptions = {
  client: { ...AGAIN.client, pskModes: [PskKeyExchangeMode.psk_ke] },
  server: { ...AGAIN.server, pskModes: both },
};
const share = makeExtension(keyShare, "server_hello", {
  group: x25519,
  keyExchange: new Uint8Array(32).fill(9),
});

export const PSK_ANSWER_CASES: readonly NegativeCase[] = [
  answer("the choice of a key that was not offered", "selectedUnofferedPsk", select(1)),
  answer("the choice of a key of another hash", "selectedUnofferedPsk", (body) => ({
    ...body,
    cipherSuite: CipherSuite.TLS_AES_256_GCM_SHA384,
  })),
  answer("no share, where Diffie-Hellman was offered", "missingExtension", minus("key_share")),
  answer(
    "a share, where only the bare key was offered",
    "selectedUnofferedPsk",
    (body) => ({ ...body, extensions: [...body.extensions!, share] }),
    withoutDiffieHellman,
  ),
  answer(
    "a choice of keys though none was offered",
    "unsolicitedExtension",
    (body) => plus("pre_shared_key", u16(0))(body),
    {},
  ),
  answer("a choice that is no number", "undecodable", data("pre_shared_key", () => EMPTY)),
  told(
    "client",
    "WAIT_FINISHED",
    "a certificate, though the key is proof enough",
    "unexpectedMessage",
    (stage) => stage.tell(message(HandshakeType.certificate)),
    AGAIN,
  ),
  spoilt(
    "client",
    "encrypted_extensions",
    "early data accepted that nobody sent",
    "unsolicitedExtension",
    plus("early_data"),
    AGAIN,
  ),
  spoilt(
    "client",
    "encrypted_extensions",
    "early data accepted with another protocol",
    "badEarlyData",
    (body) => minus("application_layer_protocol_negotiation")(body),
    againWithEarlyData({ client: { alpn: ["h2"] }, server: { alpn: ["h2"] } }),
  ),
  spoilt(
    "client",
    "encrypted_extensions",
    "early data accepted with another suite",
    "badEarlyData",
    plus("early_data"),
    {
      ...EARLY,
      server: { ...EARLY.server, cipherSuites: [CipherSuite.TLS_CHACHA20_POLY1305_SHA256] },
    },
  ),
  spoilt(
    "client",
    "encrypted_extensions",
    "early data accepted without the key",
    "badEarlyData",
    plus("early_data"),
    { ...EARLY, server: {} },
  ),
  told(
    "client",
    "CONNECTED",
    "a ticket for more than a week",
    "badTicketLifetime",
    (stage) =>
      stage.tell(message(
        HandshakeType.new_session_ticket,
        encode(HANDSHAKE_BODIES.new_session_ticket, {
          ticketLifetime: 604_801,
          ticketAgeAdd: 0,
          ticketNonce: EMPTY,
          ticket: utf8("ticket"),
          extensions: [],
        }),
      )),
  ),
];
