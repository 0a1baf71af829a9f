/**
 * Three bytes, says she: a server that believes a length field hands out its memory. The memory is
 * a model here; everything on the wire is real.
 */
import { heartbleed } from "../lab/attacks/mod.ts";
import { type Bytes, concat, utf8 } from "../lab/bytes/mod.ts";
import { http, httpResponse, speakingTls12 } from "../lab/cast/mod.ts";
import { overReadHeartbeat } from "../lab/flaws/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { heartbleedLesson } from "./lessons/heartbleed.ts";

/** How many bytes Mallory says she has sent. */
const CLAIMED = 1024;
/** Bytes between two requests in the modelled memory. */
const GAP = 48;
/** Bytes of that memory: more than a heartbeat can ask for, as it is in a real process. */
const MEMORY = 1 << 16;

export default scenario({
  id: "heartbleed",
  title: "Three bytes, says she",
  level: "first-day",
  about: "bounds check",
  summary:
    "Alice is logged in at her mail server. Mallory opens a connection of her own and asks the " +
    "server whether it is still there, in a way that it did not expect.",
  moral: "The best cipher protects nothing from a program that reads too far",
  sources: ["CVE-2014-0160", "RFC 6520 §4"],

  defences: {
    "bounds-check": "The server holds the length in a heartbeat against what has come",
    "no-heartbeat": "The server does not speak the extension at all",
  },
  toy:
    "The server's memory is a model: its last requests, one behind the other, as freed buffers " +
    "lie in the memory of a program, and zeros behind them",

  stage(world, on) {
    const root = world.authority("Honest Root");
    const suites = speakingTls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    let memory: Bytes = new Uint8Array(MEMORY);
    const mail = world.server("mail", {
      identity: root.issue("mail.example"),
      app: http((request) => {
        memory = concat(new Uint8Array(GAP), utf8(request), memory)
          .subarray(0, MEMORY);
        return httpResponse("200 OK", "no new mail");
      }),
      flaws: on["bounds-check"] ? [] : [overReadHeartbeat],
      config: { ...suites, heartbeat: !on["no-heartbeat"], memory: () => memory },
    });
    const alice = world.client("alice", { trust: [root], config: suites });
    const mallory = world.attacker("mallory", { on: world.link("backbone", alice, mail) });
    const cookie = alice.types("session cookie", "h7k2m9q4");
    mail.knowsAlready(cookie);
    return { alice, mail, mallory, cookie };
  },

  story({ alice, mail, mallory, cookie }, act) {
    act("Alice looks for mail", () => {
      const session = alice.connect(mail);
      session.send(
        `GET /inbox HTTP/1.1\r\nHost: mail.example\r\nCookie: session=${cookie}\r\n\r\n`,
      );
      session.close();
    });
    act(
      "Mallory asks whether the server is still there",
      () => mallory.play(heartbleed({ address: mail.node.address, port: mail.port }, CLAIMED)),
    );
  },

  wins: ({ mallory, cookie }) => mallory.knows(cookie),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "the server copied as many bytes as it was told, not as many as it had",
    },
    {
      with: ["bounds-check"],
      attack: "fails",
      because: "a heartbeat whose length does not fit is passed over in silence",
    },
    { with: ["no-heartbeat"], attack: "fails", because: "nobody agreed on heartbeats" },
    {
      with: ["bounds-check", "no-heartbeat"],
      attack: "fails",
      because: "nobody agreed on heartbeats",
    },
  ],

  lesson: heartbleedLesson,
});
