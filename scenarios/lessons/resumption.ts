import { type Bytes, hex } from "../../lab/bytes/mod.ts";
import {
  BYTES,
  clearMessageOf,
  clientHelloOf,
  type ConnectionFigures,
  connectionsOf,
  found,
  type Hello,
  type Lesson,
  NUMBER,
  type Run,
  sealedPacketsOf,
  serverHelloOf,
  type ShownTicket,
  shownTicketsOf,
  WORDS,
} from "../../lab/scenario/mod.ts";

/** `HandshakeType` values (RFC 5077 §3.3, RFC 9846 §4). */
const NEW_SESSION_TICKET = 4;

/** Where the session id begins in the record of a hello: behind its length. */
const SESSION_ID = 5 + 4 + 2 + 32 + 1;

/** The first four bytes of the session id in a hello. */
function sessionId({ record }: Hello): Bytes {
  return record.subarray(SESSION_ID, SESSION_ID + 4);
}

/** The tickets that Alice shows: the first over TLS 1.2, the second over TLS 1.3. */
function shown(run: Run, index: 0 | 1): ShownTicket {
  return found(shownTicketsOf(run, "alice")[index], "a ticket in a hello");
}

function call(run: Run, index: number): ConnectionFigures {
  return found(connectionsOf(run, "alice")[index], "a call");
}

