/**
 * The question of every first lesson: a form is submitted, and the handshake is not done. Where is
 * the text meanwhile, and when does it leave the machine (RFC 9846 §2)?
 */
import { listener } from "../lab/attacks/mod.ts";
import { http, httpResponse } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { blogPostLesson } from "./lessons/blog_post.ts";
import { journeyOfText } from "./parts/journey_of_text.ts";

export default scenario({
  id: "blog-post",
  title: "Where the text waits",
  level: "first-hour",
  about: "walk-through",
  summary: "Alice writes an entry for her blog and presses the button. The connection does not " +
    "exist yet. Follow the text: where is it while the handshake runs?",
  moral: "Until there are keys the text stays at home; then it leaves, sealed",
  sources: ["RFC 9846 §2", "RFC 9846 §5.2", "RFC 8470 §4"],

  defences: { https: "The form goes to an address with https, so TLS comes first" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const scheme = on.https ? "https" : "http";
    const form = `<form action="${scheme}://blog.example/publish">entry</form>`;
    const blog = world.server("blog", {
      identity: root.issue("blog.example"),
      services: [{ port: 443, protection: "tls" }, { port: 80, protection: "none" }],
      app: http((request, { effect }) => {
        if (!request.startsWith("POST /publish ")) return httpResponse("200 OK", form);
        effect("publishes the entry");
        return httpResponse("201 Created", "It is out!");
      }),
    });
    const alice = world.browser("alice", { trust: [root], keepsConnections: false, aloud: true });
    const line = world.link("home line", alice, blog, { latency: 20 });
    const eve = world.eavesdropper("eve", { on: line });
    const page = `${scheme}://blog.example/write`;
    return { world, alice, eve, page, entry: alice.types("blog entry", "I quit my job on Monday") };
  },

  story({ world, alice, eve, page, entry }, act) {
    act("Eve begins to listen", () => eve.play(listener().listen));
    const form = act("Alice opens the page with the form", () => alice.opens(page));
    act("Alice writes, and her machine is silent", () => {
      world.elapse({ minutes: 20 });
      alice.note(`the entry is ${entry.text.length} characters in a form, and nowhere else`);
    });
    act("Alice presses the button", () => alice.submits(form, { entry: entry.text }));
  },

  wins: ({ eve, entry }) => eve.knows(entry),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "without TLS there is nothing to wait for: the text leaves as it was typed",
    },
    {
      with: ["https"],
      attack: "fails",
      because: "the text waited at home until there were keys, and left sealed",
    },
  ],

  tables: ({ entry }, trace) => [journeyOfText(trace, entry.text)],

  lesson: blogPostLesson,
});
