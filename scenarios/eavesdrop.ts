/**
 * Eve on the wire: a passive listener (RFC 3552 §3.2) on plain HTTP, then on TLS, and what she
 * still sees.
 */
import { listener } from "../lab/attacks/mod.ts";
import { http, httpResponse } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { eavesdropLesson } from "./lessons/eavesdrop.ts";

export default scenario({
  id: "eavesdrop",
  title: "Eve on the wire",
  level: "first-hour",
  about: "confidentiality",
  summary: "Alice logs in to her mail. Eve sits at a switch on the way and copies every packet.",
  moral: "TLS hides what you say, and not with whom, when, or how much",
  sources: ["RFC 3552 §3.2", "RFC 6066 §3", "RFC 9846 §F.3 [8446 §E.3]"],

  defences: { tls: "Alice speaks TLS 1.3 to the mail server" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const mail = world.server("mail", {
      identity: root.issue("mail.example"),
      tls: on.tls,
      app: http((request, { effect }) => {
        if (!request.startsWith("POST /login ")) return httpResponse("404 Not Found", "");
        effect("lets alice in");
        return httpResponse("200 OK", "You have 3 new messages.");
      }),
    });
    const alice = world.client("alice", { trust: [root] });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, mail) });
    return {
      alice,
      mail,
      eve,
      password: alice.types("password", "correct horse battery staple"),
      site: alice.keepsToHerself("where she has her mail", "mail.example"),
    };
  },

  story({ alice, mail, eve, password, site }, act) {
    const ear = listener();
    act("Eve begins to listen", () => eve.play(ear.listen));
    const session = act("Alice opens her mail", () => alice.connect(mail));
    const body = `user=alice&password=${password}`;
    act("Alice logs in", () =>
      session.send(
        `POST /login HTTP/1.1\r\nHost: ${site}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      ));
    act("Alice leaves", () => session.close());
    act("Eve adds up what she saw", () => ear.report(eve));
  },

  wins: ({ eve, password }) => eve.knows(password),

  matrix: [
    { with: [], attack: "succeeds", because: "everything was in the clear" },
    {
      with: ["tls"],
      attack: "fails",
      because: "she copied every packet and holds no key",
    },
  ],

  lesson: eavesdropLesson,
});
