import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Bytes, fromUtf8, utf8 } from "../bytes/mod.ts";
import { type App, http, httpResponse, lines } from "./app.ts";

/** What an application takes for requests when bytes come in these pieces, and what it answers. */
function talk(make: (requests: string[]) => App, pieces: readonly Bytes[]) {
  const requests: string[] = [];
  const conversation = make(requests)();
  const context = { effect: () => {}, secure: false, askWho: () => {}, startTls: () => {} };
  const answers = pieces.map((piece) => conversation(piece, context))
    .map((answer) => answer && fromUtf8(answer));
  return { requests, answers };
}

const shout = (requests: string[]) =>
  lines((request) => {
    requests.push(request);
    return request === "hush" ? undefined : request.toUpperCase();
  });

const web = (requests: string[]) =>
  http((request) => {
    requests.push(request);
    return httpResponse("200 OK", "ok");
  });

const lineCases: readonly [what: string, pieces: string[], requests: string[], last?: string][] = [
  ["a line", ["ping\n"], ["ping"], "PING\n"],
  ["a line in pieces", ["pi", "ng", "\n"], ["ping"], "PING\n"],
  ["two lines at once", ["one\ntwo\n"], ["one", "two"], "ONE\nTWO\n"],
  ["a line and a half", ["one\ntw"], ["one"], "ONE\n"],
  ["a line that wants no answer", ["hush\n"], ["hush"]],
  ["an empty line", ["\n"], [""], "\n"],
  ["no line", ["ping"], []],
  ["nothing", [""], []],
];

for (const [what, pieces, requests, last] of lineCases) {
  Deno.test(`lines() hears ${what}`, () => {
    const heard = talk(shout, pieces.map(utf8));
    assertEquals(heard.requests, requests);
    assertEquals(heard.answers.at(-1), last);
  });
}

const post = (length: string, body: string) =>
  `POST /é HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${body}`;
const GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

const httpCases: readonly [what: string, sent: string, requests: string[]][] = [
  ["a GET", GET, [GET]],
  ["two at once", GET + GET, [GET, GET]],
  ["a body", post("5", "12345"), [post("5", "12345")]],
  ["a body, then another request", post("2", "ab") + GET, [post("2", "ab"), GET]],
  ["a body of many bytes to a character", post("4", "éé"), [post("4", "éé")]],
  ["a body that has not come yet", post("6", "12345"), []],
  ["a head that has not come yet", "GET / HTTP/1.1\r\nHost: x\r\n", []],
  ["a length in other letters", "POST / HTTP/1.1\r\ncOnTeNt-LeNgTh:2\r\n\r\nab", [
    "POST / HTTP/1.1\r\ncOnTeNt-LeNgTh:2\r\n\r\nab",
  ]],
];

for (const [what, sent, requests] of httpCases) {
  Deno.test(`http() hears ${what}, whole or byte by byte`, () => {
    assertEquals(talk(web, [utf8(sent)]).requests, requests);
    assertEquals(
      talk(web, [...utf8(sent)].map((octet) => Uint8Array.of(octet))).requests,
      requests,
    );
  });
}

const hostileLengths = [
  ...["-1", "+1", "1e9", "0x10", "1.5", "", " ", "NaN", "Infinity", "99999999999", "1, 1", "1 2"],
];

for (const length of hostileLengths) {
  Deno.test(`http() takes a Content-Length of "${length}" for no body, and goes on`, () => {
    const { requests } = talk(web, [utf8(post(length, "") + GET)]);
    assertEquals(requests, [post(length, ""), GET]);
  });
}

Deno.test("http() hears 1 MB in packets", () => {
  const bytes = utf8(post("1000000", "x".repeat(1_000_000)));
  const pieces: Bytes[] = [];
  for (let at = 0; at < bytes.length; at += 1400) pieces.push(bytes.subarray(at, at + 1400));
  const { requests, answers } = talk(web, pieces);
  assertEquals(requests.map(({ length }) => length), [fromUtf8(bytes).length]);
  assertEquals(answers.filter((answer) => answer !== undefined).length, 1);
});

Deno.test("what is heard does not depend on how it is cut", () => {
  const requests = fc.array(fc.constantFrom(GET, post("3", "a\nb"), post("4", "\r\n\r\n")), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(fc.property(requests, fc.array(fc.nat(300)), (sent, cuts) => {
    const bytes = utf8(sent.join(""));
    const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b)];
    const pieces = at.map((start, i) => bytes.subarray(start, at[i + 1] ?? bytes.length));
    assertEquals(talk(web, pieces).requests, sent);
  }));
});

Deno.test("every conversation has a memory of its own", () => {
  const app = shout([]);
  const [one, two] = [app(), app()];
  const context = { effect: () => {}, secure: false, askWho: () => {}, startTls: () => {} };
  assertEquals(one(utf8("pi"), context), undefined);
  assertEquals(two(utf8("ng\n"), context), utf8("NG\n"));
});

Deno.test("httpResponse() counts bytes, not characters", () => {
  assertEquals(
    httpResponse("200 OK", "é"),
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\né",
  );
});
