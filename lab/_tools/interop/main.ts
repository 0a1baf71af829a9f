/** `deno task interop`: the lab's engine against other implementations, over the loopback only. */
import { nativeProvider } from "../../crypto/native.ts";
import { nobleProvider } from "../../crypto/noble.ts";
import { CASES } from "./cases/mod.ts";
import { makeCredentials } from "./credentials.ts";
import { opensslStack } from "./peers/openssl.ts";
import { rustlsStack } from "./peers/rustls.ts";
import { interop } from "./run.ts";
import { temporaryFolder } from "./temporary_folder.ts";

/** Writes a line; a reader that went away, such as `head`, is no fault of ours. */
function writeLine(stream: { writeSync(bytes: Uint8Array): number }, line: string): void {
  const bytes = new TextEncoder().encode(`${line}\n`);
  try {
    for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

async function main(): Promise<number> {
  using folder = temporaryFolder();
  const now = Math.floor(Date.now() / 1000);
  return await interop(Deno.args, CASES, {
    stacks: [opensslStack(folder.write), rustlsStack],
    providers: [nobleProvider(), nativeProvider()].map((crypto) => ({
      crypto,
      credentials: makeCredentials(crypto, now),
    })),
    now: () => performance.now(),
    out: (line) => writeLine(Deno.stdout, line),
    error: (line) => writeLine(Deno.stderr, line),
  });
}

if (import.meta.main) Deno.exit(await main());
