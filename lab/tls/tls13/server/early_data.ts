import type { ServerConfig } from "../../config.ts";
import type { Out } from "../../machine.ts";
import type { PeerCheck } from "../../seams.ts";
import { claimedAge } from "../psk.ts";
import type { ClientOffer } from "./offer.ts";
import type { ChosenPsk } from "./psk.ts";

/**
 * Whether to take the early data that a hello announces (RFC 9846 §4.3.10 [8446 §4.2.10], §8).
 * Without a way to notice copies none are taken. Says in a check event what it decided.
 */
export function admitsEarlyData(
  offer: ClientOffer,
  chosen: ChosenPsk | undefined,
  alpn: string | undefined,
  out: Out<ServerConfig>,
): boolean {
  if (!offer.earlyData) return false;
  const check = judge(offer, chosen, alpn, out);
  const { ok } = check;
  out.emit({ kind: "check", subject: "early data", ok, checks: [check], certificates: [] });
  return ok;
}

function judge(
  offer: ClientOffer,
  chosen: ChosenPsk | undefined,
  alpn: string | undefined,
  { config: { antiReplay }, now }: Out<ServerConfig>,
): PeerCheck {
  const refused = (detail: string): PeerCheck => ({
    rule: "earlyData",
    ok: false,
    detail: sentence(detail),
    spec: "RFC 9846 §4.3.10 [8446 §4.2.10]",
  });
  const session = chosen?.psk.session;
  if (session === undefined || chosen?.index !== 0) return refused("not the first offered key");
  if (session.maxEarlyData === 0) return refused("the ticket allows none");
  if (session.cipherSuite !== chosen.suite.value) return refused("the cipher suite is another");
  if (session.alpn !== alpn) return refused("the application protocol is another");
  if (antiReplay === undefined) return refused("nothing here would notice a copy");
  const { identity, obfuscatedTicketAge, binder } = offer.psks[0]!;
  const claim = {
    ticket: identity,
    binder,
    claimedAge: claimedAge(session, obfuscatedTicketAge),
    age: now() - session.createdAt,
    now: now(),
  };
  const why = antiReplay.refuses(claim);
  return {
    rule: "antiReplay",
    ok: why === undefined,
    detail: why === undefined
      ? `Taken; protection against copies: ${antiReplay.name}`
      : sentence(why),
    spec: "RFC 9846 §8",
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
