import { type Bytes, encode } from "../../../bytes/mod.ts";
import { CertificateStatus12 } from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named } from "../../machine.ts";
import { verifyChain, verifyStatus } from "../../verifier.ts";
import type { ClientContext } from "../key_exchange/key_exchange.ts";
import type { Out12, Received12 } from "../out.ts";
import { fitsSuite, signedParams, verifySignature12 } from "../prove.ts";
import type { ClientState12 } from "./state.ts";

/** Who the server claims to be (RFC 5246 §7.4.2). */
export function onCertificate(
  state: Named<ClientState12, "WAIT_CERTIFICATE">,
  { body: { certificateList }, raw }: Received12<"certificate">,
  out: Out12<ClientConfig>,
): ClientState12 | Fault {
  if (certificateList.length === 0) {
    return fault("noServerCertificate", "The server shows no certificate");
  }
  const { serverName, transparency } = out.config;
  const { suite } = state.agreed;
  const verified = verifyChain(
    certificateList,
    {
      role: "server",
      keyUse: suite.keyExchange.keyUse,
      renegotiation: state.renegotiation,
      transparency,
      timestamps: state.timestamps,
      ...(serverName !== undefined && { name: serverName }),
    },
    out,
  );
  if (verified instanceof Fault) return verified;
  if (!fitsSuite(verified.key, suite)) {
    return fault("keyDoesNotFit", `The certificate's key is not for ${suite.name}`);
  }
  // A server that has promised an answer of its own may still send one (RFC 6066 §8).
  const refused = state.status ? undefined : verifyStatus(verified, undefined, out);
  if (refused !== undefined) return refused;
  out.transcript.add(raw);
  const { chain, key, certificates: peerChain, path } = verified;
  return { ...state, name: "WAIT_KEY_EXCHANGE", chain, key, peerChain, path };
}

/** A stapled OCSP response (RFC 6066 §8); may only come if it was promised. */
export function onCertificateStatus(
  state: Named<ClientState12, "WAIT_KEY_EXCHANGE">,
  { body, raw }: Received12<"certificate_status">,
  out: Out12<ClientConfig>,
): ClientState12 | Fault {
  if (!state.status) return fault("unexpectedMessage", "certificate_status was not promised");
  out.emit({ kind: "staple", response: encode(CertificateStatus12, body) });
  const refused = judgeStaple(state, body.response, out);
  if (refused !== undefined) return refused;
  out.transcript.add(raw);
  return { ...state, status: false };
}

/** The stapled answer has come, or it is clear that none will. */
function judgeStaple(
  { path, peerChain }: Named<ClientState12, "WAIT_KEY_EXCHANGE">,
  staple: Bytes | undefined,
  out: Out12<ClientConfig>,
): Fault | undefined {
  return verifyStatus({ path, certificates: peerChain ?? [] }, staple, out);
}

/** The server's half of the key exchange, signed with the certificate's key (RFC 5246 §7.4.3). */
export function onServerKeyExchange(
  state: Named<ClientState12, "WAIT_KEY_EXCHANGE">,
  { body, raw }: Received12<"server_key_exchange">,
  out: Out12<ClientConfig>,
): ClientState12 | Fault {
  const { agreed: { suite: { keyExchange }, randoms, dialect }, key } = state;
  if (keyExchange.serverSends === "nothing") {
    return fault("unexpectedMessage", `server_key_exchange with ${keyExchange.name}`);
  }
  const refused = state.status ? judgeStaple(state, undefined, out) : undefined;
  if (refused !== undefined) return refused;
  const half = keyExchange.client(body, clientContext(state, out));
  if (half instanceof Fault) return half;
  const signed = keyExchange.serverSends === "signed";
  if (!signed && half.rest.length > 0) {
    return fault("undecodable", "More than the parameters in ServerKeyExchange");
  }
  const signature = signed
    ? verifySignature12(
      half.rest,
      signedParams(randoms, half.params),
      {
        key: key!,
        what: "The server signed these parameters with the certificate's key",
        spec: "RFC 5246 §7.4.3",
      },
      dialect,
      out,
    )
    : undefined;
  if (signature instanceof Fault) return signature;
  out.transcript.add(raw);
  return { ...state, name: "WAIT_HELLO_DONE", half, signature };
}

/** The server wants a certificate too (RFC 5246 §7.4.4). */
export function onCertificateRequest(
  state: Named<ClientState12, "WAIT_KEY_EXCHANGE" | "WAIT_HELLO_DONE">,
  { body, raw }: Received12<"certificate_request">,
  out: Out12<ClientConfig>,
): ClientState12 | Fault {
  const ready = withHalf(state, out);
  if (ready instanceof Fault) return ready;
  if (ready.chain === undefined) {
    return fault("unexpectedMessage", "certificate_request from a server without a certificate");
  }
  out.transcript.add(raw);
  return { ...ready, name: "WAIT_HELLO_DONE_ONLY", request: body };
}

/** Where the server has no half of its own, the client can go on without one. */
export function withHalf(
  state: Named<
    ClientState12,
    "WAIT_KEY_EXCHANGE" | "WAIT_HELLO_DONE" | "WAIT_HELLO_DONE_ONLY"
  >,
  out: Out12<ClientConfig>,
): Exclude<ReturnType<typeof asExchanging>, undefined> | Fault {
  if (state.name !== "WAIT_KEY_EXCHANGE") return asExchanging(state);
  const refused = state.status ? judgeStaple(state, undefined, out) : undefined;
  if (refused !== undefined) return refused;
  const half = state.agreed.suite.keyExchange.client(undefined, clientContext(state, out));
  return half instanceof Fault
    ? half
    : asExchanging({ ...state, name: "WAIT_HELLO_DONE", half, signature: undefined });
}

function asExchanging(state: Named<ClientState12, "WAIT_HELLO_DONE" | "WAIT_HELLO_DONE_ONLY">) {
  return state;
}

function clientContext(
  { agreed: { dialect }, offeredVersion, key }: Named<ClientState12, "WAIT_KEY_EXCHANGE">,
  { config, random }: Out12<ClientConfig>,
): ClientContext {
  return {
    crypto: config.crypto,
    random,
    config,
    dialect,
    groups: config.groups,
    offeredVersion,
    peerKey: key,
  };
}
