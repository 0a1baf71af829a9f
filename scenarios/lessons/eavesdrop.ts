import { fromUtf8, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clientHelloOf,
  either,
  found,
  learningOf,
  type Lesson,
  NUMBER,
  type Packet,
  packetsOf,
  remarkOf,
  type Run,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** The packet in which Alice logs in. */
function login(run: Run): Packet {
  return found(packetsOf(run, { from: "alice", act: 3 })[0], "the login");
}

/** What a login grows by when it is sealed, in bytes. */
function growth(sealed: Run, plain: Run): number {
  return login(sealed).payload.length - login(plain).payload.length;
}

/** The name that Eve finds in the ClientHello. */
function nameSeen({ trace }: Run): string {
  const remark = trace.events.find((event) =>
    event.kind === "note" && event.text.startsWith("eve reads the name")
  );
  const text = remark?.kind === "note" ? remark.text : "";
  return found(/"([^"]+)"/.exec(text)?.[1], "the name that Eve reads");
}

export const eavesdropLesson: Lesson<"tls"> = {
  goal: "You can say what somebody on the way learns from a connection without TLS, and what she " +
    "still learns from one with TLS.",
  minutes: 15,
  needToKnow: ["packet", "HTTP", "handshake", "record"],
  hints: [
    "Run it without TLS first, and read what Eve reads.",
    "With TLS she gets the same packets. Look at what she notes, and at the two hellos.",
    "Her last notes are lists of sizes. Hold the size of the login in one row against the other.",
  ],
  notes: [
    "Eve needs no trick. She sits where the packets pass, and because she changes nothing, nobody " +
    "can notice her.",
    either({
      succeeds: "Without TLS there is hardly anything to see here. The connection is up, and " +
        "nobody has asked anybody who he is.",
      fails: "A handshake first. Eve reads one thing in it: the name of the server. It is in the " +
        "first message, and at that time there are no keys yet. Encrypted Client Hello can hide " +
        "the name; it does not hide addresses, sizes and times.",
    }),
    either({
      succeeds:
        "There is the password, just as Alice typed it. Ask the class who else was on the " +
        "way: the Wi-Fi, the provider, the exchange.",
      fails: "The same request, the same password. Eve has every byte of it and cannot read one. " +
        "But she can count them.",
    }),
    either({
      succeeds: "Alice hangs up. It is too late for that.",
      fails: "Both sides say goodbye, and that is sealed too. Its size gives it away all the same.",
    }),
    either({
      succeeds: "Sizes and times are the least of it here: she has read everything.",
      fails:
        "And now the bill. With whom, from when to when, how many packets, how large: all of " +
        "that is still there. Once encrypted, nothing is visible? Sizes alone have been enough to " +
        "tell which page somebody reads.",
    }),
  ],
  pins: [
    {
      look: "the name in the hello",
      why: "It is asked for before there are keys, so everybody on the way can read it.",
      at: (run) => remarkOf(run, "eve", "eve reads the name"),
    },
    {
      look: "the login",
      why: either({
        succeeds: "The password stands in this packet as Alice typed it.",
        fails: "The same words as without TLS. What is left for Eve is the size.",
      }),
      at: (run) => login(run).event,
    },
    {
      look: "the moment she knows it",
      why: "From here on the password belongs to two people and a server.",
      at: (run) => learningOf(run, "eve", "password"),
    },
    {
      look: "her list of sizes",
      why: "TLS does not hide how much is said, nor when.",
      at: (run) => remarkOf(run, "eve", "eve counts"),
    },
  ],
  questions: [
    {
      id: "growth",
      with: ["tls"],
      ask: "The same login travels in the clear in one row and as a TLS record in the other. By " +
        "how many bytes is the record longer?",
      form: NUMBER,
      answer: (run, runOf) => String(growth(run, runOf([]))),
      nearMisses: [
        {
          given: () => "16",
          say:
            "That is the tag. There is also a header in front, and one byte that says what kind " +
            "of content it is.",
        },
        {
          given: () => "5",
          say: "That is the header alone. Something is added behind the text, too.",
        },
        {
          given: () => "21",
          say:
            "Header and tag make 21. One byte is missing: the content type, which TLS 1.3 seals " +
            "together with the content.",
        },
        {
          given: () => "0",
          say: "Encryption alone would add nothing. A record is more than encrypted text.",
        },
      ],
      clue: "Take the size of the login with TLS, and subtract its size without.",
      explain: () =>
        "5 bytes of header, 1 byte that says it is application data, and 16 bytes of tag. TLS adds " +
        "the same to every record, so whoever sees the record knows the size of what is inside, " +
        "unless somebody pads it.",
    },
    {
      id: "sealed-bytes",
      with: ["tls"],
      ask:
        "Right behind the header of the record in which Alice logs in, what are the first four " +
        "bytes that Eve sees, in hex?",
      form: BYTES,
      answer: (run) => hex(login(run).payload.subarray(5, 9)),
      nearMisses: [
        {
          given: (run) => hex(login(run).payload.subarray(0, 4)),
          say:
            "Those belong to the header: 17 means application data, 0303 is what every TLS 1.3 " +
            "record says of its version. It is never sealed. Go on behind its 5 bytes.",
        },
        {
          given: (_run, runOf) => hex(login(runOf([])).payload.subarray(0, 4)),
          say: "That spells POST. It is what Eve would see without TLS.",
        },
      ],
      clue: "Find the login in act 3, and skip the 5 bytes of its header.",
      explain: (_run, runOf) =>
        `Without TLS she would see ${hex(login(runOf([])).payload.subarray(0, 4))} there, which ` +
        `spells ${fromUtf8(login(runOf([])).payload.subarray(0, 4))}. Sealed bytes look like ` +
        "chance, and with another seed they are others.",
    },
    {
      id: "name",
      with: ["tls"],
      ask:
        "With TLS on, one thing in the handshake still tells Eve where Alice has her mail. What " +
        "does she read?",
      form: WORDS,
      answer: nameSeen,
      also: ["the name mail.example", "SNI", "server_name", "server name"],
      nearMisses: [
        {
          given: () => "nothing",
          say: "That is what many people think. Look at what she notes when the hello passes.",
        },
        {
          given: () => "password",
          say: "That one she does not get: it comes after the handshake, and it is sealed.",
        },
        {
          given: () => "certificate",
          say: "In TLS 1.2 it would have told her. In TLS 1.3 the certificate is sealed.",
        },
      ],
      clue: "Look at the ClientHello, and at what Eve notes right behind it.",
      explain: (run) =>
        `In #${clientHelloOf(run, "alice").event} Alice says which server she wants, so that it ` +
        "can show the right certificate. There are no keys yet at that time; Encrypted Client " +
        "Hello needs one that was published beforehand.",
    },
  ],
};
