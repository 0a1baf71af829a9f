/**
 * Three handshakes: a site that Alice visits becomes Alice for her bank (Bhargavan, Delignat-Lavaud,
 * Fournet, Pironti and Strub, 2014).
 */
import { tripleHandshake } from "../lab/attacks/mod.ts";
import { http, httpResponse, knownRsaKey, SessionDrawer, speakingTls12 } from "../lab/cast/mod.ts";
import { ignoreLaterName } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { tripleHandshakeLesson } from "./lessons/triple_handshake.ts";

/** The second has no forward secrecy: whoever the secret is encrypted to can pass it on. */
const SUITES = ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"];

const ORDER = "POST /pay?to=mallory&amount=500 HTTP/1.1\r\nHost: bank.example\r\n\r\n";

export default scenario({
  id: "triple-handshake",
  title: "Three handshakes",
  level: "deeper",
  about: "transcript binding",
  summary:
    "Alice has one certificate for all the sites that ask who she is. One day she reads a recipe at " +
    "Mallory's site, and comes back for another. At the bank, Mallory is Alice.",
  moral: "A secret proves who shares it only if it is made of everything both have seen",
  sources: [
    "Bhargavan et al., Triple Handshakes and Cookie Cutters, 2014",
    "RFC 7627 §1",
    "RFC 7627 §4",
    "RFC 9325 §3.5 (replaces RFC 7525 §3.5)",
    "RFC 5746 §3.7",
  ],

  defences: {
    "extended-main-secret": "Both ends make the main secret from the whole handshake",
    "same-name": "Alice checks the name in every certificate, not only in the first",
    "certificate-first": "The bank wants the certificate at once, and no second handshake",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const citizens = world.authority("Citizens CA");
    const config = {
      ...speakingTls12(...SUITES),
      extendedMainSecret: on["extended-main-secret"],
      renegotiation: true,
    };
    const bank = world.server("bank", {
      identity: root.issue("bank.example", { key: knownRsaKey() }),
      trust: [citizens],
      config: {
        ...config,
        sessionCache: new SessionDrawer(),
        ...(on["certificate-first"] && { clientCertificate: "require", renegotiation: false }),
      },
      app: http((request, { client, askWho, effect }) => {
        const [, to, amount] = /^POST \/pay\?to=(\w+)&amount=(\d+) /.exec(request) ?? [];
        if (to === undefined) return httpResponse("200 OK", "Welcome.");
        const pay = (owner: string) => {
          effect(`pays ${amount} EUR to ${to} from the account of ${owner}`);
          return httpResponse("200 OK", "Paid.");
        };
        return client === undefined ? void askWho(pay) : pay(client);
      }),
    });
    const alice = world.client("alice", {
      trust: [root],
      config,
      identity: citizens.issue("alice.example", { extendedKeyUsage: ["clientAuth"] }),
      flaws: on["same-name"] ? [] : [ignoreLaterName],
    });
    const mallory = world.attacker("mallory", {
      on: world.link("backbone", alice, bank),
      as: "a site of her own",
    });
    const identity = root.issue("mallory.example", { key: knownRsaKey("rsa-2048-b") });
    const attack = tripleHandshake({
      identity,
      towards: { address: bank.node.address, port: bank.port },
      answer: () => httpResponse("200 OK", "Flour, water, salt."),
    });
    return { world, alice, bank, mallory, attack, site: mallory.site("mallory.example") };
  },

  story({ world, alice, mallory, attack, site }, act) {
    act("Mallory opens a site", () => mallory.play(attack.open));
    const first = act("Alice visits it", () => alice.connect(site));
    act("Alice reads a recipe and leaves", () => {
      first.send("GET /bread HTTP/1.1\r\nHost: mallory.example\r\n\r\n");
      first.close();
    });
    const second = act(
      "Alice comes back",
      () => alice.connect(site, { resume: first.tickets[0] }),
    );
    act("Mallory has an order for the bank", () => {
      mallory.play(attack.order(ORDER));
      world.settle();
    });
    act("Alice reads what came", () => alice.note(answered(second.receive())));
  },

  wins: ({ bank }) => bank.did(/^pays 500 EUR to mallory from the account of [\w.]+$/),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the bank took the end of Alice's connection for the end of Mallory's",
    },
    { with: ["extended-main-secret"], attack: "fails", alert: "handshake_failure" },
    { with: ["same-name"], attack: "fails", alert: "bad_certificate" },
    { with: ["certificate-first"], attack: "fails", alert: "handshake_failure" },
    {
      with: ["extended-main-secret", "same-name"],
      attack: "fails",
      alert: "handshake_failure",
    },
    {
      with: ["extended-main-secret", "certificate-first"],
      attack: "fails",
      alert: "handshake_failure",
    },
    { with: ["same-name", "certificate-first"], attack: "fails", alert: "handshake_failure" },
    {
      with: ["extended-main-secret", "same-name", "certificate-first"],
      attack: "fails",
      alert: "handshake_failure",
    },
  ],

  lesson: tripleHandshakeLesson,
});

/** What Alice makes of what came back. */
function answered(text: string): string {
  return `alice reads: ${text.split("\r\n").at(-1) ?? ""}`;
}
