/**
 * Two certificates, one hash: an authority signs a harmless certificate, and the same signature fits
 * another one that makes Mallory an authority. Compare the MD5 collision of 2008.
 */
import { collideCertificates, type Order } from "../lab/attacks/mod.ts";
import { lines } from "../lab/cast/mod.ts";
import { ignoreWeakHash } from "../lab/flaws/mod.ts";
import { judgingByToySha1, toySha1 } from "../lab/legacy/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { weakSignatureLesson } from "./lessons/weak_signature.ts";
import { collisionTable } from "./parts/collision_table.ts";

/** How much of SHA-1 is left, in bits. */
const SIZES = { "32-bit": 32, "40-bit": 40 } as const;
/** What a chosen-prefix collision of the whole SHA-1 took in 2020, as a power of two. */
const WHOLE = 63.4;

const bitsOf = (size: string) => SIZES[size as keyof typeof SIZES];

export default scenario({
  id: "weak-signature",
  title: "Two texts, one signature",
  level: "deeper",
  about: "certificate validation",
  summary:
    "Honest Root signs cheap certificates with SHA-1, a weak hash. Mallory orders one for a site of " +
    "her own, and all is in order. The signature also fits a certificate nobody ever ordered.",
  moral: "A signature vouches for every text with the same hash, so nobody may be able to find two",
  sources: [
    "Sotirov et al., MD5 considered harmful today, 2008",
    "Leurent and Peyrin, USENIX Security 2020",
    "CA/Browser Forum, Ballot 164, 2016",
    "RFC 9846 §4.5.1 [8446 §4.4.2.4]",
  ],

  defences: {
    serials: "The authority puts chance into every serial number",
    hashes: "Alice refuses signatures with a weak hash",
  },

  sizes: {
    "32-bit": "a hash of 32 bits: some hundred thousand tries",
    "40-bit": "a hash of 40 bits: more than a million tries",
  },
  toy: (size) =>
    `SHA-1 ends after ${
      bitsOf(size)
    } of its 160 bits here. The first collision of them all is of 2017; one ` +
    "with chosen beginnings, as here, took 900 graphics cards two months in 2020",

  stage(world, on, { size }) {
    const bits = bitsOf(size);
    const honestRoot = world.authority("Honest Root", { crypto: toySha1(world.crypto, bits) });
    const bank = world.server("bank", {
      identity: honestRoot.issue("bank.example"),
      app: lines((request) => request === "balance?" ? "42 EUR" : "OK"),
    });
    const alice = world.client("alice", {
      trust: [honestRoot],
      flaws: on.hashes ? [] : [ignoreWeakHash],
      config: judgingByToySha1(bits),
    });
    const mallory = world.attacker("mallory", { on: world.link("café Wi-Fi", alice, bank) });
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    const counter = world.world.random("orders").bytes("first serial number", 8);
    const order: Order = (names, key) =>
      honestRoot.certify(key, {
        names,
        algorithm: { type: "ecdsa", hash: "SHA-1" },
        ...(!on.serials && { serialNumber: counted(counter) }),
      });
    const collided = collideCertificates(order, "mallory.example", bits);
    return { alice, bank, mallory, collided, pin, bits };
  },

  story({ alice, bank, mallory, collided, pin }, act) {
    act("Mallory buys certificates", () => mallory.play(collided.prepare));
    act("Mallory offers free Wi-Fi", () => mallory.play(collided.attack));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the authority signed a hash, and Mallory had two certificates with it",
    },
    {
      with: ["serials"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the number was not the one that Mallory had counted on, so the two hashes differ",
    },
    {
      with: ["hashes"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the signature fits, and Alice takes none that was made over a weak hash",
    },
    {
      with: ["serials", "hashes"],
      attack: "fails",
      alert: "bad_certificate",
      because: "the two hashes differ, and Alice takes no signature over a weak hash in any case",
    },
  ],

  tables: ({ collided: { found }, bits }) =>
    found === undefined ? [] : [collisionTable(found, bits)],

  extrapolate({ collided: { found }, bits }, won) {
    if (!won || found === undefined) return undefined;
    const factor = Math.round((80 - bits / 2) / Math.log2(10));
    return `this run's ${
      grouped(found.hashes)
    } hashes of ${bits} bits would be about 10^${factor} times as ` +
      `many for all 160, by trying alone. By its weaknesses, with chosen beginnings, it took ` +
      `2^${WHOLE} in 2020`;
  },

  lesson: weakSignatureLesson,
});

/** `71,742`, as the counters beside it are written. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** The next number of a counter: positive, and without a zero in front. */
function counted(counter: Uint8Array): Uint8Array {
  counter[0] = 0x40 | (counter[0]! & 0x3f);
  const number = counter.slice();
  // Far from its end, so that a carry goes no further.
  const last = new DataView(counter.buffer, counter.byteOffset + 4);
  last.setUint32(0, (last.getUint32(0) + 1) >>> 0);
  return number;
}
