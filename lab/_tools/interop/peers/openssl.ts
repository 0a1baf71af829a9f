import { type Bytes, encode, prefixed, rest, struct, uint16, uint32 } from "../../../bytes/mod.ts";
import {
  encodePem,
  type Identity,
  type KnownLog,
  subjectPublicKeyInfoOf,
} from "../../../pki/mod.ts";
import { makeExtension, signedCertificateTimestamp } from "../../../wire/mod.ts";
import { pemOf, plainKeyPemOf, SERVER_NAME } from "../credentials.ts";
import { OpensslProcess } from "./openssl_process.ts";
import type { Stack, Wishes } from "./peer.ts";

/** Writes a file that the process can read. @returns its path */
export type WriteFile = (name: string, content: string | Bytes) => string;

/** The command line tools of OpenSSL. */
export function opensslStack(write: WriteFile): Stack {
  let saved: string | undefined;
  const session = (wishes: Wishes): string[] => {
    if (wishes.session === "save") return ["-sess_out", saved = write("session.pem", "")];
    return wishes.session === "resume" && saved !== undefined ? ["-sess_in", saved] : [];
  };
  return {
    name: "openssl",

    absent: whyAbsent,

    async serve(wishes, identity) {
      const peer = new OpensslProcess([
        ...["s_server", "-accept", "127.0.0.1:0", ...versions(wishes)],
        ...["-naccept", String(wishes.connections ?? 1)],
        ...(wishes.staple ? ["-status_file", write("staple.der", wishes.staple)] : []),
        ...(wishes.tickets === false ? ["-no_ticket"] : []),
        ...identityFiles(identity, write),
        ...(wishes.identityFor ? secondIdentity(wishes.identityFor, write) : []),
        ...trust(wishes, write),
        ...(wishes.clientCertificate === "request" ? ["-verify", "4"] : []),
        ...(wishes.clientCertificate === "require" ? ["-Verify", "4"] : []),
        ...(wishes.alpn ? ["-alpn", wishes.alpn.join(",")] : []),
        ...(wishes.timestamps ? ["-serverinfo", write("sct.pem", infoOf(wishes.timestamps))] : []),
        ...wishes.options ?? [],
      ]);
      try {
        return { port: await peer.port(), peer, next: () => peer };
      } catch (error) {
        await peer[Symbol.asyncDispose]();
        throw error;
      }
    },

    dial(port, wishes) {
      const { serverName = SERVER_NAME } = wishes;
      const peer = new OpensslProcess([
        ...["s_client", "-connect", `127.0.0.1:${port}`, ...versions(wishes)],
        ...(wishes.identity ? identityFiles(wishes.identity, write) : []),
        ...trust(wishes, write),
        ...(serverName === null
          ? ["-noservername", "-verify_ip", "127.0.0.1"]
          : ["-servername", serverName, "-verify_hostname", serverName]),
        ...(wishes.alpn ? ["-alpn", wishes.alpn.join(",")] : []),
        ...session(wishes),
        ...(wishes.tickets === false ? ["-no_ticket"] : []),
        ...(wishes.logs ? ["-ct", "-ctlogfile", write("logs.cnf", logList(wishes.logs))] : []),
        ...(wishes.earlyData ? ["-early_data", write("early.txt", wishes.earlyData)] : []),
        ...wishes.options ?? [],
      ]);
      return Promise.resolve(peer);
    },
  };
}

/** The list of logs that a client knows. */
function logList(logs: readonly KnownLog[]): string {
  const sections = logs.map(({ name, key }, i) => {
    const digits = encodePem("PUBLIC KEY", subjectPublicKeyInfoOf(key).der).split("\n").slice(
      1,
      -2,
    );
    return `[log${i}]\ndescription = ${name}\nkey = ${digits.join("")}\n`;
  });
  return `enabled_logs = ${logs.map((_, i) => `log${i}`).join(",")}\n${sections.join("")}`;
}

/** OpenSSL's flags for ClientHello, ServerHello of TLS 1.2, and Certificate of TLS 1.3. */
const INFO_CONTEXT = 0x0080 | 0x0100 | 0x1000;

/** A server's answer to the extension signed_certificate_timestamp. */
function infoOf(timestamps: readonly Bytes[]): string {
  const answer = makeExtension(signedCertificateTimestamp, "server_hello", timestamps);
  const info = struct("ServerInfo", { context: uint32, type: uint16, data: prefixed(2, rest) });
  return encodePem("SERVERINFOV2 FOR CT", encode(info, { context: INFO_CONTEXT, ...answer }));
}

/** LibreSSL calls itself openssl too, and older versions lack options that are used here. */
async function whyAbsent(): Promise<string | undefined> {
  try {
    const command = new Deno.Command("openssl", { args: ["version"], stderr: "null" });
    const version = new TextDecoder().decode((await command.output()).stdout).trim();
    return /^OpenSSL ([3-9]|\d\d)\./.test(version)
      ? undefined
      : `OpenSSL 3 is wanted, and here is "${version}"`;
  } catch (error) {
    // Deno cannot permit a program that it does not find.
    const missing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotCapable;
    if (missing) return "openssl is not installed";
    throw error;
  }
}

function versions({ versions }: Wishes): string[] {
  if (versions === undefined) return ["-tls1_3"];
  switch (versions) {
    case "TLS 1.0":
      return ["-tls1"];
    case "TLS 1.1":
      return ["-tls1_1"];
    case "TLS 1.2":
      return ["-tls1_2"];
    case "TLS 1.2 and 1.3":
      return [];
  }
}

/** The files of an identity: its certificate, the chain above it, its key. */
function identityFiles(identity: Identity, write: WriteFile): string[] {
  const [leaf, ...above] = identity.chain;
  return [
    ...["-cert", write("leaf.pem", pemOf(leaf!))],
    ...["-key", write("key.pem", plainKeyPemOf(identity))],
    ...(above.length > 0 ? ["-cert_chain", write("chain.pem", pemOf(...above))] : []),
  ];
}

function secondIdentity(
  { name, identity }: NonNullable<Wishes["identityFor"]>,
  write: WriteFile,
): string[] {
  return [
    ...["-servername", name],
    ...["-cert2", write("leaf.pem", pemOf(...identity.chain))],
    ...["-key2", write("key.pem", plainKeyPemOf(identity))],
  ];
}

/** Trusts our root and nothing else, and means it: without that option faults are only printed. */
function trust({ trust }: Wishes, write: WriteFile): string[] {
  const file = trust ? ["-CAfile", write("root.pem", pemOf(trust))] : [];
  return [...file, "-no-CApath", "-no-CAstore", "-verify_return_error"];
}
