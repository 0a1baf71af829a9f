import { tlsKdf } from "../../crypto/conformance/tls_kdf.ts";
import { wycheproof } from "../../crypto/conformance/wycheproof.ts";
import { nativeProvider } from "../../crypto/native.ts";
import type { Suite } from "./suite.ts";

/** The tests of `lab/crypto` run these with both providers; one of them is enough here. */
const provider = nativeProvider();

/** What the lab is held against, in the order of the report. */
export const SUITES: readonly Suite[] = [
  { name: "tls-kdf", file: "tls-kdf", run: (json) => tlsKdf(json, provider) },
  { name: "wycheproof", file: "wycheproof", run: (json) => wycheproof(json, provider) },
];
