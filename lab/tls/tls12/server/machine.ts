import type { ServerConfig } from "../../config.ts";
import type { Dialect } from "../dialect.ts";
import type { Table12 } from "../out.ts";
import {
  onCertificate,
  onCertificateVerify,
  onChangeCipherSpec,
  onClientKeyExchange,
  onFinished,
} from "./finish.ts";
import { onClientHello } from "./flight.ts";
import type { ServerState12 } from "./state.ts";

/** The whole server on one screen: which message may come when (RFC 5246 §7.3). */
export const tls12Server = (dialect: Dialect): Table12<ServerState12, ServerConfig> => ({
  START: { client_hello: onClientHello(dialect) },
  WAIT_CERTIFICATE: { certificate: onCertificate },
  WAIT_KEY_EXCHANGE: { client_key_exchange: onClientKeyExchange },
  WAIT_CERTIFICATE_VERIFY: { certificate_verify: onCertificateVerify },
  WAIT_CHANGE_CIPHER_SPEC: { change_cipher_spec: onChangeCipherSpec },
  WAIT_FINISHED: { finished: onFinished },
  CONNECTED: { client_hello: onClientHello(dialect) },
});
