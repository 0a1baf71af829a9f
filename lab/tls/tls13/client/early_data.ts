import { EMPTY } from "../../../bytes/mod.ts";
import { earlyData, type Extension, makeExtension } from "../../../wire/mod.ts";
import type { ClientConfig } from "../../config.ts";
import { type Fault, fault } from "../../fault.ts";
import type { Out } from "../../machine.ts";
import { suiteOf } from "../../suites.ts";
import { earlySecretOf, type Psk } from "../psk.ts";
import { session as sessionOf } from "../session.ts";
import type { Offer } from "./state.ts";

/** The key that early data of this client go under: that of a ticket which allows them. */
export function earlyPsk(config: ClientConfig, psks: readonly Psk[]): Psk | undefined {
  const first = psks[0];
  const session = first?.session;
  const { earlyData } = config;
  const wanted = earlyData !== undefined && session !== undefined &&
    session.maxEarlyData > 0 && earlyData.length <= session.maxEarlyData &&
    config.cipherSuites.includes(session.cipherSuite) &&
    (session.alpn === undefined || config.alpn.includes(session.alpn));
  return wanted ? first : undefined;
}

/** Announces early data (RFC 9846 §4.3.10 [8446 §4.2.10]). */
export function earlyExtension(psk: Psk | undefined): Extension[] {
  return psk === undefined ? [] : [makeExtension(earlyData, "client_hello", null)];
}

/** Behind the first hello: keys from the ticket alone, and what is to be said under them. */
export function beginEarlyData({ hello, psks, early }: Offer, out: Out<ClientConfig>): void {
  const [psk] = psks;
  if (!early || psk?.session === undefined) return;
  const { crypto, earlyData = EMPTY } = out.config;
  const session = sessionOf(crypto, suiteOf(psk.session.cipherSuite)!, hello.random);
  const secret = earlySecretOf(psk, crypto);
  const helloHash = out.transcript.digestWith(psk.hash, EMPTY);
  const traffic = secret.clientTraffic(helloHash);
  out.secret(session, "CLIENT_EARLY_TRAFFIC_SECRET", traffic);
  out.secret(session, "EARLY_EXPORTER_SECRET", secret.exporter(helloHash));
  out.changeCipherSpec();
  out.writeKeys(session, traffic);
  out.openEarlyData(psk.session.maxEarlyData);
  if (earlyData.length > 0) out.sendEarlyData(earlyData);
}

/**
 * Whether the server may accept early data as it did: only with the very parameters they were sent
 * under (RFC 9846 §4.3.10 [8446 §4.2.10]).
 */
export function acceptanceFault(
  psk: { readonly index: number; readonly psk: Psk } | undefined,
  suite: number,
  alpn: string | undefined,
): Fault | undefined {
  if (psk?.index !== 0) {
    return fault("badEarlyData", "Early data accepted without the first of the offered keys");
  }
  const { session } = psk.psk;
  if (session?.cipherSuite !== suite) {
    return fault("badEarlyData", "Early data accepted with another cipher suite than their own");
  }
  return session.alpn === alpn
    ? undefined
    : fault("badEarlyData", "Early data accepted with another application protocol");
}
