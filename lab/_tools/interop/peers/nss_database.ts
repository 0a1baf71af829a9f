import { type Bytes, hex } from "../../../bytes/mod.ts";
import type { Identity } from "../../../pki/mod.ts";
import { pemOf, plainKeyPemOf } from "../credentials.ts";
import type { WriteFile } from "./openssl.ts";
import { finished } from "./program.ts";

/** What an identity is called in a database. */
export const NICKNAME = "self";

/**
 * The certificate databases of NSS, whose programs read certificates from nowhere else. Making one
 * takes some tenths of a second, so that each is made once.
 */
export class NssDatabases {
  readonly #write: WriteFile;
  readonly #makeFolder: () => string;
  readonly #made = new Map<string, Promise<string>>();

  constructor(write: WriteFile, makeFolder: () => string) {
    this.#write = write;
    this.#makeFolder = makeFolder;
  }

  /** A database that trusts a root and has an identity, or neither. @returns as option `-d` has it */
  with(trust: Bytes | undefined, identity: Identity | undefined): Promise<string> {
    const name = [trust, ...identity?.chain ?? []].map((der) => der ? hex(der) : "").join();
    const known = this.#made.get(name);
    if (known) return known;
    const making = this.#make(trust, identity);
    this.#made.set(name, making);
    return making;
  }

  async #make(trust: Bytes | undefined, identity: Identity | undefined): Promise<string> {
    const database = `sql:${this.#makeFolder()}`;
    await run("certutil", ["-N", "-d", database, "--empty-password"]);
    if (trust) {
      const file = this.#write("root.pem", pemOf(trust));
      await run("certutil", ["-A", "-d", database, "-n", "root", "-t", "CT,,", "-a", "-i", file]);
    }
    if (identity) {
      const file = await this.#bundle(identity);
      await run("pk12util", ["-d", database, "-i", file, "-W", ""]);
    }
    return database;
  }

  /** Certificates and key in PKCS #12, which is the only way for a key to get in. */
  async #bundle(identity: Identity): Promise<string> {
    const [leaf, ...above] = identity.chain;
    const file = this.#write("identity.p12", "");
    await run("openssl", [
      ...["pkcs12", "-export", "-name", NICKNAME, "-passout", "pass:", "-out", file],
      ...["-in", this.#write("leaf.pem", pemOf(leaf!))],
      ...["-inkey", this.#write("key.pem", plainKeyPemOf(identity))],
      ...(above.length > 0 ? ["-certfile", this.#write("chain.pem", pemOf(...above))] : []),
    ]);
    return file;
  }
}

async function run(name: string, args: readonly string[]): Promise<void> {
  const { success, wrote } = await finished(name, args);
  if (!success) throw new Error(`Cannot run ${name} ${args.join(" ")}: ${wrote}`);
}
