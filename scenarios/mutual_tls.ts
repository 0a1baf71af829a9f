/** Both sides show a certificate: who learns from that who Alice is (RFC 9846 §4.4.2, §4.5.1). */
import { listener } from "../lab/attacks/mod.ts";
import { lines, speaking } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { mutualTlsLesson } from "./lessons/mutual_tls.ts";

const TLS12_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

export default scenario({
  id: "mutual-tls",
  title: "Two certificates",
  level: "first-day",
  about: "walk-through",
  summary:
    "Alice works for the hospital, and its archive lets nobody in without a certificate. Eve " +
    "listens, and would like to know who comes and goes.",
  moral:
    "A client certificate is as good as a password that is never sent, and it has a name on it",
  sources: ["RFC 5246 §7.4.6", "RFC 5246 §7.4.8", "RFC 9846 §4.4.2 [8446 §4.3.2]", "RFC 9846 §4.5"],

  defences: { tls13: "Both speak TLS 1.3, which seals certificates" },

  stage(world, on) {
    const config = on.tls13 ? speaking(["TLS 1.3"]) : speaking(["TLS 1.2"], [TLS12_SUITE]);
    const root = world.authority("Honest Root");
    const staff = world.authority("Hospital Staff CA");
    const archive = world.server("archive", {
      identity: root.issue("archive.example"),
      trust: [staff],
      config: { ...config, clientCertificate: "require" },
      app: lines((request, { effect }) => {
        if (request !== "file 7") return "what?";
        effect("opens file 7");
        return "file 7: nothing serious";
      }),
    });
    const alice = world.client("alice", { trust: [root], config });
    const name = alice.keepsToHerself("who she is", "alice.staff.example");
    archive.knowsAlready(name);
    alice.carries(staff.issue(name.text, { extendedKeyUsage: ["clientAuth"] }));
    const eve = world.eavesdropper("eve", { on: world.link("corridor", alice, archive) });
    return { alice, archive, eve, name };
  },

  story({ alice, archive, eve }, act) {
    act("Eve begins to listen", () => eve.play(listener().listen));
    const session = act(
      "Alice and the archive show who they are",
      () => alice.connect(archive),
    );
    act("Alice asks for a file", () => session.send("file 7"));
    act("Both say goodbye", () => session.close());
  },

  wins: ({ eve, name }) => eve.knows(name),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "up to TLS 1.2 certificates travel in the clear, and hers has her name in it",
    },
    {
      with: ["tls13"],
      attack: "fails",
      because: "in TLS 1.3 there are keys before there is a certificate, and it is sealed",
    },
  ],

  lesson: mutualTlsLesson,
});
