import type { ServerConfig } from "../../config.ts";
import type { Table } from "../../machine.ts";
import { onKeyUpdate } from "../post_handshake.ts";
import {
  onLateCertificate,
  onLateCertificateVerify,
  onLateCompressedCertificate,
  onLateFinished,
} from "./late_authentication.ts";
import {
  onCertificate,
  onCertificateVerify,
  onCompressedCertificate,
  onEndOfEarlyData,
  onFinished,
} from "./authentication.ts";
import { onClientHello } from "./negotiation.ts";
import type { ServerState } from "./state.ts";

/** The whole server on one screen: which message may come when (RFC 9846 §A.2). */
export const TLS13_SERVER: Table<ServerState, ServerConfig> = {
  START: { client_hello: onClientHello },
  WAIT_EOED: { end_of_early_data: onEndOfEarlyData },
  WAIT_CERT: { certificate: onCertificate, compressed_certificate: onCompressedCertificate },
  WAIT_CV: { certificate_verify: onCertificateVerify },
  WAIT_FINISHED: { finished: onFinished },
  CONNECTED: {
    certificate: onLateCertificate,
    compressed_certificate: onLateCompressedCertificate,
    key_update: onKeyUpdate,
  },
  LATE_CV: { certificate_verify: onLateCertificateVerify },
  LATE_FINISHED: { finished: onLateFinished },
};
