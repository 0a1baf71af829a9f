import { assert, assertEquals, assertThrows } from "@std/assert";
import { http, httpResponse, httpsRedirect } from "./app.ts";
import type { BrowserOptions } from "./browser.ts";
import { NotHappening } from "./session.ts";
import { emptyStage, traceOf } from "./testing.ts";

const FORM = '<form action="/login"></form>';

/** A browser, and a mail site that is asked over http and answers over https. */
function web(
  options: { readonly browser?: BrowserOptions; readonly hsts?: string; readonly cookie?: string } =
    {},
) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const requests: string[] = [];
  const fields = {
    ...(options.hsts !== undefined && { "Strict-Transport-Security": options.hsts }),
    ...(options.cookie !== undefined && { "Set-Cookie": options.cookie }),
  };
  const mail = world.server("mail", {
    identity: root.issue("mail.example"),
    services: [{ port: 443, protection: "tls" }, {
      port: 80,
      protection: "none",
      app: httpsRedirect("mail.example"),
    }],
    app: http((request) => {
      requests.push(request);
      return httpResponse("200 OK", request.startsWith("POST") ? "welcome" : FORM, fields);
    }),
  });
  const alice = world.browser("alice", { trust: [root], ...options.browser });
  const eve = world.eavesdropper("eve", { on: world.link("street", alice, mail) });
  const plainRequests = () =>
    traceOf(world).events.filter((event) =>
      event.kind === "wire.sent" && event.segment.to.port === 80 && event.segment.payload.length > 0
    ).length;
  return { world, mail, alice, eve, requests, plainRequests };
}

Deno.test("an address without a scheme is asked over http, and redirects are followed", () => {
  const { alice, plainRequests } = web();
  const page = alice.opens("mail.example");
  assertEquals(page, { address: "https://mail.example/", status: 200, body: FORM, secure: true });
  assertEquals(plainRequests(), 1);
});

Deno.test("a form goes to where the page says, with a length", () => {
  const { alice, requests } = web();
  const page = alice.submits(alice.opens("https://mail.example/"), { user: "alice", pin: "4711" });
  assertEquals(page.body, "welcome");
  assertEquals(
    requests.at(-1),
    "POST /login HTTP/1.1\r\nHost: mail.example\r\nContent-Length: 19\r\n\r\nuser=alice&pin=4711",
  );
  assertThrows(() => alice.submits(page, {}), NotHappening, "no form");
});

const YEAR = "max-age=31536000";

const visits: readonly [
  what: string,
  hsts: string,
  preload: string[],
  days: number,
  plain: number,
][] = [
  ["without the header", "includeSubDomains", [], 1, 2],
  ["with it", YEAR, [], 1, 1],
  ["with it, until its time is over", "max-age=86400", [], 2, 2],
  ["with a header that takes it back", "max-age=0", [], 1, 2],
  ["on the preload list", "", ["mail.example"], 1, 0],
  ["below a name on the preload list", "", ["example"], 1, 0],
];

for (const [what, hsts, preload, days, plain] of visits) {
  Deno.test(`a second visit ${what}: ${plain} requests in the clear in all`, () => {
    const { world, alice, plainRequests } = web({ hsts, browser: { preload } });
    alice.opens("mail.example");
    world.elapse({ days });
    assertEquals(alice.opens("mail.example").status, 200);
    assertEquals(plainRequests(), plain);
  });
}

for (const [attribute, sent] of [["; Secure", false], ["", true]] as const) {
  Deno.test(`a cookie${attribute || " that is not Secure"} over http: ${sent}`, () => {
    const { alice, requests, world } = web({ cookie: `session=s3cret${attribute}` });
    alice.opens("https://mail.example/");
    alice.opens("https://mail.example/");
    assert(requests[1]!.includes("Cookie: session=s3cret\r\n"));
    alice.opens("http://mail.example/");
    const clear = traceOf(world).events.filter((event) =>
      event.kind === "app.data" && event.node === "mail" && event.direction === "received" &&
      new TextDecoder().decode(event.data).includes("session=s3cret")
    );
    assertEquals(clear.length, sent ? 3 : 2); // the last request comes twice: http, then https
  });
}

Deno.test("a page that came in the clear is called not secure", () => {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const blog = world.server("blog", {
    identity: root.issue("blog.example"),
    tls: false,
    app: http(() => httpResponse("200 OK", "hello")),
  });
  const alice = world.browser("alice");
  world.link("street", alice, blog);
  assertEquals(alice.opens("blog.example").secure, false);
  assert(
    traceOf(world).events.some((event) =>
      event.kind === "note" && event.text.includes('"not secure" beside http://blog.example/')
    ),
  );
  assertEquals(alice.opens("https://blog.example/").status, 0, "nobody answers on 443");
  assertEquals(alice.opens("nowhere.example").status, 0);
});

Deno.test("a certificate that nobody vouches for gives no page", () => {
  const { alice } = web({ browser: { trust: [] } });
  assertEquals(alice.opens("mail.example").status, 0);
});

for (const keepsConnections of [true, false]) {
  Deno.test(`a granted script makes requests, connections kept: ${keepsConnections}`, () => {
    const { world, alice, eve, requests } = web({
      cookie: "session=s3cret; Secure",
      browser: { keepsConnections },
    });
    alice.opens("https://mail.example/");
    const script = alice.runs(eve, "Alice reads Eve's page");
    const answers: boolean[] = [];
    const again = (n: number) =>
      script.request(`https://mail.example/${"a".repeat(n)}`, {
        body: "b".repeat(n),
        done: (answered) => {
          answers.push(answered);
          if (n < 3) again(n + 1);
        },
      });
    again(1);
    world.settle();
    assertEquals(answers, [true, true, true]);
    assertEquals(requests.length, 4);
    assert(requests.slice(1).every((request) => request.includes("session=s3cret")));
    const { events } = traceOf(world);
    const connections = events.filter((event) =>
      event.kind === "wire.sent" && event.segment.flags.join() === "SYN"
    );
    assertEquals(connections.length, keepsConnections ? 1 : 4);
    const grant = events.find((event) => event.kind === "grant");
    assertEquals([grant?.node, grant?.what], ["eve", "a script in alice's browser"]);
  });
}
