import { tlsKdf } from "../../crypto/conformance/tls_kdf.ts";
import { wycheproof } from "../../crypto/conformance/wycheproof.ts";
import { nativeProvider } from "../../crypto/native.ts";
import { LEGACY_SUITES, legacyParts, SSL30, TLS10, TLS11 } from "../../legacy/mod.ts";
import { runX509Limbo } from "../../pki/conformance/x509_limbo.ts";
import { runIllustratedTls } from "../../tls/conformance/illustrated_tls.ts";
import { runPeerSessions } from "../../tls/conformance/peer_sessions.ts";
import { runRfc8448 } from "../../tls/conformance/rfc8448.ts";
import type { Suite } from "./suite.ts";

/** The tests of `lab/crypto` run these with both providers; one of them is enough here. */
const provider = nativeProvider();

/** Other programs spoke what is only read here because it is handed in. */
const LEGACY = legacyParts({ dialects: [TLS11, TLS10, SSL30], suites: LEGACY_SUITES });

/** What the lab is held against, in the order of the report. */
export const SUITES: readonly Suite[] = [
  { name: "rfc8448", file: "rfc8448", run: (json) => runRfc8448(json, provider) },
  {
    name: "illustrated-tls",
    file: "illustrated-tls",
    run: (json) => runIllustratedTls(json, provider),
  },
  {
    name: "peer-sessions",
    file: "peer-sessions",
    run: (json) => runPeerSessions(json, provider, LEGACY),
  },
  {
    name: "x509-limbo",
    file: "x509-limbo",
    run: (json) => runX509Limbo(json, { provider, stopwatch: () => performance.now() }),
  },
  { name: "tls-kdf", file: "tls-kdf", run: (json) => tlsKdf(json, provider) },
  { name: "wycheproof", file: "wycheproof", run: (json) => wycheproof(json, provider) },
];
