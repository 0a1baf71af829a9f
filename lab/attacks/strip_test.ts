import { assert, assertEquals } from "@std/assert";
import { greetMailServer, http, httpResponse, httpsRedirect, logIn, smtp } from "../cast/mod.ts";
import { emptyStage, traceOf } from "../cast/testing.ts";
import { stripHttps, stripStartTls } from "./mod.ts";

const PAGE =
  '<a href="https://other.example/">x</a><form action="https://mail.example/login">é</form>';

/** Alice's browser, Mallory who strips, and a site that wants TLS. */
function stripped() {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const requests: string[] = [];
  const mail = world.server("mail", {
    identity: root.issue("mail.example"),
    services: [
      { port: 443, protection: "tls" },
      { port: 80, protection: "none", app: httpsRedirect("mail.example") },
    ],
    app: http((request) => {
      requests.push(request);
      return httpResponse("200 OK", PAGE, {
        "Strict-Transport-Security": "max-age=31536000",
        "Set-Cookie": "session=s3cret; Secure",
      });
    }),
  });
  const alice = world.browser("alice", { trust: [root] });
  const mallory = world.attacker("mallory", { on: world.link("Wi-Fi", alice, mail) });
  const cookie = mail.keepsToHerself("cookie", "s3cret");
  mallory.play(stripHttps());
  return { world, mail, alice, mallory, requests, cookie };
}

Deno.test("stripHttps(): every https in a page becomes http, and its length is right", () => {
  const { alice } = stripped();
  const page = alice.opens("mail.example");
  assertEquals(page.body, PAGE.replaceAll("https:", "http:"));
  assertEquals([page.status, page.secure], [200, false]);
});

Deno.test("stripHttps(): the header and the Secure attribute are gone, the second time too", () => {
  const { alice, requests, mallory, cookie } = stripped();
  alice.opens("mail.example");
  alice.opens("mail.example");
  assertEquals(requests.length, 2);
  assert(requests[1]!.includes("Cookie: session=s3cret"), "a cookie that is no longer Secure");
  assertEquals(mallory.knows(cookie)?.how.by, "opened");
});

Deno.test("stripHttps(): a connection that begins with TLS passes untouched", () => {
  const { alice, mallory, cookie, world } = stripped();
  const page = alice.opens("https://mail.example/");
  assertEquals([page.body, page.secure], [PAGE, true]);
  assertEquals(mallory.knows(cookie), undefined);
  assert(
    !traceOf(world).events.some((event) => event.kind === "tls.state" && event.node === "mallory"),
  );
});

const policies: readonly [
  what: string,
  port: number,
  offersTls: boolean,
  requireTls: boolean,
  loggedIn: boolean,
  known: boolean,
][] = [
  ["is stripped of the offer", 587, true, false, true, true],
  ["insists on TLS", 587, true, true, false, false],
  ["meets a server without TLS", 587, false, false, true, true],
  ["begins with TLS", 465, true, false, true, false],
];

for (const [what, port, offersTls, requireTls, loggedIn, known] of policies) {
  Deno.test(`stripStartTls(): a mail program that ${what}`, () => {
    const world = emptyStage();
    const root = world.authority("Honest Root");
    const mail = world.server("mail", {
      identity: root.issue("mail.example"),
      services: [{ port: 587, protection: "starttls" }, { port: 465, protection: "tls" }],
      app: smtp({ host: "mail.example", users: { alice: "sesame" }, offersTls }),
    });
    const alice = world.client("alice", { trust: [root] });
    const mallory = world.attacker("mallory", { on: world.link("Wi-Fi", alice, mail) });
    const password = alice.types("password", "sesame");
    mallory.play(stripStartTls(587));
    const session = alice.connect(mail, { port });
    greetMailServer(alice, session, { requireTls });
    if (session.alive) logIn(session, "alice", password.text);
    assertEquals(mail.did("lets alice in"), loggedIn);
    assertEquals(mallory.knows(password) !== undefined, known);
  });
}
