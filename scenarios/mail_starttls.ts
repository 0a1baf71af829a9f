/**
 * An offer that got lost: mail handed in over a connection that is to become TLS half-way, and an
 * attacker who takes away the line that says so (RFC 3207 §6).
 */
import { stripStartTls } from "../lab/attacks/mod.ts";
import { greetMailServer, handIn, logIn, smtp } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { mailStartTlsLesson } from "./lessons/mail_starttls.ts";

export default scenario({
  id: "mail-starttls",
  title: "An offer that got lost",
  level: "first-day",
  about: "STARTTLS",
  summary:
    "Alice's mail program hands in a letter. It begins in the clear and takes TLS when the " +
    "server offers it; Mallory is on the way.",
  moral: "Security that is asked for politely can be declined by anybody on the way",
  sources: [
    "RFC 3207 §4",
    "RFC 3207 §6",
    "RFC 8314 §3.3",
    "Poddebniak et al., USENIX Security 2021",
  ],

  defences: {
    required: "Alice's mail program hangs up where no TLS is offered",
    implicit: "Alice's mail program uses port 465, where TLS comes first",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const alice = world.client("alice", { trust: [root] });
    const password = alice.types("password", "correct horse battery staple");
    const mail = world.server("mail", {
      identity: root.issue("mail.example"),
      services: [{ port: 587, protection: "starttls" }, { port: 465, protection: "tls" }],
      app: smtp({ host: "mail.example", users: { alice: password.text }, offersTls: true }),
    });
    const mallory = world.attacker("mallory", { on: world.link("hotel Wi-Fi", alice, mail) });
    mail.knowsAlready(password);
    const port = on.implicit ? 465 : 587;
    return { world, alice, mail, mallory, password, port, requireTls: on.required };
  },

  story({ world, alice, mail, mallory, password, port, requireTls }, act) {
    act("In the morning, with nobody on the way", () => {
      const session = alice.connect(mail, { port });
      greetMailServer(alice, session, { requireTls });
      logIn(session, "alice", password.text);
      session.close();
    });
    act("In the hotel Mallory is on the way", () => {
      world.elapse({ hours: 5 });
      mallory.play(stripStartTls(587));
    });
    const session = act(
      "Alice's mail program calls the server",
      () => alice.connect(mail, { port }),
    );
    act(
      "The two agree on how to go on",
      () => greetMailServer(alice, session, { requireTls }),
    );
    act("It logs in", () => logIn(session, "alice", password.text));
    act("It hands in the letter", () =>
      handIn(session, {
        from: "alice@mail.example",
        to: "bob@mail.example",
        text: "See you at eight.",
      }));
  },

  wins: ({ mallory, password }) => mallory.knows(password),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "no offer came, and the mail program took that for an answer",
    },
    {
      with: ["required"],
      attack: "fails",
      because: "no offer came, and the mail program would not go on without",
    },
    {
      with: ["implicit"],
      attack: "fails",
      because: "TLS came first, so there was no offer to take away",
    },
    {
      with: ["required", "implicit"],
      attack: "fails",
      because: "TLS came first, so there was no offer to take away",
    },
  ],

  lesson: mailStartTlsLesson,
});