export const resumptionLesson: Lesson<never> = {
  goal:
    "You can say what client and server keep for the next call, and which part of it travels in " +
    "the clear. You can say what coming back saves, and what takes the certificate's place.",
  minutes: 20,
  needToKnow: ["handshake", "certificate", "key agreement", "main secret", "RTT"],
  hints: [
    "Compare each second call with the one before it: which messages are gone?",
    "Ask of everything that is shown in the clear: what is it worth to somebody who copies it?",
    "An id and a ticket are names for a secret. Whoever has only the name cannot make Finished.",
  ],
  notes: [
    "Six calls, one question. Let the room guess what a bank could leave out when it sees somebody " +
    "for the second time in a minute.",
    "A whole handshake, with certificate, signature and key agreement. In its ServerHello the bank " +
    "gives the session a number, and puts the main secret into a drawer under that number. Alice " +
    "keeps both, too.",
    "Alice says the number, and the bank finds the drawer. No certificate, no signature, no key " +
    "agreement: both make new keys from the old main secret and two new randoms. The two Finished " +
    "messages prove that both have it. Eve may use the number as well, and gets no further than " +
    "that.",
    "The drawer is a burden for a bank with many customers and many machines. So it puts the " +
    "session into a parcel, seals it with a key of its own, and gives it to Alice to keep. In TLS " +
    "1.2 the parcel, the ticket, goes over the wire in the clear.",
    "Alice brings the ticket along, and the bank opens it. It need not remember anything of her. " +
    "But the main secret of both calls is in there, so whoever gets the bank's ticket key later " +
    "can open both. The story of the stolen ticket key carries that out.",
    "TLS 1.3 gives out its tickets behind the handshake, sealed. What the ticket stands for is not " +
    "the main secret of this call: it is a new key, made for the next call only.",
    "Alice shows the ticket, with a MAC beside it which proves that she has the key. And both make " +
    "a fresh key agreement all the same. That saves no round trip, and it gives back what tickets " +
    "took away: forward secrecy.",
  ],
  pins: [
    {
      look: "a number for next time",
      why: "The session id is in the ServerHello, for everybody to read.",
      at: (run) => serverHelloOf(run, "bank", 2).event,
    },
    {
      look: "the number comes back",
      why: "The bank answers with the same id: that means yes.",
      at: (run) => clientHelloOf(run, "alice", 3).event,
    },
    {
      look: "a ticket is handed out",
      why: "In TLS 1.2 that happens before the first sealed message of the bank.",
      at: (run) => clearMessageOf(run, "bank", NEW_SESSION_TICKET).event,
    },
    {
      look: "the ticket comes back",
      why: "To Eve it is noise, as it was when the bank gave it out. She knows it again, though.",
      at: (run) => shown(run, 0).event,
    },
    {
      look: "a ticket of TLS 1.3 is handed out",
      why: "It is sealed, so nobody can tell later whom it was given to.",
      at: (run) => sealedPacketsOf(run, { from: "bank", act: 6 })[1]?.event,
    },
    {
      look: "that ticket is shown",
      why: "Now it travels in the clear, for the first and the last time: clients use it once.",
      at: (run) => shown(run, 1).event,
    },
  ],
  questions: [
    {
      id: "session-id",
      with: [],
      ask: "What are the first four bytes of the session id that the bank gives out in act 2? In " +
        "hex.",
      form: BYTES,
      answer: (run) => hex(sessionId(serverHelloOf(run, "bank", 2))),
      nearMisses: [
        {
          given: (run) => hex(serverHelloOf(run, "bank", 2).random.subarray(0, 4)),
          say: "That is the server random. The id comes right behind it.",
        },
        {
          given: (run) => hex(sessionId(clientHelloOf(run, "alice", 6))),
          say: "That is from Alice's hello of TLS 1.3. She makes it up, and it leads nowhere.",
        },
      ],
      clue: "Open the ServerHello of act 2, and look behind its random.",
      explain: () =>
        "Alice says the same bytes in act 3, and the bank says them once more: it has found the " +
        "session. They are a name and no secret.",
    },
    {
      id: "trips",
      with: [],
      ask: "How many round trips does coming back save in TLS 1.3?",
      form: NUMBER,
      answer: (run) => String(call(run, 4).roundTrips - call(run, 5).roundTrips),
      nearMisses: [
        {
          given: (run) => String(call(run, 2).roundTrips - call(run, 3).roundTrips),
          say: "That is what it saves in TLS 1.2.",
        },
        {
          given: () => "2",
          say: "Then nothing would be left to wait for. That is 0-RTT, another story.",
        },
      ],
      clue: "Compare the last two lines of the first table.",
      explain: () =>
        "None: a first call of TLS 1.3 takes one round trip already. What is saved are bytes, and the " +
        "work of signing and checking.",
    },
    {
      id: "ticket",
      with: [],
      ask: "What are the last four bytes of the ticket that Alice shows in act 7, in hex?",
      form: BYTES,
      answer: (run) => hex(shown(run, 1).ticket.subarray(-4)),
      nearMisses: [
        {
          given: (run) => hex(shown(run, 0).ticket.subarray(-4)),
          say: "That is the ticket of act 5, from TLS 1.2.",
        },
        {
          given: (run) => hex(shown(run, 1).ticket.subarray(0, 4)),
          say: "So it begins, with the name of the key that it is sealed with. How does it end?",
        },
        {
          given: (run) => hex(clientHelloOf(run, "alice", 7).record.subarray(-4)),
          say: "So the hello ends, with the MAC that proves that Alice has the key.",
        },
      ],
      clue: "Open the ClientHello of act 7. In its last extension there is an identity.",
      explain: () =>
        "Eve has not seen these bytes before: in act 6 they went past her sealed. So she cannot tell " +
        "by them that it is the same Alice.",
    },
    {
      id: "unsigned",
      with: [],
      ask:
        "In act 7 one message of act 6 is missing that would have held a fresh signature. Which?",
      form: WORDS,
      answer: () => "certificate_verify",
      also: ["CertificateVerify", "CV"],
      nearMisses: [
        {
          given: () => "certificate",
          say: "It is missing as well. But the signature in it is an old one, of the authority's.",
        },
        {
          given: () => "finished",
          say: "That is still there, and it is no signature: it is a MAC.",
        },
      ],
      clue: "Compare the curly braces of the bank's answers in the last two acts.",
      explain: () =>
        "It would prove that the bank has its private key. Now the pre-shared key does: nobody else " +
        "could have opened the ticket, and without it Finished would not fit.",
    },
  ],
};
