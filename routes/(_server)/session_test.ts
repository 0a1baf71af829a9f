import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { cookieOf, Sessions, type SessionState } from "./session.ts";
import { browserRequest } from "./testing.ts";

/** Sends a request with some cookies past the sessions, to a page that may ask for its session. */
async function visit(sessions: Sessions, cookie: string | undefined, asks = true) {
  const state = {} as SessionState;
  let id: string | undefined;
  const response = await sessions.middleware({
    req: browserRequest("/", { headers: cookie === undefined ? {} : { cookie } }),
    state,
    next() {
      if (asks) {
        id = state.session;
        assertEquals(state.session, id);
      }
      return new Response("page");
    },
  });
  return { id, cookies: response.headers.getSetCookie(), text: await response.text() };
}

function cookieFor(id: string | undefined): string {
  return cookieOf(id!).split(";")[0]!;
}

Deno.test("a browser without a session gets one, and keeps it", async () => {
  const sessions = new Sessions();
  const first = await visit(sessions, undefined);
  assertMatch(first.id!, /^[0-9a-f]{32}$/);
  assertEquals(first.cookies, [`tls_lab_session=${first.id}; Path=/; HttpOnly; SameSite=Strict`]);
  assertEquals(first.text, "page");
  const second = await visit(sessions, `theme=dark; ${cookieFor(first.id)}`);
  assertEquals([second.id, second.cookies], [first.id, []]);
  assertEquals(sessions.size, 1);
});

Deno.test("sessions differ", () => {
  const sessions = new Sessions();
  assertEquals(new Set(Array.from({ length: 100 }, () => sessions.begin())).size, 100);
});

Deno.test("who does not need a session gets none", async () => {
  const sessions = new Sessions();
  const { cookies } = await visit(sessions, undefined, false);
  assertEquals([cookies, sessions.size], [[], 0]);
});

const UNKNOWN = "0123456789abcdef0123456789abcdef";
const MALFORMED: readonly string[] = [
  "",
  ";;;=",
  "tls_lab_session",
  "tls_lab_session=",
  "tls_lab_session=short",
  `tls_lab_session=${UNKNOWN.toUpperCase()}`,
  `tls_lab_session="${UNKNOWN}"`,
  `tls_lab_session=${UNKNOWN}x`,
  `tls_lab_session=${UNKNOWN}`, // well formed, but nobody was given it
  `TLS_LAB_SESSION=${UNKNOWN}`,
  "__proto__=1; constructor=2",
  `${"a=b; ".repeat(10_000)}`,
];

for (const cookie of MALFORMED) {
  Deno.test(`cookies "${cookie.slice(0, 60)}" name no session`, async () => {
    const { id, cookies } = await visit(new Sessions(), cookie);
    assertNotEquals(id, UNKNOWN);
    assertEquals(cookies.length, 1);
  });
}

Deno.test("the first session that is alive counts, whatever else other programs have set", async () => {
  const sessions = new Sessions();
  const id = sessions.begin();
  const found = await visit(sessions, `tls_lab_session=${UNKNOWN}; ${cookieFor(id)}`);
  assertEquals(found.id, id);
});

Deno.test("a session ends when it was idle for long", () => {
  let time = 0;
  const sessions = new Sessions({ idle: 1_000, now: () => time });
  const id = sessions.begin();
  const request = browserRequest("/", { headers: { cookie: cookieFor(id) } });
  time = 1_000;
  assertEquals(sessions.find(request), id);
  time = 2_000;
  assertEquals([sessions.find(request), sessions.size], [id, 1]);
  time = 3_001;
  assertEquals([sessions.find(request), sessions.size], [undefined, 0]);
});

Deno.test("of too many sessions, the one not seen longest ends", () => {
  const sessions = new Sessions({ most: 2, now: () => 0 });
  const [a, b] = [sessions.begin(), sessions.begin()];
  const request = (id: string) => browserRequest("/", { headers: { cookie: cookieFor(id) } });
  assertEquals(sessions.find(request(a)), a);
  const c = sessions.begin();
  assertEquals([a, b, c].map((id) => sessions.find(request(id)) === id), [true, false, true]);
  for (let i = 0; i < 1_000; i++) sessions.begin();
  assertEquals(sessions.size, 2);
});

Deno.test("an answer that cannot be changed gets its cookie too", async () => {
  const state = {} as SessionState;
  const response = await new Sessions().middleware({
    req: browserRequest("/"),
    state,
    next() {
      assert(state.session);
      return Response.redirect("http://127.0.0.1:8000/run", 303);
    },
  });
  assert(response.headers.getSetCookie()[0]!.startsWith("tls_lab_session="));
  assertEquals([response.status, response.headers.get("location")], [
    303,
    "http://127.0.0.1:8000/run",
  ]);
});
