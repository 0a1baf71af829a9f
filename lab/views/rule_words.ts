/** What each rule of path validation demands, in one sentence that needs no specification. */
const EXPECTATIONS: Readonly<Record<string, string>> = {
  format: "The certificate is well-formed DER, with nothing missing and nothing behind it",
  anchor: "The chain leads, one issuer after the other, to a root that is trusted beforehand",
  signature: "Each certificate is signed with the key of the one above it",
  issuerName: "Each certificate names as its issuer what the one above it calls itself",
  validity: "The moment lies between notBefore and notAfter of every certificate, both included",
  basicConstraints: "Whoever issued a certificate is marked as an authority in its own",
  pathLength: "No more authorities follow below another than it allows",
  keyUsage: "A key that signed certificates was certified for signing certificates",
  serverKeyUsage: "The server's key was certified for what servers do with it: for signing",
  extendedKeyUsage: "Every certificate that says what it is for names this purpose",
  nameConstraints: "All names lie where the authorities above permit them",
  chainDepth: "No more authorities stand between leaf and root than were allowed",
  policies: "Where a policy is demanded, one holds for every certificate down to the leaf",
  revocationLists: "No issuer has taken a certificate back, by a list that can be relied on",
  ocspFormat: "The responder's answer is well-formed, and an answer",
  ocspCertificate: "The answer is about this certificate and no other",
  ocspSignature: "The issuer has signed the answer, or whom it has put in charge",
  ocspTime: "The answer is neither of the future nor out of date",
  ocspNonce: "The answer holds the random bytes of the question, so it is no old one",
  ocspStatus: "The issuer has not taken the certificate back",
  mustStaple: "A server whose certificate promises a stapled answer sends one",
  revocationAnswer:
    "It is known whether the certificate was taken back, if the client insists on it",
  criticalExtensions: "Every extension that is marked critical is understood",
  signatureAlgorithm: "Signatures are made with algorithms that still hold",
  keyStrength: "Keys are of a kind that can be used, and too large to be broken",
  profile: "Certificates keep to the profile of the Internet",
  webRoot: "The root names only its own key as its signer, and no purposes",
  webSubscriber: "The certificate has the version, the purposes and the marks of a web server's",
  webKeys: "Keys are of the kinds and sizes that the web has agreed on",
  webNames: "DNS names are names of hosts, and no wildcard covers a whole top-level domain",
  webCommonName: "A common name is one of the subjectAltName, and spelt as it is there",
  webLifetime: "The certificate holds for no longer than was allowed on the day it was issued",
  webSerial: "Serial numbers have room for 64 bits of chance",
  name: "The name that was asked for stands in the subjectAltName",
  pinnedKey: "The server's key is one of those that the client has pinned",
  transparency: "As many logs as are wanted, and that are known, have promised to publish it",
};

/** What a rule demands; `undefined` for one that nobody has put into words. */
export function expectationOf(rule: string): string | undefined {
  return Object.hasOwn(EXPECTATIONS, rule) ? EXPECTATIONS[rule] : undefined;
}
