import type { Flaw } from "./flaw.ts";

/** An end that begins anew on the same connection, with whom it may be. */
export const unboundRenegotiation: Flaw = {
  id: "unbound-renegotiation",
  title: "Does not ask whose connection a renegotiation goes on from",
  seen: "Ray and Dispensa, Renegotiating TLS, 2009 (CVE-2009-3555)",
  breaks: "RFC 5746 §3.7: a renegotiation must name the handshake before it",
  apply: (config) => ({
    ...config,
    seams: { ...config.seams, acceptRenegotiation: () => true },
  }),
};
