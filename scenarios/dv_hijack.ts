/**
 * Whoever owns the way owns the name: an authority asks over the network whether a name obeys its
 * customer, and the network answers (RFC 8555 §10.2).
 */
import { hijackValidation, impersonate } from "../lab/attacks/mod.ts";
import { lines, WebFiles, Webmaster } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { dvHijackLesson } from "./lessons/dv_hijack.ts";

/** How long the bank's first certificate holds, in days. */
const FIRST = 30;
const DAY = 86_400;

export default scenario({
  id: "dv-hijack",
  title: "Whoever owns the way owns the name",
  level: "deeper",
  about: "issuance",
  summary: "Trent issues a certificate to whoever can put a file on the web server of a name. He " +
    "looks over the network, and the way from him to the bank leads through Mallory's. She orders " +
    "a certificate for the bank, and puts nothing anywhere: she answers Trent herself.",
  moral: "A certificate says what the authority saw, from where it looked",
  sources: [
    "RFC 8555 §8.3",
    "RFC 8555 §10.2",
    "RFC 8659 §3",
    "RFC 8657 §3",
    "Birge-Lee et al., USENIX Security 2021",
  ],

  defences: {
    vantage: "Trent looks from three places, and all of them have to see the same",
    caa: "A record says that nobody but Trent may issue for the bank",
    account: "A record says that Trent may issue to the bank's own account, and to no other",
  },

  stage(world, on) {
    const trentRoot = world.authority("Trent Root");
    const files = new WebFiles();
    const alice = world.client("alice", { trust: [trentRoot] });
    const bank = world.server("bank", {
      identity: trentRoot.issue("bank.example", {
        notAfter: world.world.calendar() + FIRST * DAY,
      }),
      app: lines(() => "OK"),
      services: [
        { port: 443, protection: "tls" },
        { port: 80, protection: "none", app: files.app },
      ],
    });
    const mallory = world.attacker("mallory", {
      on: world.link("the way to the bank", alice, bank),
    });
    const names = world.nameServer("dns");
    names.leads("bank.example", bank);
    const vantage = on.vantage ? ["oslo", "rio"].map((name) => world.vantagePoint(name)) : [];
    const trent = world.acmeAuthority("trent", {
      identity: trentRoot.issue("trent.example"),
      issuer: trentRoot,
      names,
      vantage,
    });
    world.link("Trent's line", trent, mallory);
    world.link("Trent's line to the name server", trent, names);
    for (const place of vantage) {
      world.link(`the way from ${place.name} to the bank`, place, bank);
      world.link(`the line from ${place.name} to the name server`, place, names);
    }
    const webmaster = new Webmaster(world, {
      server: bank,
      files,
      authority: trent,
      client: { trust: [trentRoot] },
    });
    const malloryRoot = world.authority("Mallory Root"); // trusted by nobody
    const pin = alice.types("PIN", "4711");
    bank.knowsAlready(pin);
    return { world, on, alice, bank, trent, names, webmaster, mallory, malloryRoot, pin };
  },

  story({ world, on, alice, bank, trent, names, webmaster, mallory, malloryRoot, pin }, act) {
    act("The bank orders its next certificate", () => {
      webmaster.renews();
      const account = `trent.example; accounturi=${webmaster.account}`;
      if (on.account) names.mayIssue("bank.example", account);
      else if (on.caa) names.mayIssue("bank.example", "trent.example");
    });
    const hijack = act("Mallory orders one for the same name", () => {
      const why = "Trent's packets to the bank, and Alice's, go through her network";
      world.grantPower(mallory, "a place on the way", why);
      const { address } = trent.node;
      const order = hijackValidation({
        authority: { address, port: trent.port },
        host: trent.host,
        domain: bank.host,
      });
      mallory.play(order.order);
      world.settle();
      const { identity } = order;
      if (identity !== undefined) {
        world.ownKey("mallory", `ordered key of ${bank.host}`, identity.key);
      }
      return order;
    });
    const session = act("Alice opens her bank", () => {
      const shown = (name = bank.host) => hijack.identity ?? malloryRoot.issue(name);
      mallory.play(impersonate(shown));
      return alice.connect(bank);
    });
    act("Alice types her PIN", () => session.send(`PIN ${pin}`));
  },

  wins: ({ mallory, pin }) => mallory.knows(pin),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "Trent asked the bank, and Mallory answered",
    },
    {
      with: ["vantage"],
      attack: "fails",
      alert: "unknown_ca",
      because: "from two places, by ways that are not hers, Trent saw nothing, and issued nothing",
    },
    {
      with: ["caa"],
      attack: "succeeds",
      because: "the record allows Trent to issue, and Trent it was who did",
    },
    {
      with: ["account"],
      attack: "fails",
      alert: "unknown_ca",
      because: "the record names the bank's account, and hers is another",
    },
    {
      with: ["vantage", "caa"],
      attack: "fails",
      alert: "unknown_ca",
      because: "from two places, by ways that are not hers, Trent saw nothing, and issued nothing",
    },
    {
      with: ["vantage", "account"],
      attack: "fails",
      alert: "unknown_ca",
      because: "from two places Trent saw nothing, and the record names another account, too",
    },
    {
      with: ["caa", "account"],
      attack: "fails",
      alert: "unknown_ca",
      because: "the record names the bank's account, and hers is another",
    },
    {
      with: ["vantage", "caa", "account"],
      attack: "fails",
      alert: "unknown_ca",
      because: "from two places Trent saw nothing, and the record names another account, too",
    },
  ],

  lesson: dvHijackLesson,
});
