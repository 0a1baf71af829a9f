import { type Certificate, extension } from "../../x509/certificate.ts";
import type { KeyUsageName } from "../../x509/extension_values.ts";
import { called, findings, type Rule } from "../rule.ts";

/**
 * The keys that signed certificates were certified for that, where their certificates say anything
 * about it. What the leaf's key must be good for depends on the handshake: see `allowsUse`.
 */
export const keyUsage: Rule = {
  id: "keyUsage",
  lesson: "A key has the uses that were certified for it, and signing certificates is one of them",
  check(context) {
    const found = findings("keyUsage", "RFC 5280 §4.2.1.3, §6.1.4 (n)", context);
    return context.path.slice(1).flatMap((issuer) => {
      const usage = extension(issuer, "keyUsage")?.value;
      if (usage === undefined) return [];
      const ok = allowsUse(issuer, "keyCertSign");
      const uses = `The key of ${called(issuer)} may be used for ${usage.join(", ") || "nothing"}`;
      return found(ok, ok ? uses : `${uses}, where keyCertSign is needed`, {
        of: issuer,
        extension: "keyUsage",
      });
    });
  },
};

/**
 * The leaf's key may do what servers do with their keys: sign (RFC 9846 §4.5.1.2), or, with RSA in
 * TLS 1.2, decrypt (RFC 5246 §7.4.2). For who judges a chain without a handshake, which would ask.
 */
export const serverKeyUsage: Rule = {
  id: "serverKeyUsage",
  lesson:
    "A server proves with a signature that the key is its own, so its key has to be one for that",
  check(context) {
    const leaf = context.path[0]!;
    const usage = extension(leaf, "keyUsage")?.value;
    if (usage === undefined || context.purpose !== "serverAuth") return [];
    const place = { of: leaf, extension: "keyUsage" } as const;
    const found = findings("serverKeyUsage", "RFC 9846 §4.5.1.2 [8446 §4.4.2.2]", context);
    const may = `The key of ${called(leaf)} may be used for ${usage.join(", ") || "nothing"}`;
    if (allowsUse(leaf, "digitalSignature")) return [found(true, may, place)];
    if (leaf.publicKey?.type === "rsa" && allowsUse(leaf, "keyEncipherment")) {
      const old = findings("serverKeyUsage", "RFC 5246 §7.4.2", context);
      return [old(true, `${may}: enough for the RSA key exchange of TLS 1.2, and no more`, place)];
    }
    return [found(false, `${may}, where digitalSignature is needed`, place)];
  },
};

/**
 * Whether a certificate lets its key be used this way; without the extension, every use is allowed.
 * TLS asks it of the leaf: `digitalSignature` where the peer signs (RFC 9846 §4.5.1),
 * `keyEncipherment` for the RSA key exchange of TLS 1.2 (RFC 5246 §7.4.2).
 */
export function allowsUse(certificate: Certificate, use: KeyUsageName): boolean {
  return extension(certificate, "keyUsage")?.value.includes(use) ?? true;
}
