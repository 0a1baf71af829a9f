/**
 * Full handshakes by an implementation with the interface of node:tls, both ends in one process,
 * joined by two streams in memory. The bench starts it; see `protocol.ts`.
 */
import type { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import type * as NodeTls from "node:tls";
import { obey } from "../protocol.ts";

const SERVER_NAME = "bank.example";

/** Two ends of a connection: what is written into one can be read from the other. */
function duplexPair(): [Duplex, Duplex] {
  const end = (other: () => Duplex): Duplex =>
    new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        other().push(chunk);
        done();
      },
      final(done) {
        other().push(null);
        done();
      },
    });
  const near: Duplex = end(() => far);
  const far: Duplex = end(() => near);
  return [near, far];
}

/** One handshake; over when both ends say so. */
function handshake(
  tls: typeof NodeTls,
  isNode: boolean,
  { ca, cert, key }: { readonly ca: string; readonly cert: string; readonly key: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const [near, far] = duplexPair();
    const TLS13 = { minVersion: "TLSv1.3", maxVersion: "TLSv1.3" } as const;
    const context = tls.createSecureContext({ cert, key, ...TLS13 });
    const server = new tls.TLSSocket(far as never, {
      isServer: true,
      secureContext: context,
      SNICallback: (_name, answer) => answer(null, context),
      ...TLS13,
    });
    const expected = { ca, servername: SERVER_NAME, rejectUnauthorized: true, ...TLS13 };
    // node:tls verifies only what it connected itself; lemon-tls connects only what it opened itself.
    const client = isNode
      ? tls.connect({ socket: near, ...expected })
      : new tls.TLSSocket(near as never, expected as NodeTls.TLSSocketOptions);
    const ends = new Set([client, server]);
    for (const end of [client, server]) {
      const opened = () => {
        ends.delete(end);
        if (ends.size > 0) return;
        client.destroy();
        server.destroy();
        resolve();
      };
      end.on("secureConnect", opened);
      end.on("secure", opened); // what a server's end is told instead by node:tls
      end.on("error", reject);
    }
  });
}

if (import.meta.main) {
  const [specifier, papers] = Deno.args;
  // Not a plain string, so that the package is nobody's dependency until somebody asks for it.
  const module = await import(specifier!);
  const tls: typeof NodeTls = module.default ?? module;
  const once = () => handshake(tls, specifier === "node:tls", JSON.parse(papers!));
  await once();
  const version = /@([\d.]+)$/.exec(specifier!)?.[1] ?? Deno.version.deno;
  await obey(
    { handshake: once },
    { version, remark: "chain and name verified" },
  );
}
