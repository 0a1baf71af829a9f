import { assert, assertEquals } from "@std/assert";
import { decode, encode } from "../bytes/mod.ts";
import { answerTo, DnsMessage, RecordType } from "../net/mod.ts";
import { parseCertificate } from "../pki/mod.ts";
import { lines } from "./app.ts";
import { emptyStage } from "./testing.ts";
import { WebFiles, Webmaster } from "./webmaster.ts";

const DAY = 86_400;

/** Trent, a bank that orders from him, and who tells where names lead. */
function town(options: { readonly hidden?: boolean; readonly places?: number } = {}) {
  const world = emptyStage();
  const root = world.authority("Trent Root");
  const files = new WebFiles();
  const bank = world.server("bank", {
    identity: root.issue("bank.example"),
    app: lines((request) => request),
    services: [
      { port: 443, protection: "tls" },
      { port: 80, protection: "none", app: (options.hidden ? new WebFiles() : files).app },
    ],
  });
  const names = world.nameServer("dns");
  names.leads("bank.example", bank);
  const vantage = Array.from(
    { length: options.places ?? 0 },
    (_, i) => world.vantagePoint(`place ${i + 1}`),
  );
  const trent = world.acmeAuthority("trent", {
    identity: root.issue("trent.example", { notAfter: world.world.calendar() + 900 * DAY }),
    issuer: root,
    names,
    vantage,
  });
  const alice = world.client("alice", { trust: [root] });
  world.link("street", alice, bank);
  world.link("road", bank, trent);
  world.link("lane", trent, names);
  for (const place of vantage) {
    world.link(`${place.name} to the bank`, place, bank);
    world.link(`${place.name} to the names`, place, names);
  }
  const webmaster = new Webmaster(world, {
    server: bank,
    files,
    names,
    authority: trent,
    client: { trust: [root] },
  });
  return { world, root, bank, names, trent, alice, webmaster };
}

for (const challenge of ["http-01", "dns-01"] as const) {
  Deno.test(`a server orders its certificate by ${challenge}, and shows it from then on`, () => {
    const { bank, trent, alice, webmaster } = town({ places: 2 });
    const before = bank.identity;
    const outcome = webmaster.renews(challenge);
    assert(outcome.ok);
    assertEquals(bank.identity.chain, outcome.chain);
    assert(bank.identity !== before);
    assert(trent.did("issues a certificate for bank.example to account 1"));
    assert(alice.connect(bank).connected);
  });
}

Deno.test("who renews in time is never out of date, over years; who does not, is refused", () => {
  const { world, alice, bank, webmaster } = town();
  for (let i = 0; i < 8; i++) {
    assert(webmaster.renews().ok);
    assert(alice.connect(bank).connected);
    world.elapse({ days: 80 });
  }
  assert(alice.connect(bank).connected);
  world.elapse({ days: 20 });
  assert(!alice.connect(bank).connected);
  assertEquals(webmaster.account, "https://trent.example/acme/acct/1");
  const [first] = bank.identity.chain;
  const leaf = parseCertificate(first!);
  assert(leaf.ok && leaf.value.validity.notAfter < world.world.calendar());
});

const refused: readonly [
  what: string,
  options: Parameters<typeof town>[0],
  prepare: (made: ReturnType<typeof town>) => void,
  problem: string,
][] = [
  ["the file is not there", { hidden: true }, () => {}, "unauthorized"],
  [
    "the name leads elsewhere",
    {},
    ({ names, trent }) => names.leads("bank.example", trent),
    "unauthorized",
  ],
  [
    "another place sees something else",
    { places: 1 },
    ({ world }) => {
      // A web server in the way that has no such file.
      const way = world.network.links.find(({ name }) => name === "place 1 to the bank")!;
      const wall = world.network.node("wall");
      world.network.insert(wall, way);
      wall.intercept({ name: "wall", onSegment: () => "take" });
      wall.listenForeign((stream) => void stream.abort());
    },
    "unauthorized",
  ],
  [
    "others alone may issue",
    {},
    ({ names }) => names.mayIssue("bank.example", "other.example"),
    "caa",
  ],
  ["nobody may issue", {}, ({ names }) => names.mayIssue("bank.example", ";"), "caa"],
  ["a name above forbids it", {}, ({ names }) => names.mayIssue("example", ";"), "caa"],
  [
    "another account is named",
    {},
    ({ names }) => names.mayIssue("bank.example", "trent.example; accounturi=https://x/1"),
    "caa",
  ],
];
for (const [what, options, prepare, problem] of refused) {
  Deno.test(`nothing is issued where ${what}: ${problem}`, () => {
    const made = town(options);
    const before = made.bank.identity;
    prepare(made);
    const outcome = made.webmaster.renews();
    assert(!outcome.ok);
    assertEquals(outcome.problem, problem);
    assertEquals([made.bank.identity, made.trent.effects], [before, []]);
  });
}

Deno.test("silence about who may issue is no consent", () => {
  const { world, names, trent, webmaster } = town();
  const way = world.network.links.find(({ name }) => name === "lane")!;
  const wall = world.network.node("wall");
  world.network.insert(wall, way);
  // Everything passes but the questions of that type, which end in 0x0101 and the class.
  const asks = (payload: Uint8Array) => payload.at(-4) === 1 && payload.at(-3) === 1;
  wall.intercept({
    name: "wall",
    onSegment: ({ to, payload }) =>
      to.address === names.node.address && asks(payload) ? "drop" : "pass",
  });
  const outcome = webmaster.renews();
  assert(!outcome.ok && outcome.problem === "dns", JSON.stringify(outcome));
  assertEquals(trent.effects, []);
});

/** Somebody on the way to the name server, who answers in its place as far as `forge` says. */
function forgeNames(
  { world, names }: ReturnType<typeof town>,
  forge: (query: DnsMessage) => DnsMessage | undefined,
): void {
  const way = world.network.links.find(({ name }) => name === "lane")!;
  const wall = world.network.node("wall");
  world.network.insert(wall, way);
  wall.intercept({
    name: "wall",
    onSegment({ from, to, payload, ...rest }, { inject }) {
      const query = to.address === names.node.address ? decode(DnsMessage, payload) : undefined;
      const reply = query?.ok ? forge(query.value) : undefined;
      if (reply === undefined) return "pass";
      inject({ ...rest, from: to, to: from, payload: encode(DnsMessage, reply) });
      return "drop";
    },
  });
}

Deno.test("whoever answers for the name server owns the certificate, whatever its records say", () => {
  const made = town();
  const { world, root, names, trent } = made;
  const files = new WebFiles();
  const thief = world.server("thief", {
    identity: world.authority("Thief Root").issue("bank.example"),
    services: [{ port: 80, protection: "none", app: files.app }],
  });
  world.link("alley", thief, trent);
  names.mayIssue("bank.example", "trent.example; accounturi=https://trent.example/acme/acct/1");
  assert(made.webmaster.renews().ok);
  const order = () =>
    new Webmaster(world, { server: thief, files, authority: trent, client: { trust: [root] } })
      .renews();
  assert(!order().ok);
  forgeNames(made, (query) => {
    const [question] = query.questions;
    return question?.type === RecordType.A
      ? answerTo(query, { address: thief.node.address })
      : answerTo(query);
  });
  assert(order().ok);
  assert(trent.did("issues a certificate for bank.example to account 3"));
});
