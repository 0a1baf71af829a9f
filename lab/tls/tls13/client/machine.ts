import type { ClientConfig } from "../../config.ts";
import type { Table } from "../../machine.ts";
import { onKeyUpdate } from "../post_handshake.ts";
import {
  onCertificate,
  onCertificateVerify,
  onCompressedCertificate,
  onFinished,
} from "./authentication.ts";
import { onLateCertificateRequest } from "./late_authentication.ts";
import { onServerHello } from "./negotiation.ts";
import { onCertificateRequest, onEncryptedExtensions } from "./parameters.ts";
import type { ClientState } from "./state.ts";
import { onNewSessionTicket } from "./tickets.ts";

/** The whole client on one screen: which message may come when (RFC 9846 §A.1). */
export const TLS13_CLIENT: Table<ClientState, ClientConfig> = {
  START: {},
  WAIT_SH: { server_hello: onServerHello },
  WAIT_EE: { encrypted_extensions: onEncryptedExtensions },
  WAIT_CERT_CR: {
    certificate: onCertificate,
    compressed_certificate: onCompressedCertificate,
    certificate_request: onCertificateRequest,
  },
  WAIT_CERT: { certificate: onCertificate, compressed_certificate: onCompressedCertificate },
  WAIT_CV: { certificate_verify: onCertificateVerify },
  WAIT_FINISHED: { finished: onFinished },
  CONNECTED: {
    new_session_ticket: onNewSessionTicket,
    certificate_request: onLateCertificateRequest,
    key_update: onKeyUpdate,
  },
};
