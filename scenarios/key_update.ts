/** New keys in the middle of a conversation, and what a copy of the memory opens then. */
import {
  openWithTrafficSecrets,
  readRecording,
  type RecordedConnection,
  recorder,
  type TrafficSecrets,
} from "../lab/attacks/mod.ts";
import { lines, type Session } from "../lab/cast/mod.ts";
import { scenario } from "../lab/scenario/mod.ts";
import { keyUpdateLesson } from "./lessons/key_update.ts";
import { type Look, looksTable } from "./parts/agreements.ts";

/** Traffic secrets, and what the ledger calls them. */
interface Memory extends TrafficSecrets {
  readonly id: Readonly<Record<"toServer" | "toClient", string>>;
}

/** What lies in the memory of a session at this moment. */
function memoryOf(session: Session): Memory {
  const last = (side: "CLIENT" | "SERVER") => {
    const known = session.reported.findLast((event) =>
      event.kind === "secret" && event.label.startsWith(`${side}_TRAFFIC_SECRET`)
    );
    if (known?.kind !== "secret") throw new Error("Cannot look into a memory without secrets");
    return known;
  };
  const [client, server] = [last("CLIENT"), last("SERVER")];
  const name = (label: string) => `alice → bank/${label}`;
  return {
    client: client.secret,
    server: server.secret,
    id: { toServer: name(client.label), toClient: name(server.label) },
  };
}

export default scenario({
  id: "key-update",
  title: "New keys on the way",
  level: "first-day",
  about: "walk-through",
  summary:
    "Alice keeps a connection to her bank open for hours. Somebody gets a copy of what lies in her " +
    "machine's memory, and Eve has recorded all that was said.",
  moral: "A key that is gone opens nothing: change keys, and the past is out of reach",
  sources: [
    "RFC 9846 §4.7.3 [8446 §4.6.3]",
    "RFC 9846 §7.2",
    "RFC 9846 §5.5",
  ],

  defences: { "new-keys": "Alice and the bank change keys before she goes on" },

  stage(world, on) {
    const root = world.authority("Honest Root");
    const answers = new Map<string, string>();
    const bank = world.server("bank", {
      identity: root.issue("bank.example"),
      app: lines((request) => answers.get(request) ?? "done"),
    });
    const alice = world.client("alice", { trust: [root] });
    const eve = world.eavesdropper("eve", { on: world.link("backbone", alice, bank) });
    const balance = bank.keepsToHerself("alice's balance", "42 EUR");
    answers.set("balance?", balance.text);
    const pin = alice.types("PIN of the second hour", "4711");
    const loan = alice.types("loan of the second hour", "9000 EUR");
    const looks: Look[] = [];
    return { world, alice, bank, eve, balance, pin, loan, tape: recorder(), looks, on };
  },

  story({ world, alice, bank, eve, pin, loan, tape, looks, on }, act) {
    const look = (when: string, stolen: Memory) =>
      eve.play(readRecording(tape.recording, {
        id: stolen.id,
        open(connection: RecordedConnection) {
          const result = openWithTrafficSecrets(connection, stolen, world);
          const opened = result.toServer.length + result.toClient.length;
          looks.push({ when, sealed: result.sealed, opened });
          return result;
        },
      }));

    act("Eve records whatever passes", () => eve.play(tape.listen));
    const session = act("Alice asks for her balance", () => {
      const opened = alice.connect(bank);
      opened.send("balance?");
      return opened;
    });
    act("An hour later they go on", () => {
      world.elapse({ hours: 1 });
      if (on["new-keys"]) session.updateKeys();
      session.send(`new PIN ${pin}`);
    });
    const stolen = act("Somebody copies the memory of Alice's machine", () => {
      const memory = memoryOf(session);
      const why = "it lay in the memory of Alice's machine";
      world.grant(eve, memory.client, why);
      world.grant(eve, memory.server, why);
      look("with the copy", memory);
      return memory;
    });
    act("Now Alice changes keys, and asks for a loan", () => {
      session.updateKeys();
      session.send(`loan ${loan}`);
      session.close();
    });
    act("Eve looks once more", () => look("at the end", stolen));
  },

  wins: ({ eve, balance }) => eve.knows(balance),

  matrix: [
    {
      with: [],
      attack: "succeeds",
      because: "one pair of keys had sealed everything since the handshake",
    },
    {
      with: ["new-keys"],
      attack: "fails",
      because: "the keys that sealed it were gone, and new keys do not lead back to them",
    },
  ],

  tables: ({ looks }) => [looksTable(looks)],

  lesson: keyUpdateLesson,
});
