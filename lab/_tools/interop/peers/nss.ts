import { SERVER_NAME } from "../credentials.ts";
import { NICKNAME, NssDatabases } from "./nss_database.ts";
import { NssPeer } from "./nss_peer.ts";
import type { WriteFile } from "./openssl.ts";
import type { Stack, Wishes } from "./peer.ts";
import { freePort, installed } from "./program.ts";

/** The test programs of NSS: a server that sends one page, and a client to type to. */
export function nssStack(write: WriteFile, makeFolder: () => string): Stack {
  const databases = new NssDatabases(write, makeFolder);
  return {
    name: "nss",

    absent: whyAbsent,

    async serve(wishes, identity) {
      const port = freePort();
      const database = await databases.with(wishes.trust, identity);
      const peer = new NssPeer("selfserv", [
        ...["-d", database, "-n", NICKNAME, "-p", String(port), ...common(wishes)],
        ...(wishes.tickets === false ? [] : ["-u"]),
        ...(wishes.maxEarlyData ? ["-Z"] : []),
        ...(wishes.clientCertificate === "request" ? ["-r"] : []),
        ...(wishes.clientCertificate === "require" ? ["-r", "-r"] : []),
        ...wishes.options ?? [],
      ]);
      try {
        await peer.listening();
        return { port, peer, next: () => peer.next() };
      } catch (error) {
        await peer[Symbol.asyncDispose]();
        throw error;
      }
    },

    async dial(port, wishes) {
      const { serverName = SERVER_NAME, identity, says } = wishes;
      const database = await databases.with(wishes.trust, identity);
      return new NssPeer("tstclnt", [
        ...["-h", "127.0.0.1", "-p", String(port), "-d", database, ...common(wishes)],
        ...(serverName === null ? [] : ["-a", serverName]),
        ...(identity ? ["-n", NICKNAME] : []),
        ...(wishes.tickets === false ? [] : ["-u"]),
        ...(wishes.session === "resume" ? ["-L", "2"] : []),
        ...(wishes.earlyData ? ["-Z", "-f"] : []),
        ...(says === undefined ? [] : ["-A", write("says.txt", says)]),
        ...wishes.options ?? [],
      ]);
    },
  };
}

async function whyAbsent(): Promise<string | undefined> {
  const programs = [["tstclnt"], ["selfserv"], ["certutil", "-H"], ["pk12util", "-H"]] as const;
  for (const [name, ...args] of programs) {
    if (!await installed(name, args)) return `NSS is not installed (libnss3-tools: ${name})`;
  }
  return await installed("openssl", ["version"])
    ? undefined
    : "NSS needs openssl here, to make PKCS #12";
}

/** It tells what it does, and knows the extended main secret. */
function common({ versions }: Wishes): string[] {
  return ["-v", "-G", "-V", range(versions)];
}

function range(versions: Wishes["versions"]): string {
  switch (versions) {
    case undefined:
      return "tls1.3:tls1.3";
    case "TLS 1.2":
      return "tls1.2:tls1.2";
    case "TLS 1.2 and 1.3":
      return "tls1.2:tls1.3";
    default:
      throw new TypeError(`Cannot ask NSS for ${versions}: Debian's policy forbids it`);
  }
}
