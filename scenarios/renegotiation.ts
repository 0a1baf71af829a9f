/**
 * Somebody else's beginning: a request that Mallory begins and Alice finishes, on one connection
 * (CVE-2009-3555).
 */
import { splicePrefix } from "../lab/attacks/mod.ts";
import { http, httpResponse, speakingTls12 } from "../lab/cast/mod.ts";
import { unboundRenegotiation } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { renegotiationLesson } from "./lessons/renegotiation.ts";

const SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

/** The last header field has no end: what comes next will be its value. */
const PREFIX = "POST /pay?to=mallory&amount=500 HTTP/1.1\r\nX-Ignore: ";

export default scenario({
  id: "renegotiation",
  title: "Somebody else's beginning",
  level: "deeper",
  about: "transcript binding",
  summary:
    "Alice looks at her balance, and her browser sends the cookie that says who she is. Mallory " +
    "can read none of it. She begins a request of her own, and lets Alice's connection finish it.",
  moral: "Two handshakes on one connection must know of each other",
  sources: ["CVE-2009-3555", "RFC 5746 §1", "RFC 5746 §3.4", "RFC 5746 §3.7"],

  defences: {
    "renegotiation-info": "The bank asks every new handshake which one it goes on from",
    "no-renegotiation": "The bank never begins a new handshake on an old connection",
  },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const cookie = "alice-5d1c7f";
    const bank = world.server("bank", {
      identity: root.issue("bank.example"),
      config: { ...speakingTls12(SUITE), renegotiation: !on["no-renegotiation"] },
      flaws: on["renegotiation-info"] ? [] : [unboundRenegotiation],
      app: http((request, { effect }) => {
        const [line = ""] = request.split("\r\n");
        const [, owner] = /^cookie: *session=([a-z]+)-/im.exec(request) ?? [];
        if (owner === undefined) return httpResponse("401 Unauthorized", "Who are you?");
        const [, to, amount] = /^POST \/pay\?to=(\w+)&amount=(\d+) /.exec(line) ?? [];
        if (to === undefined) return httpResponse("200 OK", "42 EUR");
        effect(`pays ${amount} EUR to ${to} from the account of ${owner}`);
        return httpResponse("200 OK", "Paid.");
      }),
    });
    const alice = world.client("alice", { trust: [root], config: speakingTls12(SUITE) });
    const mallory = world.attacker("mallory", { on: world.link("backbone", alice, bank) });
    return { alice, bank, mallory, cookie: alice.keepsToHerself("cookie", cookie) };
  },

  story({ alice, bank, mallory, cookie }, act) {
    act("Mallory waits for somebody to log in", () => mallory.play(splicePrefix(PREFIX)));
    const session = act("Alice opens her bank", () => alice.connect(bank));
    act("Alice asks for her balance", () => {
      const waits = session.alive && !session.connected;
      session.send(
        `GET /balance HTTP/1.1\r\nHost: bank.example\r\nCookie: session=${cookie}\r\n\r\n`,
      );
      if (waits) alice.note("alice's words wait in her machine: she has no connection yet");
    });
    act("Alice reads the answer", () => alice.note(answered(session.receive())));
  },

  wins: ({ bank }) => bank.did(/^pays 500 EUR to mallory from the account of \w+$/),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the bank took two handshakes for one conversation, and two requests for one",
    },
    { with: ["renegotiation-info"], attack: "fails", alert: "handshake_failure" },
    {
      with: ["no-renegotiation"],
      attack: "fails",
      because: "the bank does not want a new handshake, and Alice's never gets an answer",
    },
    {
      with: ["renegotiation-info", "no-renegotiation"],
      attack: "fails",
      because: "the bank does not want a new handshake, and Alice's never gets an answer",
    },
  ],

  lesson: renegotiationLesson,
});

/** What Alice makes of what came back. */
function answered(text: string): string {
  const last = text.split("\r\n").at(-1) ?? "";
  return text === "" ? "alice is still waiting for her connection" : `alice reads: ${last}`;
}
