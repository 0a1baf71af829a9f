import { type Bytes, concat, fromHex, hex, utf8 } from "../../bytes/mod.ts";
import { hkdfExpand, hkdfExtract } from "../hkdf.ts";
import type { CryptoProvider, HashName } from "../provider.ts";
import { tls12Prf } from "../tls12_prf.ts";
import { attempt, type SuiteResult, Tally } from "./suite.ts";

/** Hexadecimal digits under the names that `tls-kdf.json` gives them. */
type Fields = Readonly<Record<string, string>>;

interface KeyScheduleCase {
  readonly tcId: number;
  readonly hash: string;
  /** `null` stands for zeros of the digest's length. */
  readonly psk: string | null;
  readonly dhe: string | null;
  readonly messages: Fields;
  readonly expect: Fields;
}

interface Cases {
  readonly tls12_prf: readonly Fields[];
  readonly tls12_master_secret: readonly Fields[];
  readonly tls12_extended_master_secret: readonly Fields[];
  readonly tls13_key_schedule: readonly KeyScheduleCase[];
}

const HASHES: Readonly<Record<string, HashName>> = {
  sha256: "SHA-256",
  sha384: "SHA-384",
  sha512: "SHA-512",
};

/**
 * Runs the key derivations of TLS 1.2 and TLS 1.3 on published cases: the PRF of RFC 5246 §5, the
 * master secrets of RFC 5246 §8.1 and RFC 7627 §4, and the schedule of RFC 9846 §7.1.
 *
 * @param json `{ cases: { tls12_prf, tls12_master_secret, … } }`, as in `tls-kdf.json`
 */
export function tlsKdf(json: unknown, provider: CryptoProvider): SuiteResult {
  const tally = new Tally();
  const { cases } = json as { cases: Cases };
  const prf = (test: Fields, secret: string, label: string, seed: string, output: string) =>
    attempt(() =>
      hex(tls12Prf(
        provider,
        HASHES[test.hash!]!,
        fromHex(secret),
        label,
        fromHex(seed),
        output.length / 2,
      ))
    );

  cases.tls12_prf.forEach((test, i) => {
    const { secret, label, seed, output } = test as Record<string, string>;
    tally.compare(`tls12_prf#${i}`, output!, prf(test, secret!, label!, seed!, output!));
  });
  const masterSecretSuites = [
    ["tls12_master_secret", "master secret"],
    ["tls12_extended_master_secret", "extended master secret"],
  ] as const;
  for (const [suite, label] of masterSecretSuites) {
    for (const test of cases[suite]) {
      const seed = test.session_hash ?? test.client_hello_random! + test.server_hello_random!;
      const master = test.master_secret!;
      const block = test.key_block!;
      const randoms = test.server_random! + test.client_random!;
      const derived = [
        prf(test, test.pre_master_secret!, label, seed, master),
        prf(test, master, "key expansion", randoms, block),
      ];
      tally.compare(`${suite}#${test.tcId}`, `${master} ${block}`, derived.join(" "));
    }
  }
  for (const test of cases.tls13_key_schedule) {
    const got = attempt(() => JSON.stringify(keySchedule(provider, test)));
    const names = Object.keys(keyScheduleNames);
    const expected = Object.fromEntries(names.map((name) => [name, test.expect[name]]));
    tally.compare(`tls13_key_schedule#${test.tcId}`, JSON.stringify(expected), got);
  }
  return tally.result();
}

/** For each secret, whence it is derived, under which label, and after which messages. */
const keyScheduleNames = {
  clientEarlyTrafficSecret: ["early", "c e traffic", 1],
  earlyExporterMasterSecret: ["early", "e exp master", 1],
  clientHandshakeTrafficSecret: ["handshake", "c hs traffic", 2],
  serverHandshakeTrafficSecret: ["handshake", "s hs traffic", 2],
  clientApplicationTrafficSecret: ["main", "c ap traffic", 3],
  serverApplicationTrafficSecret: ["main", "s ap traffic", 3],
  exporterMasterSecret: ["main", "exp master", 3],
  resumptionMasterSecret: ["main", "res master", 4],
} as const;

/**
 * The whole schedule of RFC 9846 §7.1, written down a second time and as plainly as it goes: the
 * engine's own is in `lab/tls`, which this room does not know.
 */
function keySchedule(provider: CryptoProvider, test: KeyScheduleCase): Record<string, string> {
  const hash = HASHES[test.hash]!;
  const { length, digest } = provider.hash(hash);
  const zeros = new Uint8Array(length);
  const input = (digits: string | null) => digits === null ? zeros : fromHex(digits);
  const { client_hello, server_hello, server_finished, client_finished } = test.messages;
  const messages = [client_hello, server_hello, server_finished, client_finished]
    .map((digits) => fromHex(digits!));

  // Derive-Secret(Secret, Label, Messages)
  const derive = (secret: Bytes, label: string, transcript: Bytes) =>
    expandLabel(provider, hash, secret, label, digest(transcript), length);
  const extract = (salt: Bytes, secret: Bytes) => hkdfExtract(provider, hash, salt, secret);

  const early = extract(zeros, input(test.psk));
  const handshake = extract(derive(early, "derived", concat()), input(test.dhe));
  const main = extract(derive(handshake, "derived", concat()), zeros);
  const secrets = { early, handshake, main };
  return Object.fromEntries(
    Object.entries(keyScheduleNames).map(([name, [from, label, count]]) => [
      name,
      hex(derive(secrets[from], label, concat(...messages.slice(0, count)))),
    ]),
  );
}

/** HKDF-Expand-Label (RFC 9846 §7.1): `info` is `length || "tls13 " label || context`. */
function expandLabel(
  provider: CryptoProvider,
  hash: HashName,
  secret: Bytes,
  label: string,
  context: Bytes,
  length: number,
): Bytes {
  const name = utf8("tls13 " + label);
  const info = concat(
    Uint8Array.of(length >> 8, length, name.length),
    name,
    Uint8Array.of(context.length),
    context,
  );
  return hkdfExpand(provider, hash, secret, info, length);
}
