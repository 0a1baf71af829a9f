import { hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  either,
  eventsOf,
  found,
  HEX_NUMBER,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
} from "../../lab/scenario/mod.ts";
import { chainPins, ruleQuestion, serialShownTo } from "./chain_parts.ts";

/** Seconds in a day. */
const DAY = 86_400;
/** The acts in which Alice's machine asks for the time, and in which she opens her bank at home. */
const ASKING = 2;
const AT_HOME = 5;

/** Answers about the time that come to Alice, as they left for her: Mallory's is the first. */
function answersTo(run: Run) {
  return eventsOf(run, "wire.sent").filter(({ act, to, segment }) =>
    act === ASKING && to === "alice" && segment.protocol === "udp"
  );
}

/** The whole seconds of the transmit timestamp in an answer (RFC 5905 §7.3). */
function transmitted(run: Run, index: number): Uint8Array {
  const { payload } = found(answersTo(run)[index], `answer ${index}`).segment;
  return payload.subarray(40, 44);
}

/** How far Mallory's time lies ahead of the true one, in days. */
function daysAhead(run: Run): number {
  const [told, true_] = [0, 1].map((i) => parseInt(hex(transmitted(run, i)), 16));
  return Math.round((told! - true_!) / DAY);
}

/** Whether Alice refuses the certificate that she is shown in the last act. */
function isRefusedAtHome(run: Run): boolean {
  return eventsOf(run, "tls.check", "alice").some(({ act, ok }) => act === AT_HOME && !ok);
}

export const notYetValidLesson: Lesson<"dates" | "limit" | "seal"> = {
  goal:
    "You can say what a date in a certificate is held against, and where that comes from. You can " +
    "name two ways to keep others from setting a clock, and what each leaves open.",
  minutes: 20,
  needToKnow: ["certificate", "on-path attacker", "UDP", "NTP"],
  hints: [
    "The certificate that Mallory shows is genuine, and it is for the bank. Only its time has not come.",
    "Alice may check the date as strictly as she likes. Ask how her machine knows what day it is.",
    "Look at the packets of the second act: two answers come to one question. Which one is first?",
  ],
  notes: [
    "The bank is careful, and has its next certificate made long before it is needed. The key lies in " +
    "a drawer, and Mallory takes it. Until October the certificate is worth nothing to her.",
    (run) =>
      remarkOf(run, "alice", "alice's clock is put") !== undefined
        ? "The question for the time travels in the clear, and Mallory answers before the server " +
          "can. Alice's machine believes the first answer that fits its question. Now it is November."
        : "Mallory answers before the server can. Alice's machine passes her answer over, waits, and " +
          "takes the one from the server: its clock was right, and stays so.",
    either({
      succeeds:
        "Issuer, signature and name are in order, and Mallory can sign with the key. To this client " +
        "the date is in order too: either it does not look, or its clock says November.",
      fails:
        "Issuer, signature and name are in order, and Mallory can sign with the key. But it is August, " +
        "and Alice's clock knows it. For what is too early there is no alert of its own.",
    }),
    "There goes the PIN. Each part did what it was made for, and nobody had asked who told the " +
    "machine what time it is.",
    (run) =>
      isRefusedAtHome(run)
        ? "At home nobody is in the way, and still Alice is refused, by herself: the clock is wrong, " +
          "and so the genuine certificate of the bank is over. A false clock can shut doors as well."
        : "At home nobody is in the way. Alice reaches the real bank, with the certificate that holds " +
          "in August, and all is well.",
  ],
  pins: [
    {
      look: "the first answer to Alice's question for the time",
      why: "It carries the server's address, and it comes from Mallory.",
      at: (run) => answersTo(run)[0]?.id,
    },
    {
      look: "what Alice's machine makes of it",
      why: "Here it is decided what day it will be for every check that comes.",
      at: (run) =>
        remarkOf(run, "alice", "alice's clock is put") ??
          remarkOf(run, "alice", "alice passes over"),
    },
    ...chainPins({
      shown: "Genuine in every byte, and eighty days early.",
      judged: either({
        succeeds: "The check of the date fails, and a built-in mistake lets it pass.",
        fails: "One check of many fails, the one about the date.",
      }),
      lost: "She has opened it with keys of a connection to which she signed as the bank.",
    }),
  ],
  questions: [
    ruleQuestion(["dates", "seal"], {
      rule: "validity",
      ask: "The answers are sealed, and Alice checks the dates. Which rule fails when she judges " +
        "Mallory's certificate?",
      also: ["dates", "date", "notBefore"],
      nearMisses: [
        {
          given: () => "notAfter",
          say: "The end of this certificate is far away. Look at where it begins.",
        },
        {
          given: () => "signature",
          say: "The signature is genuine: Honest Root has issued this certificate for the bank.",
        },
      ],
      clue: "Open Alice's check, and go through the rules one by one.",
      explain:
        "One rule looks at both ends of the time: too early fails it as too late does. The " +
        "alert has the name of the more frequent case.",
    }),
    {
      id: "steps",
      with: ["dates", "limit"],
      ask: (run) =>
        `Alice's clock moves by 1000 seconds at most for each answer. How many answers would ` +
        `Mallory need to lead it ${daysAhead(run)} days ahead all the same?`,
      form: NUMBER,
      answer: (run) => String(daysAhead(run) * DAY / 1000),
      nearMisses: [
        {
          given: () => "1",
          say:
            "One answer is passed over when it leads further than the limit. But many small ones?",
        },
        {
          given: (run) => String(daysAhead(run) * DAY),
          say: "So many seconds it is. Each answer may lead a thousand of them.",
        },
      ],
      clue: "A day has 86,400 seconds. Count all the seconds, and divide.",
      explain: () =>
        "The limit makes the attack slow, not impossible: whoever stays on the path for long can lead " +
        "a clock astray in small steps. A key ends it.",
    },
    {
      id: "packet",
      with: ["dates"],
      ask:
        "Mallory's answer says when it was sent, in seconds since 1900. Which four bytes are that?",
      form: BYTES,
      answer: (run) => hex(transmitted(run, 0)),
      nearMisses: [
        {
          given: (run) => hex(transmitted(run, 1)),
          say: "That is the true time, from the server's own answer. It came too late.",
        },
      ],
      clue: "Open the first answer that comes to Alice, and find the transmit timestamp.",
      explain: () =>
        "It stands in the last eight bytes, four for seconds and four for a fraction. Nothing in the " +
        "packet proves who wrote it.",
    },
    {
      id: "serial",
      with: ["dates"],
      ask: "What is the serial number of the certificate that Alice accepts in the café, in hex?",
      form: HEX_NUMBER,
      answer: (run) => serialShownTo(run, "alice", 0),
      nearMisses: [
        {
          given: (run) => serialShownTo(run, "mallory", 0),
          say: "That is the certificate that holds in August. Alice refuses that one, at home.",
        },
      ],
      clue: "Open the certificates that Alice was shown in the café, and look at serialNumber.",
      explain: () =>
        "Both are genuine, and their dates do not overlap by much. With a clock in November the " +
        "stolen one is good, and the one that the bank shows is over.",
    },
  ],
};
