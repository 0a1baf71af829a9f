import { fromUtf8 } from "../../lab/bytes/mod.ts";
import {
  eventsOf,
  found,
  learningOf,
  type Lesson,
  packetsOf,
  refusalOf,
  type Run,
  sealedPacketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";
import { serialQuestion } from "./chain_parts.ts";
import { objectionTo } from "./transparency_parts.ts";

const on = ({ trace }: Run, defence: string) => trace.with.includes(defence);

/** The check by which Alice's browser refuses the certificate. */
function refusedBy(run: Run): string {
  const failed = eventsOf(run, "tls.check", "alice").filter(({ ok }) => !ok);
  const checks = found(failed[0], "a refusal").checks;
  return found(checks.find(({ ok }) => !ok), "a failed check").rule;
}

/** Who has issued what the monitor found. */
function issuerFound(run: Run): string {
  const [check] = found(objectionTo(run, "monitor"), "what the monitor found").checks;
  return found(/^"(.*?)" has issued/.exec(found(check, "a check").detail)?.[1], "an issuer");
}

/** The name in the record about who may issue, from the answer as it travelled. */
function allowedIssuer(run: Run): string {
  const [answer] = packetsOf(run, { from: "dns", to: "monitor" });
  const text = fromUtf8(found(answer, "an answer about the record").payload);
  return found(/issue([a-z.]+)/.exec(text)?.[1], "a name in the record");
}

export const rogueCaLesson: Lesson<"pin" | "ct" | "crl"> = {
  goal:
    "You can say what is left when an authority itself fails, and which part of the harm each defence " +
    "prevents, finds, or ends. You can say for whom a CAA record is meant.",
  minutes: 20,
  needToKnow: ["authority", "Certificate Transparency", "pinning", "revocation", "CAA"],
  hints: [
    "Look for a fault in Mallory's certificate. If you find none, ask who could know better.",
    "Finding a false certificate and refusing it are two things. Ask who does which.",
    "Compare the rows with one defence: one needs to know the key beforehand, one needs somebody to " +
    "read, one needs somebody to complain.",
  ],
  notes: [
    (run) =>
      "Mallory signs with the key of an authority that every browser trusts. The bank's record says " +
      "that another one issues for it. Such a record is a request to authorities, and whoever has " +
      "broken into one does not look it up." +
      (on(run, "ct")
        ? " Alice's browser wants a promise of a log, so Mallory has the certificate logged."
        : " No browser asks for a log, so she tells none."),
    (run) =>
      on(run, "pin")
        ? "The chain is perfect, and the key is not the bank's. The browser has the bank's key " +
          "built in and asks no authority."
        : "Signature, name, dates, purposes: all in order. There is nothing in these bytes by which " +
          "Alice's browser could tell.",
    "The first PIN is gone. Neither logs nor lists could have prevented that.",
    (run) =>
      on(run, "ct")
        ? "There it stands, for everybody to read. The bank knows which certificates it has ordered, " +
          "and the record is evidence that Careless CA should not have issued this one. It is taken back."
        : "The monitor reads all there is to read. What was never logged cannot be found.",
    (run) =>
      on(run, "pin")
        ? "The same again. That is safe, as long as the bank does not lose its key, or change it."
        : on(run, "ct") && on(run, "crl")
        ? "Found by the log, taken back by the authority, brought by the list: only all three together " +
          "have ended it."
        : on(run, "ct")
        ? "The certificate was taken back, and Alice's browser has never heard of that."
        : on(run, "crl")
        ? "Alice's browser has a fresh list of all that was taken back. This certificate is not on it."
        : "Nothing has changed. The certificate will do until it expires.",
    "A second PIN. How long this goes on depends on when somebody notices: in 2011 certificates of " +
    "DigiNotar for Google's names came to light because one browser had pinned Google's keys.",
  ],
  pins: [
    {
      look: "Mallory's certificate on its way",
      why: "Look for a fault. There is none but that the bank has not ordered it.",
      at: (run) => sealedPacketsOf(run, { from: "mallory", to: "alice" })[0]?.event,
    },
    {
      look: "what the monitor finds",
      why: "A certificate for a name that it watches, with a key that is not the bank's.",
      at: (run) => objectionTo(run, "monitor")?.id,
    },
    {
      look: "the record about who may issue",
      why: "It comes too late to prevent anything, and in time to prove something.",
      at: (run) => packetsOf(run, { from: "dns" })[0]?.event,
    },
    {
      look: "Alice's refusal",
      why: (run) =>
        on(run, "pin")
          ? "The pin decides, and no authority in the world can change that."
          : "The list decides: the number of this certificate is on it.",
      at: (run) => refusalOf(run, "alice")?.id,
    },
    {
      look: "the moment Mallory has the second PIN",
      why: "A week after the first. Ask who could have known by now, and whom they told.",
      at: (run) => learningOf(run, "mallory", "new PIN"),
    },
  ],
  questions: [
    {
      id: "issuer",
      with: ["ct"],
      ask: "Who has issued the certificate that the monitor finds?",
      form: WORDS,
      answer: issuerFound,
      nearMisses: [
        {
          given: () => "Honest Root",
          say: "That one has issued the bank's own certificate, which is no news to the monitor.",
        },
        {
          given: () => "Mallory",
          say: "She had it made. But whose signature is under it, and who will be asked?",
        },
      ],
      clue: "The monitor's remark names the issuer.",
      explain: () =>
        "The log takes no certificate without the chain to a root that browsers trust. So it is always " +
        "known who has to answer for it.",
    },
    {
      id: "record",
      with: ["ct"],
      ask: "Which name does the bank's record give as the one that may issue?",
      form: WORDS,
      answer: allowedIssuer,
      nearMisses: [
        {
          given: () => "careless.example",
          say: "That would be Careless CA's. Open the answer of the name server.",
        },
        { given: () => "bank.example", say: "That is whom the record is about." },
      ],
      clue: "The name server answers the monitor in the clear.",
      explain: () =>
        "Authorities have to look it up before they issue, and are to refuse. Browsers do not look it " +
        "up at all: the record may have changed since.",
    },
    {
      id: "rule",
      with: ["ct", "crl"],
      ask: "By which check does Alice's browser refuse the certificate a week later?",
      form: WORDS,
      answer: refusedBy,
      also: ["revocation", "revocation list", "revocation lists"],
      nearMisses: [
        {
          given: () => "transparency",
          say: "That one passes: a log has promised, and has kept its promise.",
        },
        {
          given: () => "pinnedKey",
          say: "In this row nobody has pinned anything.",
        },
      ],
      clue: "The check names when the certificate was taken back.",
      explain: () =>
        "The list came with the browser's updates, not over the café's Wi-Fi. Whoever is on the path " +
        "cannot keep it back.",
    },
    serialQuestion(["ct"], 0, {
      ask:
        "Careless CA wants to know which certificate to take back. What is the serial number of the " +
        "one that Mallory shows to Alice, in hex?",
      explain:
        "Revocation lists hold serial numbers and dates, sometimes a reason, and nothing else about " +
        "certificates.",
    }),
  ],
};
