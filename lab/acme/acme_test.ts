import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromUtf8, utf8 } from "../bytes/mod.ts";
import { generateEcKey, seededRandom } from "../crypto/mod.ts";
import { nobleProvider } from "../crypto/noble.ts";
import { authority, extension, parseCertificate } from "../pki/mod.ts";
import type { ChallengeType, Provision } from "./challenge.ts";
import { expectedAnswer } from "./challenge.ts";
import { AcmeAccount, type Outcome } from "./client.ts";
import { OrderConversation } from "./conversation.ts";
import { readRequestText } from "./http.ts";
import { signedRequest } from "./jws.ts";
import { AcmeServer, type Finding, type Handled } from "./server.ts";

const provider = nobleProvider();
const HOST = "trent.example";
const NOW = 1_785_542_400;

function trent() {
  const random = seededRandom(1, "trent");
  const root = authority("Trent Root", { provider, random, clock: () => NOW });
  const issue: ConstructorParameters<typeof AcmeServer>[0]["issue"] = (key, names) => [
    root.certify(key, { names }),
    ...root.chain,
  ];
  return new AcmeServer({ host: HOST, provider, random, issue });
}

function customer(seed = 1) {
  return new AcmeAccount(HOST, { provider, random: seededRandom(seed, "bank") });
}

interface Played {
  readonly outcome: Outcome | undefined;
  readonly provisions: Provision[];
  readonly handled: Handled[];
  /** Paths asked for, in order. */
  readonly asked: string[];
}

/** An order from its beginning to its end, without any network. */
function play(
  server: AcmeServer,
  account: AcmeAccount,
  options: {
    readonly names?: readonly string[];
    readonly challenge?: ChallengeType;
    readonly finding?: Finding;
    readonly never?: boolean;
  } = {},
): Played {
  const { names = ["bank.example"], challenge = "http-01", finding = { ok: true } } = options;
  const key = generateEcKey(provider, "P-256", account.tools.random, "certificate key");
  const played = { provisions: [], handled: [], asked: [] } as unknown as Played;
  const late: (() => void)[] = [];
  let outcome: Outcome | undefined;
  const conversation = new OrderConversation(account, { names, challenge, key }, {
    send(bytes) {
      const request = readRequestText(fromUtf8(bytes))!;
      played.asked.push(`${request.method} ${request.path}`);
      const handled = server.handle(request);
      played.handled.push(handled);
      const { validation, response: { status, fields, body } } = handled;
      if (validation !== undefined && !options.never) server.decide(validation, finding);
      const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join("");
      const text = `HTTP/1.1 ${status} x\r\n${head}Content-Length: ${
        utf8(body).length
      }\r\n\r\n${body}`;
      late.push(() => conversation.receive(utf8(text)));
    },
    provision: (provision) => void played.provisions.push(provision),
    after: (_, action) => void late.push(action),
    done: (one) => void (outcome = one),
  });
  conversation.start();
  for (let next = late.shift(); next !== undefined; next = late.shift()) next();
  return { ...played, outcome };
}

Deno.test("an order ends with a certificate for the names and the key", () => {
  const names = ["bank.example", "www.bank.example"];
  const { outcome, provisions, asked } = play(trent(), customer(), { names });
  assert(outcome?.ok);
  const leaf = parseCertificate(outcome.chain[0]!);
  assert(leaf.ok);
  assertEquals(leaf.value.publicKey, outcome.key.publicKey);
  assertEquals(extension(leaf.value, "subjectAltName")?.value.map(({ value }) => value), names);
  assertEquals(provisions.map(({ domain }) => domain), names);
  assertEquals(asked.slice(0, 4), [
    "GET /acme/directory",
    "HEAD /acme/new-nonce",
    "POST /acme/new-account",
    "POST /acme/new-order",
  ]);
});

Deno.test("who comes again keeps his account, and proves the name again", () => {
  const server = trent();
  const account = customer();
  const first = play(server, account);
  const again = play(server, account);
  assertEquals(account.url, "https://trent.example/acme/acct/1");
  assert(again.outcome?.ok && !again.asked.includes("POST /acme/new-account"));
  assertEquals(again.provisions.length, 1);
  assert(again.provisions[0]!.token !== first.provisions[0]!.token);
});

