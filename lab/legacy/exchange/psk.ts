import { type Bytes, concat, encode, equalBytes, fromUtf8 } from "../../bytes/mod.ts";
import {
  DHE,
  dheWith,
  ECDHE,
  type ExchangeContext,
  type ExternalPsk,
  type Fault,
  fault,
  type KeyExchange12,
  splitParams,
} from "../../tls/mod.ts";
import { PskClientKeyExchange, PskServerKeyExchange } from "../../wire/mod.ts";

/**
 * Keys that both sides have from elsewhere (RFC 4279 §2). Without Diffie-Hellman beside it, a guess
 * at a weak key can be tried out on a recording.
 *
 * @param hint what the server says about which key it wants; nothing is sent where it is empty
 */
export function pskWith(hint: Bytes = new Uint8Array(0)): KeyExchange12 {
  return {
    name: "PSK",
    forwardSecret: false,
    serverSends: "maybe",
    keyUse: "nothing",
    server({ config }) {
      return {
        group: "PSK",
        ...(hint.length > 0 && { params: encode(PskServerKeyExchange, { pskIdentityHint: hint }) }),
        accept(body) {
          const psk = namedPsk(body, config);
          if ("reason" in psk) return psk;
          if (psk.rest.length > 0) return fault("undecodable", "More than the name of a key");
          return premaster(new Uint8Array(psk.secret.length), psk.secret);
        },
      };
    },
    client(body, { config }) {
      const hinted = body === undefined ? undefined : splitParams(PskServerKeyExchange, body);
      if (hinted !== undefined && "reason" in hinted) return hinted;
      const psk = chosenPsk(hinted?.value.pskIdentityHint, config);
      if ("reason" in psk) return psk;
      const { identity, secret } = psk;
      return {
        group: "PSK",
        params: hinted?.params ?? new Uint8Array(0),
        rest: hinted?.rest ?? new Uint8Array(0),
        answer: () => ({
          body: encode(PskClientKeyExchange, { pskIdentity: identity }),
          premaster: premaster(new Uint8Array(secret.length), secret),
        }),
      };
    },
  };
}

/** PSK without a hint. */
export const PSK: KeyExchange12 = pskWith();

/** Diffie-Hellman of one kind or another, and a key from elsewhere that says who it is with. */
function withPsk(agreement: KeyExchange12, name: string): KeyExchange12 {
  const noHint = encode(PskServerKeyExchange, { pskIdentityHint: new Uint8Array(0) });
  return {
    name,
    forwardSecret: agreement.forwardSecret,
    serverSends: "unsigned",
    keyUse: "nothing",
    server(context) {
      const half = agreement.server(context);
      if ("reason" in half) return half;
      return {
        group: `${half.group} with PSK`,
        params: concat(noHint, half.params!),
        accept(body) {
          const psk = namedPsk(body, context.config);
          if ("reason" in psk) return psk;
          const other = half.accept(psk.rest);
          return "reason" in other ? other : premaster(other, psk.secret);
        },
      };
    },
    client(body, context) {
      const hinted = splitParams(PskServerKeyExchange, body);
      if ("reason" in hinted) return hinted;
      const psk = chosenPsk(hinted.value.pskIdentityHint, context.config);
      if ("reason" in psk) return psk;
      const half = agreement.client(hinted.rest, context);
      if ("reason" in half) return half;
      return {
        group: `${half.group} with PSK`,
        params: concat(hinted.params, half.params),
        rest: half.rest,
        answer() {
          const answer = half.answer();
          if ("reason" in answer) return answer;
          const identity = encode(PskClientKeyExchange, { pskIdentity: psk.identity });
          return {
            body: concat(identity, answer.body),
            premaster: premaster(answer.premaster, psk.secret),
          };
        },
      };
    },
  };
}

/** DHE_PSK in a group of one's choice. @param group as in `dheWith` */
export function dhePskWith(...group: Parameters<typeof dheWith>): KeyExchange12 {
  return withPsk(dheWith(...group), "DHE_PSK");
}

/** DHE_PSK (RFC 4279 §3) in the group of RFC 7919 §A.1. */
export const DHE_PSK: KeyExchange12 = withPsk(DHE, "DHE_PSK");

/** ECDHE_PSK (RFC 5489 §2). */
export const ECDHE_PSK: KeyExchange12 = withPsk(ECDHE, "ECDHE_PSK");

/** `other_secret` and the key, each behind its length (RFC 4279 §2). */
function premaster(other: Bytes, psk: Bytes): Bytes {
  return concat(length(other), other, length(psk), psk);
}

function length({ length }: Bytes): Bytes {
  return Uint8Array.of(length >> 8, length & 0xff);
}

/** The key a client names at the beginning of its message. */
function namedPsk(
  body: Bytes,
  { externalPsks }: ExchangeContext["config"],
): { readonly secret: Bytes; readonly rest: Bytes } | Fault {
  const named = splitParams(PskClientKeyExchange, body);
  if ("reason" in named) return named;
  const { value: { pskIdentity }, rest } = named;
  const psk = externalPsks.find(({ identity }) => equalBytes(identity, pskIdentity));
  return psk === undefined
    ? fault("unknownPsk", `No key is known as ${JSON.stringify(fromUtf8(pskIdentity))}`)
    : { secret: psk.secret, rest };
}

/** The client's choice: what the hint names, or else the first it has. */
function chosenPsk(
  hint: Bytes | undefined,
  { externalPsks }: ExchangeContext["config"],
): ExternalPsk | Fault {
  const hinted = ({ identity }: ExternalPsk) => hint !== undefined && equalBytes(identity, hint);
  return externalPsks.find(hinted) ?? externalPsks[0] ??
    fault("unknownPsk", "There is no key from elsewhere to use");
}
