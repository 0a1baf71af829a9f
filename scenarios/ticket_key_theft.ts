/**
 * The key under which a server seals its tickets is stolen: what becomes of forward secrecy (RFC
 * 5077 §4; Springall, Durumeric and Halderman 2016).
 */
import { openWithTicketKey, readRecording, recorder } from "../lab/attacks/mod.ts";
import {
  lines,
  resumingBy,
  singleUseTickets,
  speaking,
  type Stage,
  TicketOffice,
} from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { ticketKeyTheftLesson } from "./lessons/ticket_key_theft.ts";

const SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

type Defence = "tls13" | "psk_dhe_ke" | "rotation";

function cast(world: Stage, on: Readonly<Record<Defence, boolean>>) {
  const root = world.authority("Honest Root");
  const office = new TicketOffice(world, ["bank"], { host: "bank.example", maxEarlyData: 1000 });
  const config = {
    ...speaking(on.tls13 ? ["TLS 1.3"] : ["TLS 1.2"], [SUITE]),
    ...resumingBy(on.psk_dhe_ke ? "psk_dhe_ke" : "psk_ke"),
  };
  const answers = new Map<string, string>();
  const bank = world.server("bank", {
    identity: root.issue("bank.example"),
    app: lines((request) => answers.get(request) ?? "done"),
    config: { ...config, tickets: office.policy, antiReplay: singleUseTickets() },
  });
  const alice = world.client("alice", { trust: [root], config });
  const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
  const question = alice.types("question on the second visit", "loan of 9000 EUR?");
  const pin = alice.types("new PIN", "4711");
  const told = bank.keepsToHerself("balance on the first visit", "42 EUR");
  answers.set("balance?", told.text);
  answers.set(question.text, "come and talk to us");
  const looks: { visit: string; opened: number; sealed: number }[] = [];
  return { world, alice, bank, eve, office, question, pin, tape: recorder(), looks, on };
}

export default scenario({
  id: "ticket-key-theft",
  title: "The key to the cloakroom",
  level: "deeper",
  about: "forward secrecy",
  summary:
    "The bank's key only signs, so no theft of it opens what was recorded. But Alice comes back " +
    "with a ticket, and somebody steals the key under which the bank seals its tickets.",
  moral: "A ticket is your session in an envelope: forward secrecy is as old as the envelope's key",
  sources: [
    "RFC 5077 §4",
    "RFC 9846 §2.2",
    "RFC 9846 §F.1 [8446 §E.1]",
    "Springall, Durumeric and Halderman, ACM IMC 2016",
  ],

  defences: {
    tls13: "TLS 1.3: tickets are handed out sealed, and hold a key made for them alone",
    psk_dhe_ke: "TLS 1.3: a ticket's key only counts together with a fresh key agreement",
    rotation: "The bank makes a new ticket key every week, and throws the old one away",
  },

  stage: cast,

  story({ world, alice, bank, eve, office, question, pin, tape, looks, on }, act) {
    act("Eve records whatever passes", () => eve.play(tape.listen));
    const first = act("Alice visits her bank", () => {
      const session = alice.connect(bank);
      session.send("balance?");
      session.close();
      return session;
    });
    act("Three hours later she comes back with a ticket", () => {
      world.elapse({ hours: 3 });
      const session = alice.connect(bank, { resume: first.tickets.at(-1), early: question.text });
      session.send(`new PIN ${pin}`);
      session.close();
    });
    act("A week goes by", () => {
      world.elapse({ days: 7 });
      if (!on.rotation) return;
      office.rotate();
      bank.note("the bank makes a new ticket key, and throws the old one away");
    });
    act("Somebody steals the bank's ticket key", () => {
      const key = world.grant(eve, office.key.key, "a copy of the bank's memory was taken");
      const visits = ["first", "second"];
      eve.play(readRecording(tape.recording, {
        id: office.title,
        open(connection) {
          const result = openWithTicketKey(connection, { ...office.key, key }, world);
          const opened = result.toServer.length + result.toClient.length;
          looks.push({ visit: visits[looks.length]!, opened, sealed: result.sealed });
          return result;
        },
      }));
    });
  },

  wins: ({ eve, pin }) => eve.knows(pin),

  tables: ({ looks }) => [{
    title: "What the ticket key opens",
    columns: ["visit", "sealed records", "opened"],
    rows: looks.map(({ visit, opened, sealed }) => [visit, `${sealed}`, `${opened}`]),
  }],

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "in TLS 1.2 the ticket holds the main secret of both visits, and went past in the " +
        "clear",
    },
    {
      with: ["tls13"],
      attack: "succeeds",
      because: "the second visit had no other secret than the one in its ticket",
    },
    {
      with: ["psk_dhe_ke"],
      attack: "succeeds",
      because: "TLS 1.2 resumes without a key agreement, whatever one wishes for TLS 1.3",
    },
    {
      with: ["rotation"],
      attack: "fails",
      because: "the key that sealed the tickets is gone, and the new one does not fit",
    },
    {
      with: ["tls13", "psk_dhe_ke"],
      attack: "fails",
      because: "only the early data hung on the ticket alone",
    },
    {
      with: ["tls13", "rotation"],
      attack: "fails",
      because: "the key that sealed the ticket is gone, and the new one does not fit",
    },
    {
      with: ["psk_dhe_ke", "rotation"],
      attack: "fails",
      because: "the key that sealed the tickets is gone, and the new one does not fit",
    },
    {
      with: ["tls13", "psk_dhe_ke", "rotation"],
      attack: "fails",
      because: "the key that sealed the ticket is gone, and the new one does not fit",
    },
  ],

  lesson: ticketKeyTheftLesson,
});
