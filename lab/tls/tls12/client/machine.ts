import type { ClientConfig } from "../../config.ts";
import type { Dialect } from "../dialect.ts";
import type { Table12 } from "../out.ts";
import {
  onCertificate,
  onCertificateRequest,
  onCertificateStatus,
  onServerKeyExchange,
} from "./authentication.ts";
import { onChangeCipherSpec, onFinished, onNewSessionTicket, onServerHelloDone } from "./finish.ts";
import { onServerHello } from "./negotiation.ts";
import { onHelloRequest, passOver } from "./renegotiation.ts";
import type { ClientState12 } from "./state.ts";

/** The whole client on one screen: which message may come when (RFC 5246 §7.3). */
export const tls12Client = (dialect: Dialect): Table12<ClientState12, ClientConfig> => ({
  WAIT_SERVER_HELLO: { server_hello: onServerHello(dialect), hello_request: passOver },
  WAIT_CERTIFICATE: { certificate: onCertificate },
  WAIT_KEY_EXCHANGE: {
    certificate_status: onCertificateStatus,
    server_key_exchange: onServerKeyExchange,
    certificate_request: onCertificateRequest,
    server_hello_done: onServerHelloDone,
  },
  WAIT_HELLO_DONE: {
    certificate_request: onCertificateRequest,
    server_hello_done: onServerHelloDone,
  },
  WAIT_HELLO_DONE_ONLY: { server_hello_done: onServerHelloDone },
  WAIT_TICKET: { new_session_ticket: onNewSessionTicket },
  WAIT_CHANGE_CIPHER_SPEC: { change_cipher_spec: onChangeCipherSpec },
  WAIT_FINISHED: { finished: onFinished },
  CONNECTED: { hello_request: onHelloRequest },
});
