import { concat, EMPTY, equalBytes } from "../../bytes/mod.ts";
import { CipherSuite, type Extension, readExtension, renegotiationInfo } from "../../wire/mod.ts";
import type { ClientConfig, ServerConfig } from "../config.ts";
import { Fault, fault } from "../fault.ts";
import { valueOf } from "../tls13/extension_rules.ts";
import type { Finisheds, Session12 } from "./session.ts";

/** The handshake before this one, where there was one on the same connection. */
interface Before {
  readonly finisheds: Finisheds;
  readonly session: Session12;
}

/**
 * Checks a server's side of RFC 5746 §3.4, §3.5: its answer repeats the `verify_data` of both sides
 * of the handshake before, so that both know they are renegotiating, and what.
 */
export function bindingFault(
  extensions: readonly Extension[],
  before: Before | undefined,
  { secureRenegotiation, seams }: ClientConfig,
): Fault | undefined {
  if (!secureRenegotiation) return undefined;
  const info = valueOf(readExtension(extensions, renegotiationInfo, "server_hello"));
  if (info instanceof Fault) return info;
  const sent = info?.renegotiatedConnection;
  if (before === undefined) {
    return sent === undefined || sent.length === 0
      ? undefined
      : fault("unboundRenegotiation", "renegotiation_info is not empty in a first handshake");
  }
  const expected = concat(before.finisheds.client, before.finisheds.server);
  const bound = sent !== undefined && equalBytes(sent, expected);
  return seams.acceptRenegotiation(bound)
    ? undefined
    : fault("unboundRenegotiation", "The answer is not bound to the handshake before");
}

/**
 * Checks a client's side of RFC 5746 §3.6, §3.7.
 *
 * @returns whether renegotiations are bound, or why the hello is refused
 */
export function clientBinding(
  hello: {
    readonly cipherSuites: readonly number[];
    readonly extensions?: readonly Extension[] | undefined;
  },
  before: Before | undefined,
  { seams }: ServerConfig,
): boolean | Fault {
  const info = valueOf(readExtension(hello.extensions ?? [], renegotiationInfo, "client_hello"));
  if (info instanceof Fault) return info;
  const sent = info?.renegotiatedConnection;
  const signal = hello.cipherSuites.includes(CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV);
  if (before === undefined) {
    return sent !== undefined && sent.length > 0
      ? fault("unboundRenegotiation", "renegotiation_info is not empty in a first handshake")
      : sent !== undefined || signal;
  }
  const bound = sent !== undefined && !signal && equalBytes(sent, before.finisheds.client);
  if (seams.acceptRenegotiation(bound)) return bound;
  return fault("unboundRenegotiation", "The hello is not bound to the handshake before");
}

/** What a server answers in `renegotiation_info` (RFC 5746 §3.6, §3.7). */
export function serverBinding(before: Before | undefined): Uint8Array {
  return before === undefined ? EMPTY : concat(before.finisheds.client, before.finisheds.server);
}
