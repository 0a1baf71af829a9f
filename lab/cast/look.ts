import { challengeName, challengePath, type Provision } from "../acme/mod.ts";
import { utf8 } from "../bytes/mod.ts";
import { lookup, lookupRecords, type Node, RecordType, seconds, txtOf } from "../net/mod.ts";
import type { EventId } from "../trace/mod.ts";
import type { NameServer } from "./name_server.ts";
import { ResponseReader } from "./web.ts";

/** What there is to see where a challenge is answered: texts, and the event of the last of it. */
export type Seen = (texts: readonly string[], event: EventId | undefined) => void;

const PATIENCE = seconds(5);
const HTTP = 80;

/**
 * Looks where a challenge is to be answered, from one place in the network: a file on port 80 of
 * wherever the name leads, or a record under it (RFC 8555 §8.3, §8.4). What comes is believed.
 *
 * @param done is called once, later; with nothing if nothing was there
 */
export function lookFor(
  node: Node,
  names: NameServer,
  { type, domain, token }: Pick<Provision, "type" | "domain" | "token">,
  done: Seen,
  cause: EventId | undefined,
): void {
  const { address } = names.node;
  if (type === "dns-01") {
    lookupRecords(node, address, challengeName(domain), RecordType.TXT, (result) => {
      const texts = result.ok ? result.data.map(txtOf) : [];
      done(texts.filter((text) => text !== undefined), result.packet);
    }, cause);
  } else {
    lookup(node, address, domain, (result) => {
      if (result.ok) {
        fetchFile(node, result.address, domain, challengePath(token), done, result.packet);
      } else done([], result.packet);
    }, cause);
  }
}

function fetchFile(
  node: Node,
  address: string,
  host: string,
  path: string,
  done: Seen,
  cause: EventId,
): void {
  const responses = new ResponseReader();
  let open = true;
  const finish: Seen = (texts, event) => {
    if (!open) return;
    open = false;
    alarm.cancel();
    done(texts, event);
  };
  const alarm = node.network.world.after(PATIENCE, () => finish([], undefined));
  node.connect({ address, port: HTTP }, {
    onOpen: (stream, packet) => {
      const gone = (event?: EventId) => finish([], event);
      stream.handlers = {
        onData: (bytes, event) => {
          responses.push(bytes);
          const response = responses.next();
          if (response === undefined) return;
          if (stream.state === "open") stream.end(event);
          finish(response.status === 200 ? [response.body.trimEnd()] : [], event);
        },
        onEnd: gone,
        onReset: (_reason, event) => gone(event),
      };
      stream.write(utf8(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`), packet);
    },
    onReset: (_reason, event) => finish([], event),
  }, { cause });
}
