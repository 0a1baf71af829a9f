/**
 * Cases of x509-limbo whose answer is not ours, and why we keep to ours. The validator never sees
 * this; it only spares the reader of a report from wondering.
 */
export const LIMBO_REASONS: Readonly<Record<string, string>> = {
  "webpki::ca-as-leaf":
    "An authority in the place of the leaf is refused here, and accepted by its published twin of " +
    "the rfc5280 namespace and by pathlen::validation-ignores-pathlen-in-leaf. The path is valid; " +
    "the handshake refuses such a key, since its keyUsage does not include digitalSignature.",
  "webpki::cn::not-in-san":
    "The Baseline Requirements want the common name to be among the subjectAltName's entries. Seven " +
    "cases to be accepted, and many of BetterTLS, have another one; so only names in a different " +
    "spelling are refused here, and the others where the Forum's own authorities are judged. No " +
    "client compares common names any more (RFC 9525 §2).",
  "webpki::nc::permitted-dns-match-noncritical":
    "RFC 5280 §4.2.1.10 wants nameConstraints to be critical, and the published twin of this case " +
    "demands it; the Baseline Requirements let old software off. We keep to the stricter one.",
  "rfc5280::eku::ee-without-eku":
    "A published conflict: the Baseline Requirements §7.1.2.7.6 want every certificate of the web " +
    "to say what it is for, and this is judged by the profile of the web.",
};
