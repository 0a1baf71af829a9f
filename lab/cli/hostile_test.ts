/**
 * Hostile text goes wherever a peer, a certificate or an author can put text, through a whole run,
 * and out to the terminal. Nothing but letters, line ends and our own colours may come out.
 */
import { assert, assertEquals } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { impersonate, listener } from "../attacks/mod.ts";
import { http, httpResponse, type Stage } from "../cast/mod.ts";
import { acceptAnyCertificate } from "../flaws/mod.ts";
import { scenario } from "../scenario/mod.ts";
import { call, COLOUR, EVIL, HARMFUL } from "./testing.ts";

/** A story with the same evil text in every place that takes text. */
function infested(evil: string) {
  return scenario({
    id: "infested",
    title: evil,
    level: "deeper",
    about: "hostile text",
    summary: evil,
    moral: evil,
    sources: [evil],
    defences: { check: evil },
    stage: (world, on) => cast(world, evil, on.check),
    story({ alice, shop, mallory, eve, secret, fakes }, act) {
      act(evil, () => mallory.play(impersonate(() => fakes)));
      act(`Eve listens ${evil}`, () => eve.play(listener().listen));
      mallory.note(evil);
      const session = act(`${evil}${evil}`, () => alice.connect(shop));
      act("Alice speaks", () => session.send(`${secret} ${evil}`));
      act("Alice asks", () => session.send(`GET /${evil} HTTP/1.1\r\n\r\n`));
      act("Alice goes on", () => session.close());
      act("And never", () => session.send(evil));
    },
    wins: ({ mallory, secret }) => mallory.knows(secret),
    matrix: [
      { with: [], attack: "succeeds", because: evil },
      { with: ["check"], attack: "fails", because: evil, alert: "unknown_ca" },
    ],
  });
}

function cast(world: Stage, evil: string, checks: boolean) {
  const root = world.authority(`${evil} Root`);
  const genuine = root.issue("shop.example", { commonName: evil });
  const shop = world.server("shop", {
    // The name that Alice asks for is evil too: it goes out in her hello.
    identity: { ...genuine, subject: evil },
    app: http((request, { effect }) => {
      effect(`hears ${request}`);
      return httpResponse(`200 ${evil}`, evil);
    }),
  });
  const alice = world.client(`alice ${evil}`, {
    trust: [root],
    flaws: checks ? [] : [acceptAnyCertificate],
  });
  const road = world.link(`road ${evil}`, alice, shop);
  const eve = world.eavesdropper(`eve ${evil}`, { on: road });
  const mallory = world.attacker(`mallory ${evil}`, { on: road });
  const fakes = world.authority(`fake ${evil}`).issue("shop.example", { commonName: evil });
  return { alice, shop, mallory, eve, fakes, secret: alice.types(`secret ${evil}`, "4711 0815") };
}

const LINES = ["scenario", "infested"];

const calls: readonly (readonly string[])[] = [
  [...LINES, "--verbose"],
  [...LINES, "--with", "none"],
  ["scenario"],
  ["matrix", "infested"],
];

for (const [what, evil] of Object.entries(EVIL)) {
  Deno.test(`${what}: nothing but letters, line ends and our own colours come out`, () => {
    const scenarios = [infested(evil)];
    for (const args of calls) {
      const plain = call(scenarios, args);
      assertHarmless(plain.out);
      assertEquals([plain.status, plain.error], [0, ""]);
      const coloured = call(scenarios, args, { color: true });
      assertEquals(coloured.out.replace(COLOUR, ""), plain.out, "colours are all that differs");
    }
  });

  Deno.test(`${what}: JSON holds the true text, and shows nothing harmful`, () => {
    const scenarios = [infested(evil)];
    for (const args of [["scenario"], LINES, ["matrix"]]) {
      const { out } = call(scenarios, [...args, "--json"]);
      assertHarmless(out);
      const told = JSON.parse(out);
      const one = told.scenarios?.[0] ?? told;
      assertEquals(one.title, evil);
      const knows = one.rows[0]?.knows;
      if (knows !== undefined) assert(knows[`alice ${evil}`].includes(`secret ${evil}`));
    }
  });

  Deno.test(`${what}: a wrong call repeats it harmlessly on one line`, () => {
    const scenarios = [infested("bank")];
    const wrong = [
      [evil],
      ["scenario", evil],
      [...LINES, "--with", `${evil}x`],
      [...LINES, "--seed", evil],
      [...LINES, "--width", evil],
      [...LINES, `--${evil}`],
      [...LINES, evil],
    ];
    for (const args of wrong) {
      const { status, out, error } = call(scenarios, args);
      assertEquals([status, out], [2, ""], args.join(" "));
      assertEquals(error.split("\n").length, 2, error);
      assertHarmless(error);
      assert(unicodeWidth(error) < 500);
    }
  });
}

function assertHarmless(text: string): void {
  const found = HARMFUL.exec(text);
  const around = found && text.slice(Math.max(0, found.index - 40), found.index + 10);
  assertEquals(found, null, JSON.stringify(around));
}

const bulky: readonly [what: string, issue: { names?: string[]; commonName?: string }][] = [
  ["a common name of 64 KiB", { commonName: "x".repeat(65536) }],
  ["a common name of 64 KiB that clears the screen", { commonName: "\u001b[2J".repeat(16384) }],
  ["64 KiB of marks on one letter", { commonName: `e${"\u0301".repeat(32768)}` }],
  ["2,000 names", { names: Array.from({ length: 2000 }, (_, i) => `n${i}.example`) }],
];

for (const [what, options] of bulky) {
  Deno.test(`a certificate with ${what} is shown within the width, and soon`, () => {
    const story = scenario({
      ...infested("bank"),
      defences: { check: "Alice looks" },
      stage(world) {
        const root = world.authority("Root");
        const identity = { ...root.issue("x.example", options), subject: "bank.example" };
        const bank = world.server("bank", { identity });
        const alice = world.client("alice", { trust: [root] });
        world.link("road", alice, bank);
        return { alice, bank };
      },
      story: ({ alice, bank }, act) => void act("Alice looks", () => alice.connect(bank)),
      wins: () => false,
      matrix: [{ with: [], attack: "fails" }, { with: ["check"], attack: "fails" }],
    });
    const { out } = call([story], [...LINES, "--with", "none", "--verbose"]);
    assertHarmless(out);
    for (const line of out.split("\n")) assert(unicodeWidth(line) <= 80, line.slice(0, 200));
  });
}
