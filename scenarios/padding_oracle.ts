/**
 * The server that hesitated: a receiver of CBC records that treats bad padding otherwise than a bad
 * MAC answers questions about the plaintext, one for each connection.
 */
import { paddingOracle } from "../lab/attacks/mod.ts";
import { utf8 } from "../lab/bytes/mod.ts";
import { lines, speakingTls12 } from "../lab/cast/mod.ts";
import { silentOnBadPadding } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { paddingOracleLesson } from "./lessons/padding_oracle.ts";

/** What a login looks like before the password; everybody's mail program writes it so. */
const BEFORE = "a01 LOGIN alice@example ";
/** What passwords are made of, the likely characters first: Mallory has read lists of them. */
const LIKELY = utf8(
  "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.!?#$%&*+/=@",
);
/** All there is. */
const ANY = Uint8Array.from({ length: 256 }, (_, octet) => octet);
/** More logins than she has questions. */
const PATIENCE = 2100;
/** How often mail programs look for mail, in minutes, for the sum at the end. */
const MINUTES = 5;

export default scenario({
  id: "padding-oracle",
  title: "What the padding gives away",
  level: "deeper",
  about: "AEAD",
  summary:
    "Alice's mail program logs in again and again, over TLS 1.2 with AES-CBC. Mallory changes " +
    "each login on its way, and watches how the server hangs up.",
  moral: "Whoever decrypts before checking answers questions",
  sources: [
    "RFC 5246 §6.2.3.2",
    "RFC 7366 §3",
    "Vaudenay, EUROCRYPT 2002",
    "Canvel, Hiltgen, Vaudenay and Vuagnoux, CRYPTO 2003",
    "Merget et al., USENIX Security 2019",
  ],

  defences: {
    "uniform-alert": "The server treats bad padding and a bad MAC alike",
    "encrypt-then-mac": "The MAC is over what travels, and is checked first",
    aead: "AES-GCM in place of AES-CBC: there is no padding",
  },

  sizes: {
    letters: "Mallory tries letters first, then digits, then the rest",
    bytes: "Mallory knows nothing about passwords, and tries all 256 values in order",
  },
  long: true,

  stage(world, on, { size }) {
    const root = world.authority("Honest Root");
    const config = {
      ...speakingTls12(
        on.aead
          ? "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
          : "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
      ),
      encryptThenMac: on["encrypt-then-mac"],
    };
    const mail = world.server("mail", {
      identity: root.issue("mail.example"),
      app: lines((request, { effect }) => {
        if (!request.startsWith("a01 LOGIN ")) return "a01 BAD";
        effect("lets alice in");
        return "a01 OK";
      }),
      flaws: on["uniform-alert"] ? [] : [silentOnBadPadding],
      config,
    });
    const alice = world.client("alice", { trust: [root], config });
    const mallory = world.attacker("mallory", { on: world.link("backbone", alice, mail) });
    const password = alice.types("password", "tr0mbone");
    mail.knowsAlready(password);
    const inquiry = paddingOracle({
      before: BEFORE,
      unknown: 8,
      alphabet: size === "bytes" ? ANY : LIKELY,
      mac: 20, // HMAC with SHA-1
    });
    return { alice, mail, mallory, password, inquiry };
  },

  story({ alice, mail, mallory, password, inquiry }, act) {
    const looksForMail = () => alice.connect(mail).send(`${BEFORE}${password}\r\n`);
    act("Mallory waits for logins", () => mallory.play(inquiry.attack));
    act("Alice's mail program looks for mail, and fails", () => {
      looksForMail();
      looksForMail();
    });
    act("It tries again, as often as it takes", () => {
      for (let tries = 0; !inquiry.done && tries < PATIENCE; tries++) looksForMail();
    });
    act("At last it gets through", looksForMail);
  },

  wins: ({ mallory, password }) => mallory.knows(password),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because:
        "an alert for a bad MAC, silence for bad padding: the server answered every question",
    },
    {
      with: ["uniform-alert"],
      attack: "fails",
      because: "bad padding and a bad MAC end in the same alert, so it tells nothing",
      alert: "bad_record_mac",
    },
    {
      with: ["encrypt-then-mac"],
      attack: "fails",
      because: "the MAC is wrong, and so nothing is decrypted at all",
      alert: "bad_record_mac",
    },
    {
      with: ["aead"],
      attack: "fails",
      because: "there is no padding to ask about, and the tag is wrong in any case",
      alert: "bad_record_mac",
    },
    {
      with: ["uniform-alert", "encrypt-then-mac"],
      attack: "fails",
      because: "nothing is decrypted, and all that is wrong looks alike",
      alert: "bad_record_mac",
    },
    {
      with: ["uniform-alert", "aead"],
      attack: "fails",
      because: "AES-GCM has no padding, whatever else is set",
      alert: "bad_record_mac",
    },
    {
      with: ["encrypt-then-mac", "aead"],
      attack: "fails",
      because: "AES-GCM has no padding, whatever else is set",
      alert: "bad_record_mac",
    },
    {
      with: ["uniform-alert", "encrypt-then-mac", "aead"],
      attack: "fails",
      because: "AES-GCM has no padding, whatever else is set",
      alert: "bad_record_mac",
    },
  ],

  extrapolate({ inquiry: { questions } }, won) {
    if (!won) return undefined;
    const hours = Math.round(questions * MINUTES / 60);
    return `${questions} logins, one every ${MINUTES} minutes, would take ${hours} hours`;
  },

  lesson: paddingOracleLesson,
});
