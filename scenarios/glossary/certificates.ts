import type { Term } from "./term.ts";

/** How one finds out whose key it is. */
export const CERTIFICATE_TERMS: readonly Term[] = [
  {
    term: "certificate",
    also: ["X.509"],
    text:
      "A statement that a public key belongs to a name, signed by an authority. It says nothing " +
      "about whether its owner is honest.",
    seeAlso: ["authority", "chain", "SAN", "CertificateVerify"],
    spec: "RFC 5280 §4.1",
    scenarios: ["mitm", "mitm-wrong-name", "mitm-self-signed"],
  },
  {
    term: "public key",
    also: ["private key", "key pair"],
    text:
      "The half of a key pair that everybody may have: it verifies signatures that only the other " +
      "half, the private key, can make. The private key signs; it does not encrypt.",
    seeAlso: ["signature", "certificate"],
  },
  {
    term: "signature",
    also: ["ECDSA", "EdDSA", "RSA", "RSASSA-PSS"],
    text:
      "Proof that the holder of a private key has agreed to exactly these bytes. Everybody can " +
      "verify it, and nobody else can make it.",
    seeAlso: ["public key", "CertificateVerify", "certificate"],
    spec: "RFC 9846 §4.3.3 [8446 §4.2.3]",
  },
  {
    term: "authority",
    also: ["CA", "certification authority", "certificate authority"],
    text:
      "Somebody who signs certificates, having checked, more or less, that the name belongs to " +
      "whoever asks. Clients choose which ones they trust.",
    seeAlso: ["certificate", "root", "intermediate"],
    spec: "RFC 5280 §3",
    scenarios: ["mitm", "mitm-wrong-name"],
  },
  {
    term: "domain validation",
    also: ["DV", "domain-validated certificate"],
    text:
      "How most certificates are issued: whoever can put a text of the authority's choice where a " +
      "name leads counts as its owner. What the authority sees depends on where it looks from.",
    seeAlso: ["ACME", "vantage point", "authority"],
    spec: "RFC 8555 §8",
    scenarios: ["dv-hijack"],
  },
  {
    term: "ACME",
    also: ["Automatic Certificate Management Environment"],
    text:
      "The language in which machines order certificates: an account with a key of its own, an " +
      "order, a challenge for each name, and the certificate.",
    seeAlso: ["domain validation", "CAA"],
    spec: "RFC 8555",
    scenarios: ["dv-hijack"],
  },
  {
    term: "CAA",
    also: ["Certification Authority Authorization"],
    text:
      "A record beside a name that says which authority may issue for it, and, if it is wished, to " +
      "which account alone. Authorities read it before they issue; clients never do.",
    seeAlso: ["DNS", "authority", "ACME"],
    spec: "RFC 8659, RFC 8657",
    scenarios: ["dv-hijack"],
  },
  {
    term: "vantage point",
    also: ["perspective", "multiple vantage points"],
    text:
      "A place from which an authority looks at a name. Whoever sits on the way from one is seldom " +
      "on the way from others, far from it; only close to the name itself do all ways meet.",
    seeAlso: ["domain validation", "on-path attacker"],
    spec: "RFC 8555 §10.2",
    scenarios: ["dv-hijack"],
  },
  {
    term: "chain",
    also: ["certification path", "certificate chain"],
    text:
      "Certificates each of which vouches for the next, from a root to the server's. One missing " +
      "or broken link, and it proves nothing.",
    seeAlso: ["root", "intermediate", "leaf", "path validation"],
    spec: "RFC 5280 §6.1",
    scenarios: ["mitm", "mitm-wrong-name", "mitm-self-signed"],
  },
  {
    term: "path validation",
    also: ["chain validation", "validation"],
    text:
      "The check of a chain: signatures, dates, who may issue for whom, up to a trust anchor. " +
      "Comparing the name comes on top; neither is a substitute for the other.",
    seeAlso: ["chain", "trust anchor", "basicConstraints", "SAN"],
    spec: "RFC 5280 §6, RFC 9525 §6",
    scenarios: ["certificate-zoo", "mitm-wrong-name", "mitm-self-signed"],
  },
  {
    term: "root",
    also: ["root certificate"],
    text:
      "An authority's own certificate, signed by itself, at the top of a chain. What makes it " +
      "count is not that signature: somebody chose to keep it in the store.",
    seeAlso: ["trust anchor", "chain", "self-signed"],
    spec: "RFC 5280 §6.1",
    scenarios: ["mitm", "mitm-self-signed"],
  },
  {
    term: "intermediate",
    also: ["intermediate certificate"],
    text:
      "An authority between root and leaf. Servers have to send its certificate along, because " +
      "clients keep little more than roots.",
    seeAlso: ["chain", "root", "leaf"],
    spec: "RFC 9846 §4.5.1 [8446 §4.4.2]",
    scenarios: ["missing-intermediate"],
  },
  {
    term: "leaf",
    also: ["end-entity certificate", "server certificate"],
    text: "The certificate at the lower end of a chain: the server's own, whose key makes the " +
      "CertificateVerify.",
    seeAlso: ["chain", "intermediate"],
    spec: "RFC 5280 §3",
  },
  {
    term: "trust anchor",
    also: ["anchor", "trust store"],
    text:
      "Where trust begins: a name and a key that a client believes without further proof, mostly " +
      "a root in its store.",
    seeAlso: ["root", "path validation"],
    spec: "RFC 5280 §6.1.1",
    scenarios: ["local-root", "untrusted-issuer", "mitm", "mitm-self-signed"],
  },
  {
    term: "self-signed",
    also: [],
    text:
      "Signed with the very key that it names. The signature is genuine and proves only that the " +
      "maker has the key; anybody can make such a certificate, for any name.",
    seeAlso: ["root", "certificate", "trust anchor"],
    spec: "RFC 5280 §3.2",
    scenarios: ["self-signed", "mitm-self-signed"],
  },
  {
    term: "SAN",
    also: ["subjectAltName", "subject alternative name"],
    text:
      "The field of a certificate that holds the names it is for. This is where a client looks, " +
      "and nowhere else.",
    seeAlso: ["certificate", "CN", "DNS"],
    spec: "RFC 5280 §4.2.1.6, RFC 9525 §6.3",
    scenarios: ["mitm-wrong-name"],
  },
  {
    term: "wildcard",
    also: ["star", "wildcard certificate"],
    text:
      "A star in place of the first label of a name in a certificate: it stands for any one label. " +
      "Where the rest is short, that is very many sites.",
    seeAlso: ["SAN", "certificate"],
    spec: "RFC 9525 §6.3, RFC 6125 §7.2",
    scenarios: ["null-prefix"],
  },
  {
    term: "NUL",
    also: ["zero byte", "null byte"],
    text:
      "The byte 00. In the language C it ends a text; in certificates a text says how long it is, and " +
      "this byte is one like any other. Who mixes the two reads half a name.",
    seeAlso: ["SAN", "DER"],
    spec: "X.690 §10",
    scenarios: ["null-prefix"],
  },
  {
    term: "base point",
    also: ["generator", "curve parameters"],
    text:
      "The point of an elliptic curve that all keys are multiples of: how often it is added to itself " +
      "is the private key, and where that ends is the public one. It belongs to the curve.",
    seeAlso: ["public key", "signature"],
    spec: "RFC 5480 §2.1.1, FIPS 186-5",
    scenarios: ["curve-spoof"],
  },
  {
    term: "CN",
    also: ["common name"],
    text:
      "A name in the subject of a certificate, for people to read. Long ago clients compared it; " +
      "today only the SAN counts.",
    seeAlso: ["SAN", "certificate"],
    spec: "RFC 9525 §2",
    scenarios: ["wrong-host"],
  },
  {
    term: "issuer",
    also: [],
    text:
      "Who signed a certificate, as the certificate says itself. Whether it is true shows only " +
      "when that one's key verifies the signature.",
    seeAlso: ["authority", "chain"],
    spec: "RFC 5280 §4.1.2.4",
    scenarios: ["mitm", "mitm-self-signed"],
  },
  {
    term: "serial number",
    also: ["serial"],
    text:
      "A number that an authority gives each of its certificates once. Issuer and number together " +
      "name a certificate.",
    seeAlso: ["certificate", "issuer", "revocation"],
    spec: "RFC 5280 §4.1.2.2",
    scenarios: ["mitm", "mitm-self-signed"],
  },
  {
    term: "basicConstraints",
    also: ["basic constraints"],
    text:
      "The field that says whether the owner of a certificate may issue others. A client that does " +
      "not look at it lets every server play authority.",
    seeAlso: ["authority", "path validation", "path length"],
    spec: "RFC 5280 §4.2.1.9",
    scenarios: ["leaf-as-ca", "path-length"],
  },
  {
    term: "path length",
    also: ["pathLenConstraint"],
    text:
      "How many authorities may stand between an authority and a leaf; it is written beside the mark " +
      "that makes somebody an authority. 0 allows leaves and nothing else.",
    seeAlso: ["basicConstraints", "chain"],
    spec: "RFC 5280 §4.2.1.9",
    scenarios: ["path-length"],
  },
  {
    term: "name constraints",
    also: ["nameConstraints", "permittedSubtrees", "excludedSubtrees"],
    text:
      "What an authority's certificate says about the names below it: inside these domains and " +
      "nowhere else. Each speaks of one kind of name only, and not of the common name.",
    seeAlso: ["authority", "intermediate", "SAN", "CN"],
    spec: "RFC 5280 §4.2.1.10",
    scenarios: ["name-constraints"],
  },
  {
    term: "keyUsage",
    also: ["key usage", "keyCertSign"],
    text:
      "The field of a certificate that says how its key may be used: for signatures in handshakes, for " +
      "instance, or for signatures under certificates.",
    seeAlso: ["certificate", "extendedKeyUsage", "basicConstraints"],
    spec: "RFC 5280 §4.2.1.3",
    scenarios: ["leaf-as-ca"],
  },
  {
    term: "extendedKeyUsage",
    also: ["EKU", "extended key usage"],
    text:
      "The field of a certificate that says what it is for: for servers, for clients, for signing " +
      "programs. Where it is missing, a certificate is for everything.",
    seeAlso: ["certificate", "keyUsage"],
    spec: "RFC 5280 §4.2.1.12",
    scenarios: ["wrong-purpose"],
  },
  {
    term: "validity period",
    also: ["notBefore", "notAfter", "expiry"],
    text:
      "The time for which a certificate holds, with a first and a last moment. Behind it nobody vouches " +
      "for the key any more, and nobody has to say whether it was stolen.",
    seeAlso: ["certificate", "revocation", "path validation"],
    spec: "RFC 5280 §4.1.2.5",
    scenarios: ["stolen-key", "expired", "not-yet-valid"],
  },
  {
    term: "revocation",
    also: ["to revoke", "revoked"],
    text:
      "Taking a certificate back before its time, because its key was stolen, for instance. Clients " +
      "learn of it from lists (CRL) or by asking (OCSP), or they do not learn of it.",
    seeAlso: ["certificate", "serial number", "OCSP", "CRL"],
    spec: "RFC 5280 §5, RFC 6960",
    scenarios: ["stolen-key", "certificate-zoo", "revoked"],
  },
  {
    term: "short-lived certificate",
    also: ["short-term certificate"],
    text:
      "A certificate for some days only, renewed by machine before it ends. Once its key is stolen, " +
      "nobody has to be told: it soon ends by itself.",
    seeAlso: ["validity period", "revocation"],
    spec: "RFC 8739 §1",
    scenarios: ["stolen-key"],
  },
  {
    term: "CRL",
    also: ["certificate revocation list", "revocation list", "distribution point"],
    text:
      "A list, signed by an authority, of certificates that it has taken back. It says when it was made " +
      "and when the next one comes; certificates say where it is found.",
    seeAlso: ["revocation", "OCSP", "serial number"],
    spec: "RFC 5280 §5",
    scenarios: ["stolen-key", "revoked"],
  },
  {
    term: "OCSP",
    also: ["responder", "Online Certificate Status Protocol"],
    text:
      "Asking whether one certificate still holds. The answer is signed and says until when it is good, " +
      "so it can be kept, and shown to others.",
    seeAlso: ["revocation", "stapling", "soft-fail"],
    spec: "RFC 6960",
    scenarios: ["revoked"],
  },
  {
    term: "stapling",
    also: ["OCSP stapling", "staple", "must-staple"],
    text:
      "The server fetches the answer about its own certificate and sends it along in the handshake. A " +
      "certificate can promise that, so that a missing answer is noticed.",
    seeAlso: ["OCSP", "revocation", "handshake"],
    spec: "RFC 6066 §8, RFC 7633",
    scenarios: ["revoked"],
  },
  {
    term: "soft-fail",
    also: ["hard-fail"],
    text:
      "Going on when nobody answers whether a certificate was revoked. Hard-fail refuses then, " +
      "and with it works only while the responder does.",
    seeAlso: ["revocation", "OCSP", "stapling"],
    scenarios: ["revoked"],
  },
  {
    term: "pinning",
    also: ["pin", "key pinning"],
    text:
      "Accepting only a key that one knows already, whoever signed for it. Strong, and brittle: " +
      "when the key has to change, everybody is locked out.",
    seeAlso: ["public key", "authority"],
    spec: "RFC 7469 §2.6",
    scenarios: ["local-root", "self-signed", "certificate-zoo", "mitm"],
  },
  {
    term: "unknown_ca",
    also: [],
    text: "The alert of a side that found no way from the certificate to a root it trusts.",
    seeAlso: ["alert", "trust anchor", "chain"],
    spec: "RFC 9846 §6.2",
    scenarios: ["untrusted-issuer", "missing-intermediate", "mitm", "mitm-self-signed"],
  },
  {
    term: "DER",
    also: ["ASN.1"],
    text:
      "The spelling of certificates in bytes: kind, length, content, one inside the other. For " +
      "each value there is only one, so that a signature over it makes sense.",
    seeAlso: ["certificate"],
    spec: "X.690 §10",
  },
  {
    term: "cross-certificate",
    also: ["cross-sign", "cross-signed certificate"],
    text:
      "A second certificate for an authority's name and key, issued by another authority. It lets " +
      "clients that know only the other one find a way, too.",
    seeAlso: ["authority", "root", "chain"],
    spec: "RFC 5280 §3.2",
    scenarios: ["chain-outage"],
  },
  {
    term: "PKCS #1",
    also: ["PKCS", "PKCS #1 v1.5", "RSASSA-PKCS1-v1_5"],
    text:
      "The older way to put a hash into a block as long as the key, so that RSA can sign it: padding " +
      "in front, the hash at the very end. A verifier has to compare all of it.",
    seeAlso: ["signature", "padding", "hash"],
    spec: "RFC 8017 §9.2",
    scenarios: ["rsa-e3-forgery"],
  },
  {
    term: "collision",
    also: ["hash collision", "birthday"],
    text:
      "Two texts with the same hash. Of n bits, about 2 to the power of n/2 tries find one, and fewer " +
      "if the hash is weak, as MD5 and SHA-1 are.",
    seeAlso: ["hash", "signature"],
    scenarios: ["weak-signature"],
  },
];
