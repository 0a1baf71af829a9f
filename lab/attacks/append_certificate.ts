import { type Bytes, utf8 } from "../bytes/mod.ts";
import type { TlsChannel } from "../host/mod.ts";
import type { Identity } from "../pki/mod.ts";
import {
  clientConfig,
  ClientConnection,
  HONEST_SEAMS,
  serverConfig,
  ServerConnection,
} from "../tls/mod.ts";
import type { Endpoint } from "../trace/mod.ts";
import type { Attack, Position } from "./position.ts";

/** An attack in two steps: a certificate is shown to her, and later she shows it to others. */
export interface Appended {
  /** Answers at her own site, and asks everybody who comes for a certificate. */
  readonly open: Attack;
  /** Calls another server with her own certificate, the copy behind it, and asks. */
  ask(request: string): Attack;
}

/** How she appears, and where she goes. */
export interface AppendOptions {
  /** Of her own site. */
  readonly site: Identity;
  /** What her site answers. */
  readonly answer: string;
  /** Her own, as a client; genuine, and hers. */
  readonly own: Identity;
  readonly towards: Endpoint;
  /** The name of the server there. */
  readonly serverName: string;
}

/** She looks at nobody's certificate: she wants to have it. */
const SEAMS = { ...HONEST_SEAMS, verifyChain: () => ({ ok: true, checks: [] }) };

/**
 * Collects a certificate that somebody shows her, and sends the copy along behind one of her own
 * (compare CVE-2023-2422). TLS proves the key of the first only, and says so to nobody who does not
 * ask.
 */
export function appendCertificate(options: AppendOptions): Appended {
  let copy: Bytes | undefined;
  return {
    open(mallory) {
      const { name, crypto, ambient } = mallory;
      mallory.note(`${name} opens a site that asks its visitors for certificates`);
      mallory.listen(443, (line) => {
        const config = serverConfig({
          crypto,
          seams: SEAMS,
          chooseIdentity: () => options.site,
          clientCertificate: "request",
        });
        const visitor = mallory.nameOf(line.remote.address);
        const channel = mallory.channel(new ServerConnection(config, ambient), line, visitor, name);
        channel.handlers = {
          onOpen: (cause) => {
            copy = shownOn(channel) ?? copy;
            if (copy !== undefined) mallory.note(`${name} keeps a copy of what was shown`, cause);
          },
          onData: (_data, cause) => channel.send(utf8(`${options.answer}\n`), cause),
          onClose: (cause) => void (channel.alive && channel.close(cause)),
        };
      });
    },
    ask: (request) => (mallory) => call(mallory, options, copy, request),
  };
}

/** The certificate of whoever is at the other end. */
function shownOn({ reported }: TlsChannel): Bytes | undefined {
  const shown = reported.find((event) =>
    event.kind === "check" && event.subject === "certificate chain"
  );
  return shown?.kind === "check" ? shown.certificates[0] : undefined;
}

function call(
  mallory: Position,
  { own, towards, serverName }: AppendOptions,
  copy: Bytes | undefined,
  request: string,
): void {
  const { name, crypto, ambient } = mallory;
  const identity = copy === undefined ? own : { ...own, chain: [...own.chain, copy] };
  const config = clientConfig({ crypto, seams: SEAMS, serverName, identity });
  mallory.note(`${name} shows ${identity.chain.length} certificates, her own first`);
  mallory.connect(towards, {
    onOpen(line, packet) {
      const target = mallory.nameOf(towards.address);
      const channel = mallory.channel(new ClientConnection(config, ambient), line, name, target);
      channel.handlers = {
        onOpen: (cause) => channel.send(utf8(`${request}\n`), cause),
        onData(data, event) {
          const key = channel.readSecret;
          if (event !== undefined && key !== undefined) {
            mallory.learn(data, { by: "opened", event, key }, event);
          }
          channel.close(event);
        },
      };
      channel.start(packet);
    },
  });
}
