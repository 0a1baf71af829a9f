import { assertEquals, assertThrows } from "@std/assert";
import { readArguments, type Request, UsageError } from "./arguments.ts";

const ALL: Request = { peers: [], filter: "", json: false, help: false };

const GOOD: readonly (readonly [args: string[], request: Partial<Request>])[] = [
  [[], {}],
  [["--json"], { json: true }],
  [["-h"], { help: true }],
  [["--peer", "openssl"], { peers: ["openssl"] }],
  [["--peer=rustls", "--peer", "openssl"], { peers: ["rustls", "openssl"] }],
  [["--filter", "KeyUpdate: we"], { filter: "KeyUpdate: we" }],
];

for (const [args, request] of GOOD) {
  Deno.test(`readArguments() understands ${JSON.stringify(args)}`, () => {
    assertEquals(readArguments(args), { ...ALL, ...request });
  });
}

const BAD: readonly (readonly [args: string[], message: string])[] = [
  [["--peer", "schannel"], 'Unknown peer "schannel"; there are openssl, rustls, gnutls, nss'],
  [["--peer"], 'Unknown peer ""; there are openssl, rustls, gnutls, nss'],
  [["--filter"], "Cannot use --filter without a text"],
  [["--fitler=x"], 'Unknown option "--fitler"; see --help'],
  [["openssl"], 'Cannot use "openssl": not an option'],
  [["\x1b[2J"], 'Cannot use "\ufffd[2J": not an option'],
];

for (const [args, message] of BAD) {
  Deno.test(`readArguments() refuses ${JSON.stringify(args)}`, () => {
    assertThrows(() => readArguments(args), UsageError, message);
  });
}
