/**
 * The lock that never came: most people type a name and no scheme, so the first request goes out
 * in the clear, and whoever is on the way can see to it that TLS never begins.
 */
import { stripHttps } from "../lab/attacks/mod.ts";
import { http, httpResponse, httpsRedirect } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { sslStripLesson } from "./lessons/ssl_strip.ts";

const LOGIN_PAGE = '<form action="https://mail.example/login">user, password</form>';

export default scenario({
  id: "ssl-strip",
  title: "The lock that never came",
  level: "first-day",
  about: "HSTS",
  summary:
    "Alice types mail.example into her browser. The site redirects to HTTPS, but the first " +
    "request goes out in the clear, and Mallory runs the Wi-Fi.",
  moral: "What begins in the clear is the attacker's to finish",
  sources: ["RFC 6797 §2.3.1", "RFC 6797 §8", "RFC 6797 §12.3", "RFC 6797 §14.6"],

  defences: {
    hsts: "The site says that it wants TLS, and browsers are to remember it",
    visited: "Alice has been there before, over a network without Mallory",
    preload: "Alice's browser came with the site on its list",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const says = on.hsts ? { "Strict-Transport-Security": "max-age=31536000" } : {};
    const mail = world.server("mail", {
      identity: root.issue("mail.example"),
      services: [
        { port: 443, protection: "tls" },
        { port: 80, protection: "none", app: httpsRedirect("mail.example") },
      ],
      app: http((request, { effect }) => {
        if (!request.startsWith("POST /login ")) return httpResponse("200 OK", LOGIN_PAGE, says);
        effect("lets alice in");
        return httpResponse("200 OK", "You have 3 new messages.", says);
      }),
    });
    const alice = world.browser("alice", {
      trust: [root],
      preload: on.preload ? ["mail.example"] : [],
    });
    const mallory = world.attacker("mallory", { on: world.link("Wi-Fi", alice, mail) });
    const password = alice.types("password", "correct horse battery staple");
    return { world, alice, mallory, password, visited: on.visited };
  },

  story({ world, alice, mallory, password, visited }, act) {
    act("A week ago", () => {
      if (!visited) return alice.note("alice has never been to mail.example");
      alice.opens("mail.example");
      alice.closes();
    });
    act("Today Mallory runs the Wi-Fi", () => {
      world.elapse({ days: 7 });
      mallory.play(stripHttps());
    });
    const page = act("Alice types mail.example", () => alice.opens("mail.example"));
    act("Alice logs in", () => alice.submits(page, { user: "alice", password: password.text }));
  },

  wins: ({ mallory, password }) => mallory.knows(password),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the browser asked in the clear, and was answered so",
    },
    {
      with: ["hsts"],
      attack: "succeeds",
      because: "on a first visit there is nothing to remember, and Mallory left the header out",
    },
    {
      with: ["visited"],
      attack: "succeeds",
      because: "the site had never told the browser to remember anything",
    },
    {
      with: ["preload"],
      attack: "fails",
      because: "the browser knew without asking, and began with TLS",
    },
    {
      with: ["hsts", "visited"],
      attack: "fails",
      because: "the browser remembered, and began with TLS",
    },
    {
      with: ["hsts", "preload"],
      attack: "fails",
      because: "the browser knew without asking, and began with TLS",
    },
    {
      with: ["visited", "preload"],
      attack: "fails",
      because: "the browser knew without asking, and began with TLS",
    },
    {
      with: ["hsts", "visited", "preload"],
      attack: "fails",
      because: "the browser knew without asking, and began with TLS",
    },
  ],

  lesson: sslStripLesson,
});
