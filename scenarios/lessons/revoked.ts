import { type Bytes, hex, indexOfBytes, utf8 } from "../../lab/bytes/mod.ts";
import {
  certificateInAnswer,
  eventsOf,
  found,
  HEX_NUMBER,
  learningOf,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  serialOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { serialShownTo } from "./chain_parts.ts";

/** The acts in which Alice opens her bank in the café, and at home. */
const CAFE = 4;
const AT_HOME = 6;

/** What Alice made of the certificate's revocation in an act, in order. */
function statusChecksOf(run: Run, act: number) {
  return eventsOf(run, "tls.check", "alice").filter((event) =>
    event.act === act && event.subject === "revocation"
  );
}

/** The rule that decided in the café. */
function decidingRule(run: Run): string {
  const [check] = statusChecksOf(run, CAFE);
  return found(found(check, "a check").checks.at(-1), "a rule").rule;
}

/** The answer that Mallory keeps, as the responder sends it to her in the first act. */
function keptAnswer(run: Run): Bytes {
  const packet = eventsOf(run, "wire.sent").find(({ act, to, segment }) =>
    act === 1 && to === "mallory" && segment.payload.length > 0
  );
  const { payload } = found(packet, "an answer to Mallory").segment;
  return payload.subarray(indexOfBytes(payload, HEAD_END) + HEAD_END.length);
}

const HEAD_END = utf8("\r\n\r\n");

/** How many packets Mallory drops in the café. */
function dropped(run: Run): number {
  return eventsOf(run, "wire.dropped").filter(({ act }) => act === CAFE).length;
}

/** How long Alice waits for an answer, in whole seconds. */
function patience(run: Run): number {
  const [shown] = eventsOf(run, "tls.check", "alice").filter(({ act }) => act === CAFE);
  const given = found(statusChecksOf(run, CAFE)[0], "a judgement");
  return Math.round((given.at - found(shown, "a chain").at) / 1_000_000);
}

export const revokedLesson: Lesson<"hard" | "staple" | "fresh"> = {
  goal:
    "You can say how a client learns that a certificate was revoked, and what somebody on the path " +
    "can do about it. You can weigh soft-fail, hard-fail and stapling against each other.",
  minutes: 25,
  needToKnow: ["certificate", "revocation", "OCSP", "stapling", "on-path attacker"],
  hints: [
    "The certificate is genuine and in date. That it was taken back stands nowhere in it.",
    "Alice has to learn it from somewhere, and everything she asks for goes through Mallory's hands.",
    "Mallory cannot forge an answer. Ask what she can do with an old one, and with a new question.",
  ],
  notes: [
    "Anybody may ask the responder about any certificate. Mallory asks before she steals anything, " +
    "and the answer is true: good. It is signed, and it says until when it may be used.",
    "The bank does everything right. It notices the theft on the same day and has the certificate " +
    "revoked, with the reason keyCompromise. From now on the responder says so to everybody who asks.",
    (run) =>
      run.trace.with.includes("fresh")
        ? "Two days have gone by. Mallory's old answer has run out, so she can no longer show it. But " +
          "she can keep new ones from coming through: they are asked for in the clear."
        : "Two days have gone by, and Mallory's old answer is good for four. She will show it herself, " +
          "stapled to the handshake, and drops whatever Alice might ask besides.",
    (run) =>
      run.verdict.attack === "fails"
        ? decidingRule(run) === "mustStaple"
          ? "The certificate promises that an answer comes along, and the bank's own words hold Mallory " +
            "to it: she has none to show, and Alice does not even ask."
          : "Alice asks, and nobody answers. She does not know whether that is an attack or a cable, " +
            "and will not have it either way."
        : decidingRule(run) === "revocationAnswer"
        ? "Alice asks, and waits, and nobody answers. It might be a broken cable, so she goes on. That is " +
          "soft-fail, and it holds against everybody but an attacker."
        : "An answer comes along: signed, about this certificate, and still good. It was true when it " +
          "was made. Alice has no reason left to ask.",
    "There goes the PIN. The authority has done its part, the bank too, and the news has not reached " +
    "the one person who needed it.",
    "At home nobody is in the way. The bank still has to show the old certificate, for the next is " +
    "only ordered, and now Alice hears of it by both ways: the answer about one certificate, and the " +
    "list of all. Revocation fails where it is most needed, and only there.",
  ],
  pins: [
    {
      look: "the answer that Mallory keeps",
      why: "Everybody may ask. What makes it useful to her is the date until which it is good.",
      at: (run) => remarkOf(run, "mallory", "mallory keeps the answer"),
    },
    {
      look: "Alice's question, and where it ends",
      why: "It is asked in the clear, so Mallory knows which packets to drop.",
      at: (run) => remarkOf(run, "mallory", "mallory stops"),
    },
    {
      look: "Alice decides without an answer",
      why: "Here the policy of her client speaks, and nothing else.",
      at: (run) => {
        const [check] = statusChecksOf(run, CAFE);
        const drawn = check?.ok === false || check?.checks.at(-1)?.rule === "revocationAnswer";
        return drawn ? check?.id : undefined;
      },
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Opened with keys of a connection to which she signed with the bank's own key.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
    {
      look: "the same certificate at home",
      why: "Now an answer comes through, and it is refused within one round trip.",
      at: (run) => statusChecksOf(run, AT_HOME).find(({ ok }) => !ok)?.id,
    },
  ],
  questions: [
    {
      id: "rule",
      with: ["staple", "fresh"],
      ask: "The answers are short-lived, and the certificate promises one. Which rule fails when " +
        "Alice judges Mallory's certificate in the café?",
      form: WORDS,
      answer: decidingRule,
      also: ["must-staple", "must staple"],
      nearMisses: [
        {
          given: () => "ocspTime",
          say: "Mallory's old answer has run out, and she knows it. She does not show it at all.",
        },
        {
          given: () => "signature",
          say:
            "The certificate is genuine, and Mallory has its key. Look at what is said about today.",
        },
      ],
      clue: "Open Alice's refusal in the café, and read the name of the check.",
      explain: () =>
        "The promise stands in the certificate, signed by the authority, so Mallory cannot take it " +
        "out. Without it, a missing answer would look like a server that has none.",
    },
    {
      id: "patience",
      with: ["hard", "fresh"],
      ask: "For how many seconds does Alice wait for the responder before she gives up?",
      form: NUMBER,
      answer: (run) => String(patience(run)),
      nearMisses: [
        {
          given: (run) => String(dropped(run)),
          say: "So many packets are dropped. Compare the times at which she begins and gives up.",
        },
      ],
      clue: "Look at the clock beside the chain's arrival, and beside the refusal.",
      explain: () =>
        "Every visit to every site would wait so long while a responder is down. That is the price " +
        "of hard-fail, and why few clients pay it.",
    },
    {
      id: "serial",
      with: [],
      ask:
        "Mallory keeps an answer about one certificate. Which serial number does it name, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownTo(run, "alice", 0),
      nearMisses: [
        {
          given: (run) => hex(serialOf(certificateInAnswer(keptAnswer(run)))),
          say:
            "That is the certificate of the responder itself, sent along so that its signature " +
            "can be checked.",
        },
      ],
      clue: "Open the responder's packet in the first act, and find certID in the body.",
      explain: () =>
        "An answer names a certificate by hashes of its issuer and by this number. It is the bank's: " +
        "the answer is genuine, and only too old to be true.",
    },
  ],
};