Deno.test("the answer that is expected is bound to the account", () => {
  const server = trent();
  const [mine, hers] = [customer(1), customer(2)].map((account) => play(server, account));
  const answers = [mine!, hers!].map(({ provisions }) => expectedAnswer(provider, provisions[0]!));
  assert(answers[0] !== answers[1]);
  const [proof] = mine!.provisions;
  assertEquals(proof!.keyAuthorization, `${proof!.token}.${customer(1).thumbprint}`);
  const record = expectedAnswer(provider, { ...proof!, type: "dns-01" });
  assertEquals(record.length, 43);
});

const ends: readonly [what: string, options: Parameters<typeof play>[2], problem: string][] = [
  [
    "a name that does not obey",
    { finding: { ok: false, problem: "unauthorized", detail: "nothing there" } },
    "unauthorized",
  ],
  [
    "records that forbid it",
    { finding: { ok: false, problem: "caa", detail: "nobody may issue" } },
    "caa",
  ],
  ["an authority that never decides", { never: true }, "connection"],
  ["a wildcard", { names: ["*.bank.example"] }, "rejectedIdentifier"],
  ["a name of one label", { names: ["bank"] }, "rejectedIdentifier"],
  ["no names at all", { names: [] }, "malformed"],
];
for (const [what, options, problem] of ends) {
  Deno.test(`an order fails with ${what}: ${problem}`, () => {
    const { outcome } = play(trent(), customer(), options);
    assert(outcome !== undefined && !outcome.ok);
    assertEquals(outcome.problem, problem);
  });
}

/** What the authority says to a request of somebody who already has an account. */
function answerTo(
  change: { readonly nonce?: string; readonly url?: string; readonly kid?: string },
  path = "/acme/new-order",
): string {
  const server = trent();
  const account = customer();
  play(server, account);
  const { response } = server.handle({ method: "HEAD", path: "/acme/new-nonce", body: "" });
  const header = {
    alg: "ES256" as const,
    kid: change.kid ?? account.url!,
    nonce: change.nonce ?? response.fields["replay-nonce"]!,
    url: change.url ?? `https://${HOST}${path}`,
  };
  const body = signedRequest(header, "{}", account.key, account.tools);
  const answered = server.handle({ method: "POST", path, body }).response;
  return JSON.parse(answered.body).type?.split(":").at(-1) ?? String(answered.status);
}

const refused: readonly [what: string, given: Parameters<typeof answerTo>, problem: string][] = [
  ["a nonce that it did not give", [{ nonce: "mine" }], "badNonce"],
  ["a request for another address", [{ url: `https://${HOST}/acme/acct/1` }], "unauthorized"],
  ["an account that is not there", [{ kid: `https://${HOST}/acme/acct/9` }], "accountDoesNotExist"],
  ["an order of somebody else", [{}, "/acme/order/9"], "malformed"],
];
for (const [what, given, problem] of refused) {
  Deno.test(`the authority refuses ${what}: ${problem} (RFC 8555 §6)`, () => {
    assertEquals(answerTo(...given), problem);
  });
}

Deno.test("a nonce serves once", () => {
  const server = trent();
  const account = customer();
  play(server, account);
  const { response } = server.handle({ method: "HEAD", path: "/acme/new-nonce", body: "" });
  const path = "/acme/order/1";
  const header = {
    alg: "ES256" as const,
    kid: account.url!,
    nonce: response.fields["replay-nonce"]!,
    url: `https://${HOST}${path}`,
  };
  const body = signedRequest(header, "", account.key, account.tools);
  const statuses = [1, 2].map(() => server.handle({ method: "POST", path, body }).response.status);
  assertEquals(statuses, [200, 400]);
});

Deno.test("nothing that is sent makes the authority throw, or issue", () => {
  const server = trent();
  const path = fc.constantFrom(
    "/acme/new-account",
    "/acme/new-order",
    "/acme/order/1/finalize",
    "/",
  );
  const member = fc.constantFrom("protected", "payload", "signature", "x");
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.dictionary(member, fc.string()).map((one) => JSON.stringify(one)),
  );
  fc.assert(
    fc.property(fc.constantFrom("GET", "HEAD", "POST"), path, body, (method, path, body) => {
      const { response, issued } = server.handle({ method: method as "POST", path, body });
      assert(response.status >= 200 && issued === undefined);
    }),
    { seed: 1, numRuns: 300 },
  );
});
