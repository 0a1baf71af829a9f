import { nobleProvider } from "../../crypto/noble.ts";
import { encodePem, encodePrivateKey } from "../../pki/mod.ts";
import { makeTrust, USUAL } from "./connection.ts";
import { ROOT, startLane } from "./lanes.ts";
import { Contender } from "./protocol.ts";
import { type Effort, race, type Runner } from "./stopwatch.ts";

/** How quick another implementation is at full handshakes, beside the lab in the same rounds. */
export interface PeerRow {
  readonly name: string;
  /** Processor time of one handshake, in µs. */
  readonly time: number;
  /** How many times as long it takes as the lab, by the lab's provider. */
  readonly ratio: { readonly noble: number; readonly native: number };
  /** What it did differently. */
  readonly remark: string;
}

/** A peer that did not take part, and why. */
export interface Skipped {
  readonly name: string;
  readonly why: string;
}

interface Peer {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** What a peer says about itself. */
interface About {
  readonly version: string;
  readonly remark: string;
}

const FOLDER = "lab/_tools/bench/peers";

/** Apart from the lab's own settings, so that nothing here gets into deno.json or deno.lock. */
function node(name: string, specifier: string, ...permissions: readonly string[]): Peer {
  const apart = ["run", "-q", "--no-prompt", "--no-config", "--no-lock", ...permissions];
  return { name, command: "deno", args: [...apart, `${FOLDER}/node_api.ts`, specifier] };
}

const PEERS: readonly Peer[] = [
  node("node:tls of Deno", "node:tls"),
  node("lemon-tls", "npm:lemon-tls@0.7.0", "--allow-env=LEMON_DEBUG,WEBRTC_DEBUG"),
  { name: "tlslite-ng", command: "python3", args: [`${FOLDER}/tlslite_peer.py`] },
];

/** Races the peers with the lab, memory to memory, with the same certificates. */
export async function measurePeers(
  effort: Effort,
): Promise<{ readonly rows: readonly PeerRow[]; readonly skipped: readonly Skipped[] }> {
  const skipped: Skipped[] = [];
  const running: { peer: Peer; about: About; contender: Contender; runner: Runner }[] = [];
  const papers = JSON.stringify(certificates());
  for (const peer of PEERS) {
    try {
      const args = [...peer.args, papers];
      const { contender, about } = await Contender.start<About>(peer.command, args, ROOT);
      const time = (count: number) => contender.time("handshake", count);
      running.push({ peer, about, contender, runner: { name: peer.name, time } });
    } catch (error) {
      skipped.push({ name: peer.name, why: (error as Error).message });
    }
  }
  const noble = await startLane({ provider: "noble", memoised: false, kind: USUAL });
  const native = await startLane({ provider: "native", memoised: false, kind: USUAL });
  const runners = [noble.whole, native.whole, ...running.map(({ runner }) => runner)];
  const timings = await race(runners, effort);
  for (const { contender } of [noble, native, ...running]) await contender.dismiss();
  const rows = running.map(({ peer, about, runner }): PeerRow => ({
    name: `${peer.name} ${about.version}`.trim(),
    time: timings.median(runner),
    ratio: {
      noble: timings.ratio(runner, noble.whole),
      native: timings.ratio(runner, native.whole),
    },
    remark: about.remark,
  }));
  return { rows, skipped };
}

/** The certificates and the key as other implementations want them. */
function certificates() {
  const { root, identity } = makeTrust(nobleProvider(), Date.now() / 1000 | 0);
  const pem = (der: Uint8Array) => encodePem("CERTIFICATE", der);
  return {
    ca: pem(root),
    cert: identity.chain.map(pem).join(""),
    key: encodePem("PRIVATE KEY", encodePrivateKey(identity.key)),
  };
}
