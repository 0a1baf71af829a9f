import { type CryptoProvider, seededRandom } from "../../crypto/mod.ts";
import { authority, parseCertificate, verifyPath, WEB_PKI } from "../../pki/mod.ts";
import type { Work } from "./protocol.ts";
import { Recorder, Recording } from "./recording.ts";

/** What is done with certificates. */
export type ChainWork = "judge" | "issue";

/** Leaves judged or issued in turn: to a client without a memory each is as good as new. */
const CHAINS = 32;
/** Verifications in all of them. */
export const CHAIN_SIGNATURES = 2 * CHAINS;

const NAME = "bank.example";

/**
 * Judging chains of three certificates by all rules of the web, leaf after leaf, or issuing leaves;
 * and the signatures in it alone, which nobody can do without. Keys are P-256 throughout.
 */
export function chainWorks(
  work: ChainWork,
  crypto: CryptoProvider,
  now: number,
): { readonly works: Record<"whole" | "floor", Work>; readonly calls: Recording } {
  const tools = { provider: crypto, random: seededRandom(1, "bench chains"), clock: () => now };
  const root = authority("Bench Root", tools);
  const issuing = root.intermediate("Bench Issuing CA", { pathLength: 0 });
  const leaves = Array.from({ length: CHAINS }, () => issuing.issue({ names: [NAME] }));
  const judge = (provider: CryptoProvider, i: number) => {
    const { ok } = verifyPath({
      provider,
      presented: leaves[i]!.chain,
      anchors: [root.certificate],
      now,
      purpose: "serverAuth",
      name: NAME,
      rules: WEB_PKI.rules,
    });
    if (!ok) throw new Error("Cannot measure a chain that is refused");
  };
  const recorder = new Recorder(crypto);
  const recorded = authority("Bench Root", { ...tools, provider: recorder.provider });
  const issue = (by: typeof root, i: number) =>
    by.issue({ names: [NAME], key: leaves[i]!.key }).chain[0]!;
  const once = work === "judge"
    ? (i: number) => judge(crypto, i)
    : (i: number) => void issue(root, i);
  const recordings = leaves.map((_, i) => {
    recorder.take();
    if (work === "judge") judge(recorder.provider, i);
    else if (!parseCertificate(issue(recorded, i)).ok) {
      throw new Error("Cannot read what was issued");
    }
    return signaturesOf(recorder.take());
  });
  let [next, nextFloor] = [0, 0];
  return {
    works: {
      whole: () => once(next++ % CHAINS),
      floor: () => recordings[nextFloor++ % CHAINS]!.replay(),
    },
    calls: recordings[0]!,
  };
}

/** The calls that make or check signatures. */
function signaturesOf({ calls }: Recording): Recording {
  const signatures = new Recording();
  signatures.calls.push(...calls.filter(({ name }) => /(verify|sign)$/.test(name)));
  return signatures;
}
