/** `deno task interop`: the lab's engine against other implementations, over the loopback only. */
import { nativeProvider } from "../../crypto/native.ts";
import { nobleProvider } from "../../crypto/noble.ts";
import { writeText } from "../output.ts";
import { CASES } from "./cases/mod.ts";
import { makeCredentials } from "./credentials.ts";
import { gnutlsStack } from "./peers/gnutls.ts";
import { nssStack } from "./peers/nss.ts";
import { opensslStack } from "./peers/openssl.ts";
import { rustlsStack } from "./peers/rustls.ts";
import { interop } from "./run.ts";
import { temporaryFolder } from "./temporary_folder.ts";

async function main(): Promise<number> {
  using folder = temporaryFolder();
  const now = Math.floor(Date.now() / 1000);
  return await interop(Deno.args, CASES, {
    stacks: [
      opensslStack(folder.write),
      rustlsStack,
      gnutlsStack(folder.write),
      nssStack(folder.write, folder.makeFolder),
    ],
    providers: [nobleProvider(), nativeProvider()].map((crypto) => ({
      crypto,
      credentials: makeCredentials(crypto, now),
    })),
    now: () => performance.now(),
    out: (line) => writeText(Deno.stdout, `${line}\n`),
    error: (line) => writeText(Deno.stderr, `${line}\n`),
  });
}

if (import.meta.main) Deno.exit(await main());
