import { type Bytes, equalBytes } from "../bytes/mod.ts";
import { extension, parseCertificate } from "../pki/mod.ts";

/** How a server's application finds out who a client is, once TLS has accepted its certificates. */
export interface ClientNaming {
  /**
   * The client's name; `undefined` for nobody who is known.
   *
   * @param shown DER, as the client sent them. Of the first it has proved to hold the key; the
   * others are whatever it chose to send along (RFC 9846 §4.5.1 [8446 §4.4.2])
   */
  nameOf(shown: readonly Bytes[]): string | undefined;
  /** Set where it is a known mistake, for the trace. */
  readonly flaw?: { readonly id: string; readonly title: string };
}

/** The client is whoever its own certificate, the first, is for. */
export const OWN_CERTIFICATE: ClientNaming = { nameOf: ([own]) => own && namesIn(own)[0] };

/** Somebody whom a server knows. */
export interface KnownClient {
  readonly name: string;
  /** Where it is given, only this certificate will do, and no other for that name. */
  readonly certificate?: Bytes;
}

/** Looks the client's own certificate up in a register; a stranger has the name it shows. */
export function registeredByOwn(register: readonly KnownClient[]): ClientNaming {
  return { nameOf: ([own]) => own && (knownAs(register, own) ?? strangerAs(register, own)) };
}

/**
 * Looks for somebody in the register among all certificates that were sent. Those behind the first
 * need not be the client's: anybody may append a copy of anything. CVE-2023-2422.
 */
export function registeredByAny(register: readonly KnownClient[]): ClientNaming {
  return {
    nameOf: (shown) => {
      const [found] = shown.flatMap((one) => knownAs(register, one) ?? []);
      return found ?? (shown[0] && strangerAs(register, shown[0]));
    },
    flaw: {
      id: "client-named-by-any-certificate",
      title: "Takes the client's name from any certificate that was sent",
    },
  };
}

function knownAs(register: readonly KnownClient[], shown: Bytes): string | undefined {
  const names = namesIn(shown);
  return register.find(({ name, certificate }) =>
    certificate === undefined ? names.includes(name) : equalBytes(certificate, shown)
  )?.name;
}

/** The name of somebody who is not in the register, and may have no name that is. */
function strangerAs(register: readonly KnownClient[], shown: Bytes): string | undefined {
  return namesIn(shown).find((name) => register.every((known) => known.name !== name));
}

/** The DNS names of a certificate; none of one that cannot be read. */
function namesIn(der: Bytes): readonly string[] {
  const certificate = parseCertificate(der);
  if (!certificate.ok) return [];
  const names = extension(certificate.value, "subjectAltName")?.value ?? [];
  return names.flatMap((one) => one.type === "dNSName" ? [one.value] : []);
}
