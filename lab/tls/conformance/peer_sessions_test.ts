import { assert, assertEquals } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { nobleProvider } from "../../crypto/noble.ts";
import { type PeerSessions, runPeerSessions } from "./peer_sessions.ts";

const VECTORS = new URL("../../../../shared/vectors/peer-sessions-dev.json.gz", import.meta.url);

function readVectors(): PeerSessions | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(VECTORS))));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return;
    throw error;
  }
}

const json = readVectors();
const missing = json === undefined;
const suffix = missing
  ? " (skipped: ../shared/vectors/peer-sessions-dev.json.gz is not there)"
  : "";

Deno.test({
  name: `recorded connections of other programs are read to the last octet${suffix}`,
  ignore: missing,
  fn() {
    const result = runPeerSessions(json, nobleProvider());
    assertEquals(result.disagreements, []);
    // Two sessions with RC4 need a legacy suite, and nobody here hands one in.
    const reasons = Object.keys(result.skips).sort();
    assertEquals(reasons, [
      "TLS 1.2 with TLS_RSA_WITH_RC4_128_SHA is not supported",
      "signed with sha224 with rsa (0x0301), which the lab does not have",
    ]);
    assert(result.skipped <= 3, `${result.skipped} skipped`);
    // 182 sessions with seven figures and two checks at the least.
    assert(result.agree >= 1600, `only ${result.agree} cases`);
  },
});

Deno.test({
  name: `a single changed digit of a key log or a recording does not go unseen${suffix}`,
  ignore: missing,
  fn() {
    const session = json!.sessions.find(({ id }) => id === "gnutls-gnutls-1.2-aes128-rsa")!;
    const flip = (text: string) => text.slice(0, -1) + (text.endsWith("0") ? "1" : "0");
    const provider = nobleProvider();
    const spoilt = {
      keyLog: { ...session, keylog: session.keylog.map(flip) },
      lastRecord: {
        ...session,
        chunks: session.chunks.map((chunk, i) =>
          i === session.chunks.length - 1 ? { ...chunk, hex: flip(chunk.hex) } : chunk
        ),
      },
    };
    assertEquals(runPeerSessions({ sessions: [session] }, provider).disagree, 0);
    for (const sessions of Object.values(spoilt).map((one) => [one])) {
      assert(runPeerSessions({ sessions }, provider).disagree > 0);
    }
  },
});
