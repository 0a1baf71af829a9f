/**
 * What certificates cost: reading one, drawing its tree, judging a chain, issuing a leaf.
 *
 *     deno bench lab/pki
 */
import { inspect } from "../bytes/mod.ts";
import { authority, Certificate, parseCertificate, verifyPath } from "./mod.ts";
import { NOW, provider, toolsOf } from "./testing.ts";

const root = authority("Trent Root", toolsOf());
const issuing = root.intermediate("Trent Issuing", { pathLength: 0 });
const { chain, key } = issuing.issue({ names: ["bank.example", "*.bank.example"] });
const leaf = chain[0]!;

Deno.bench(`parse a leaf of ${leaf.length} bytes`, () => {
  parseCertificate(leaf);
});

Deno.bench("draw its annotated tree", () => {
  inspect(Certificate, leaf);
});

Deno.bench("judge leaf, intermediate and root: two P-256 signatures and every rule", () => {
  verifyPath({
    provider,
    presented: chain,
    anchors: [root.certificate],
    now: NOW,
    purpose: "serverAuth",
    name: "bank.example",
  });
});

const believing = { ...provider, verify: () => true };

Deno.bench("the same without the signatures", () => {
  verifyPath({
    provider: believing,
    presented: chain,
    anchors: [root.certificate],
    now: NOW,
    purpose: "serverAuth",
    name: "bank.example",
  });
});

Deno.bench("issue a leaf for a key that is there: one P-256 signature", () => {
  issuing.issue({ names: ["bank.example"], key });
});
