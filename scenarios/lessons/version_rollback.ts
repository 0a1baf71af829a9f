import { fromUtf8, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  complaintOf,
  either,
  eventsOf,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  remarkOf,
  type Run,
  serverHelloOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** What stands at the end of the bank's random, without its last byte. */
function mark(run: Run): string {
  return fromUtf8(serverHelloOf(run, "bank").random.subarray(24, 31));
}

/** How many suites a hello offers. */
function suites(run: Run, from: string): string {
  return String(clientHelloOf(run, from).cipherSuites.length);
}

export const versionRollbackLesson: Lesson<"sentinel" | "finished" | "retired"> = {
  goal:
    "You can explain how two ends that both speak TLS 1.3 are led to something older. You can name " +
    "two checks that catch it, and say at which message each of them does.",
  minutes: 20,
  needToKnow: ["handshake", "downgrade", "RSA key exchange", "forward secrecy", "Finished"],
  hints: [
    "Hold the hello that Alice sent against the one that reached the bank.",
    "The bank knows what it could have spoken. Look at the last eight bytes of its random.",
    "A Finished is a MAC over the whole handshake as its sender saw it. Ask who saw which hello.",
  ],
  notes: [
    "Mallory has a place on the way and no key. All she can do for now is change bytes that are not " +
    "sealed yet, and that is the hello.",
    either({
      succeeds:
        "She takes out all that belongs to TLS 1.3, and every suite with forward secrecy. The bank " +
        "sees an old client and is polite. It still marks its random, as a server must that could do " +
        "better; but this client does not look. And where nobody compares the Finished, nobody finds " +
        "out that the two ends have seen different hellos.",
      fails:
        "The same edited hello. Either the bank does not speak the old version any more, or Alice " +
        "reads the mark in the bank's random, or the two Finished do not fit, because they are " +
        "computed over two different hellos. Ask the class which of the three came first here.",
    }),
    "The PIN goes out sealed, by a good cipher, with a fresh key. Mallory cannot read it today, and " +
    "she does not have to. She keeps the recording.",
    either({
      succeeds:
        "With RSA key transport the client sends the secret encrypted to the bank's key. So whoever " +
        "gets that key, even years later, opens the recording. That is what the rollback was for: " +
        "TLS 1.3 would have had forward secrecy.",
      fails:
        "She gets the key all the same, and goes through her recording. There is nothing in it that " +
        "the key would open: the connection ended before a word was said.",
    }),
  ],
  pins: [
    {
      look: "the edit",
      why: "What is taken out here is all that would have helped.",
      at: (run) => remarkOf(run, "mallory", "mallory takes TLS 1.3"),
    },
    {
      look: "the bank's answer",
      why: either({
        succeeds: "TLS 1.2, and at the end of the random a mark that nobody reads.",
        fails: "Look at the version and at the end of the random, if there is an answer at all.",
      }),
      at: (run) => serverHello(run),
    },
    {
      look: "the complaint",
      why: "Here it ends, before a single word of the conversation.",
      at: (run) => complaintOf(run, "alice")?.id ?? complaintOf(run, "bank")?.id,
    },
    {
      look: "a year later",
      why: either({
        succeeds: "One key, and an old recording speaks.",
        fails: "The same key opens nothing.",
      }),
      at: (run) => remarkOf(run, "mallory", "mallory opens"),
    },
    {
      look: "the moment Mallory has the PIN",
      why: "Decrypted from the packet that Alice sent a year before.",
      at: (run) => learningOf(run, "mallory", "PIN"),
    },
  ],
  questions: [
    {
      id: "suites",
      with: [],
      ask: "How many cipher suites does the hello offer that reaches the bank?",
      form: NUMBER,
      answer: (run) => suites(run, "mallory"),
      nearMisses: [
        {
          given: (run) => suites(run, "alice"),
          say: "So many did Alice offer. Look at the hello with the mark ′.",
        },
      ],
      clue: "Open the ClientHello that goes from Mallory to the bank.",
      explain: () =>
        "She left only what has no forward secrecy. The bank could not choose anything better, and " +
        "it had no way to know that more had been offered.",
    },
    {
      id: "mark",
      with: ["sentinel"],
      ask:
        "The random of a server is random, save for its last eight bytes here. Seven of them are " +
        "letters. What do they spell?",
      form: WORDS,
      answer: mark,
      nearMisses: [
        {
          given: () => "downgrade",
          say: "Nearly: that is what it means. Read the letters one by one.",
        },
      ],
      clue: "Open the ServerHello, and read the end of its random as letters.",
      explain: () =>
        "A server that could speak TLS 1.3 writes this when it is made to speak TLS 1.2. Mallory " +
        "cannot take it away: the keys of both ends are made from the random, too.",
    },
    {
      id: "random",
      with: ["finished"],
      ask: "What are the first four bytes of the bank's random, in hex?",
      form: BYTES,
      answer: (run) => hex(serverHelloOf(run, "bank").random.subarray(0, 4)),
      nearMisses: [
        {
          given: (run) => hex(clientHelloOf(run, "alice").random.subarray(0, 4)),
          say: "That is Alice's random. The bank's stands in the ServerHello.",
        },
      ],
      clue: "Open the ServerHello of act 2.",
      explain: () =>
        "This part is as random as ever. Both randoms go into the keys, so Mallory has to let them " +
        "pass as they are.",
    },
  ],
};

/** The packet with the bank's ServerHello, if it got that far. */
function serverHello(run: Run): number | undefined {
  const answered = eventsOf(run, "tls.message", "bank")
    .some(({ message, direction }) => direction === "sent" && message === "server_hello");
  return answered ? found(serverHelloOf(run, "bank"), "a ServerHello").event : undefined;
}
