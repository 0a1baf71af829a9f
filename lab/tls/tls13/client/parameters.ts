import { equalBytes, fromUtf8, utf8 } from "../../../bytes/mod.ts";
import {
  applicationLayerProtocolNegotiation,
  type CertificateRequest,
  earlyData,
  MAX_PLAINTEXT,
  maxFragmentLength,
  readExtension,
  recordSizeLimit,
  serverName,
  signatureAlgorithms,
} from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { Fault, fault } from "../../fault.ts";
import type { Named, Out } from "../../machine.ts";
import type { Received } from "../../record/joiner.ts";
import { extensionFault, valueOf } from "../extension_rules.ts";
import { acceptanceFault } from "./early_data.ts";
import { offeredExtensions } from "./negotiation.ts";
import type { ClientState } from "./state.ts";

/** The first protected message: answers that do not concern keys (RFC 9846 §4.4.1 [8446 §4.3.1]). */
export function onEncryptedExtensions(
  state: Named<ClientState, "WAIT_EE">,
  { body: { extensions }, raw }: Received<"encrypted_extensions">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  const wrong = extensionFault(extensions, "encrypted_extensions", offeredExtensions(state.offer));
  if (wrong !== undefined) return wrong;

  const protocols = valueOf(
    readExtension(extensions, applicationLayerProtocolNegotiation, "encrypted_extensions"),
  );
  if (protocols instanceof Fault) return protocols;
  const chosen = protocols?.[0];
  const offered = chosen === undefined ||
    protocols?.length === 1 && out.config.alpn.some((ours) => equalBytes(utf8(ours), chosen));
  if (!offered) {
    return fault("selectedUnofferedProtocol", "Answers with protocols that were not offered");
  }

  const named = valueOf(readExtension(extensions, serverName, "encrypted_extensions"));
  if (named instanceof Fault) return named;

  const limit = valueOf(readExtension(extensions, recordSizeLimit, "encrypted_extensions"));
  if (limit instanceof Fault) return limit;
  if (limit !== undefined) {
    if (limit < 64 || limit > MAX_PLAINTEXT + 1) {
      return fault("badRecordSizeLimit", `A record size limit of ${limit}`);
    }
    if (extensions.some(({ type }) => type === maxFragmentLength.type)) {
      return fault("badRecordSizeLimit", "record_size_limit and max_fragment_length at once");
    }
    out.limitRecords(limit);
  }

  const alpn = chosen && fromUtf8(chosen);
  const early = valueOf(readExtension(extensions, earlyData, "encrypted_extensions"));
  if (early instanceof Fault) return early;
  const accepted = early !== undefined;
  if (accepted) {
    const wrong = acceptanceFault(state.psk, state.session.suite.value, alpn);
    if (wrong !== undefined) return wrong;
  }
  if (out.earlyDataOpen) {
    out.earlyDataAnswered(accepted);
    if (!accepted) out.writeKeys(state.session, state.clientSecret);
  }
  out.transcript.add(raw);
  const next = { ...state, alpn };
  return state.psk === undefined
    ? { ...next, name: "WAIT_CERT_CR" }
    : { ...next, name: "WAIT_FINISHED", request: undefined, server: state.psk, early: accepted };
}

/** Of a CertificateRequest: which ways to sign would do, and nothing that does not belong. */
export function requestFault({ extensions }: CertificateRequest): Fault | undefined {
  const wrong = extensionFault(extensions, "certificate_request");
  if (wrong !== undefined) return wrong;
  const schemes = valueOf(readExtension(extensions, signatureAlgorithms, "certificate_request"));
  if (schemes instanceof Fault) return schemes;
  return schemes === undefined
    ? fault("missingExtension", "CertificateRequest carries no signature_algorithms")
    : undefined;
}

/** The server wants a certificate too (RFC 9846 §4.4.2 [8446 §4.3.2]). */
export function onCertificateRequest(
  state: Named<ClientState, "WAIT_CERT_CR">,
  { body, raw }: Received<"certificate_request">,
  out: Out<ClientConfig>,
): ClientState | Fault {
  if (body.certificateRequestContext.length > 0) {
    return fault("badCertificateContext", "CertificateRequest has a context during the handshake");
  }
  const wrong = requestFault(body);
  if (wrong !== undefined) return wrong;
  out.transcript.add(raw);
  return { ...state, name: "WAIT_CERT", request: body };
}
