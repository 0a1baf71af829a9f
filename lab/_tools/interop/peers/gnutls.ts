import { pemOf, plainKeyPemOf, SERVER_NAME } from "../credentials.ts";
import type { Identity } from "../../../pki/mod.ts";
import { GnutlsPeer } from "./gnutls_peer.ts";
import type { WriteFile } from "./openssl.ts";
import type { Stack, Wishes } from "./peer.ts";
import { freePort, installed } from "./program.ts";

/** The programs of GnuTLS: a server that sends back what it hears, and a client to type to. */
export function gnutlsStack(write: WriteFile): Stack {
  return {
    name: "gnutls",

    async absent() {
      const there = await installed("gnutls-serv", ["--version"]) &&
        await installed("gnutls-cli", ["--version"]);
      return there ? undefined : "GnuTLS is not installed (gnutls-bin)";
    },

    async serve(wishes, identity) {
      const port = freePort();
      const peer = new GnutlsPeer("gnutls-serv", [
        ...["--echo", "--port", String(port), ...common(wishes, write)],
        ...identityFiles(identity, write),
        ...clientCertificate(wishes),
        ...(wishes.alpn ?? []).map((protocol) => `--alpn=${protocol}`),
        ...(wishes.staple ? [`--ocsp-response=${write("staple.der", wishes.staple)}`] : []),
        ...(wishes.maxEarlyData ? ["--earlydata", `--maxearlydata=${wishes.maxEarlyData}`] : []),
        ...(wishes.tickets === false ? ["--noticket"] : []),
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

    dial(port, wishes) {
      const { serverName = SERVER_NAME, identity } = wishes;
      return Promise.resolve(
        new GnutlsPeer("gnutls-cli", [
          ...[`--port=${port}`, "--inline-commands", ...common(wishes, write)],
          ...(serverName === null
            ? ["--disable-sni"]
            : [`--sni-hostname=${serverName}`, `--verify-hostname=${serverName}`]),
          ...(identity ? identityFiles(identity, write) : []),
          ...(wishes.alpn ?? []).map((protocol) => `--alpn=${protocol}`),
          ...(wishes.tickets === false ? ["--noticket"] : []),
          ...(wishes.session === "resume" ? ["--resume", "--waitresumption"] : []),
          ...(wishes.earlyData ? [`--earlydata=${write("early.txt", wishes.earlyData)}`] : []),
          ...wishes.options ?? [],
          "127.0.0.1",
        ]),
      );
    },
  };
}

/** At this level of detail it names the suite and every alert. */
function common(wishes: Wishes, write: WriteFile): string[] {
  const { trust } = wishes;
  return [
    ...["--debug=5", `--priority=${priority(wishes)}`],
    ...(trust ? [`--x509cafile=${write("root.pem", pemOf(trust))}`] : []),
  ];
}

/** By itself it speaks no CBC that has SHA-256 for its MAC. */
function priority({ versions }: Wishes): string {
  switch (versions) {
    case undefined:
      return "NORMAL:-VERS-ALL:+VERS-TLS1.3";
    case "TLS 1.2":
      return "NORMAL:-VERS-ALL:+VERS-TLS1.2:+RSA:+SHA256:+SHA384:+AES-128-CCM-8";
    case "TLS 1.2 and 1.3":
      return "NORMAL";
    default:
      throw new TypeError(`Cannot ask GnuTLS for ${versions}: its own defaults forbid it`);
  }
}

function identityFiles(identity: Identity, write: WriteFile): string[] {
  return [
    `--x509certfile=${write("chain.pem", pemOf(...identity.chain))}`,
    `--x509keyfile=${write("key.pem", plainKeyPemOf(identity))}`,
  ];
}

/** Unless told otherwise, its server asks for a certificate and judges none. */
function clientCertificate({ clientCertificate }: Wishes): string[] {
  if (clientCertificate === undefined) return ["--disable-client-cert"];
  const judging = ["--verify-client-cert"];
  return clientCertificate === "require" ? ["--require-client-cert", ...judging] : judging;
}
