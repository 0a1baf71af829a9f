import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../bytes/mod.ts";
import type { CryptoProvider } from "../../crypto/mod.ts";
import { type Authority, authority } from "../authority/authority.ts";
import { NOW, parsed, provider, toolsOf } from "../testing.ts";
import { distinguishedName } from "../x509/name.ts";
import { MAX_PATH_LENGTH } from "./builder.ts";
import { MAX_SIGNATURE_CHECKS } from "./signatures.ts";
import { verifyPath } from "./verify.ts";

const DAY = 86_400;
const tools = toolsOf();
const root = authority("Trent Root", tools);
const bank = { names: ["bank.example"] };

function verify(presented: readonly Bytes[], anchors: readonly Bytes[], using = provider) {
  return verifyPath({
    provider: using,
    presented,
    anchors,
    now: NOW,
    purpose: "serverAuth",
    name: "bank.example",
  });
}

/** The provider, counting how often it is asked to verify. */
function counting(): { readonly provider: CryptoProvider; count: number } {
  const counter = {
    count: 0,
    provider: {
      ...provider,
      verify: (...parts: Parameters<CryptoProvider["verify"]>) => {
        counter.count++;
        return provider.verify(...parts);
      },
    },
  };
  return counter;
}

/** Another certificate for an authority's name and key, issued by somebody else. */
function crossSigned(by: Authority, whom: Authority): Bytes {
  return by.certify(whom.key.publicKey, { ca: true, subject: whom.name });
}

Deno.test("intermediates may come in any order, with others among them", () => {
  const lower = root.intermediate("A").intermediate("B");
  const [leaf, b, a] = lower.issue(bank).chain;
  const other = authority("Other", tools).intermediate("A").certificate;
  for (const order of [[a, b, other], [b, a], [other, a, other, b], [a, a, b, b]]) {
    const verdict = verify([leaf!, ...order.map((one) => one!)], [root.certificate]);
    assertEquals(verdict.path?.map(({ der }) => der), [leaf, b, a, root.certificate]);
    assert(verdict.ok);
  }
});

Deno.test("the way to an anchor is found behind ways that end nowhere or in a refusal", () => {
  // The issuing authority has three certificates: from a root nobody trusts, expired, and good.
  const issuing = root.intermediate("Issuing");
  const leaf = issuing.issue(bank).chain[0]!;
  const stranger = authority("Stranger", tools);
  const expired = root.certify(issuing.key.publicKey, {
    ca: true,
    subject: issuing.name,
    notBefore: NOW - 2 * DAY,
    notAfter: NOW - DAY,
  });
  const dead = crossSigned(stranger, issuing);
  const verdict = verify([leaf, dead, expired, issuing.certificate], [root.certificate]);
  assert(verdict.ok);
  assertEquals(verdict.path?.[1]?.der, issuing.certificate);
  const best = verify([leaf, dead, expired], [root.certificate]);
  assertEquals(best.checks.filter(({ ok }) => !ok).map(({ rule }) => rule), ["validity"]);
});

Deno.test("authorities that certify each other do not make paths go round in circles", () => {
  const a = authority("A", tools);
  const b = authority("B", tools);
  const leaf = a.issue(bank).chain[0]!;
  const mesh = [crossSigned(a, b), crossSigned(b, a), crossSigned(a, a), a.certificate];
  assertEquals(verify([leaf, ...mesh], [root.certificate]).alert, "unknown_ca");
  const found = verify([leaf, ...mesh], [b.certificate]);
  assert(found.ok);
  assertEquals(found.path?.length, 3);
});

Deno.test("a path may have as many certificates as the bound, and no more", () => {
  let lowest = root;
  for (let i = 2; i < MAX_PATH_LENGTH; i++) lowest = lowest.intermediate(`Level ${i}`);
  assert(verify(lowest.issue(bank).chain, [root.certificate]).ok);
  const tooLong = verify(lowest.intermediate("One more").issue(bank).chain, [root.certificate]);
  assertEquals(tooLong.alert, "unknown_ca");
  const { detail } = tooLong.checks.find(({ rule }) => rule === "anchor")!;
  assert(detail.includes("given up"), detail);
});

Deno.test("many authorities of one name cost no more signature checks than the bound", () => {
  const name = "Same Name";
  const same = Array.from({ length: 150 }, () =>
    root.certify(root.key.publicKey, {
      ca: true,
      subject: distinguishedName(["commonName", name]),
      edit: (tbs) => ({ ...tbs, issuer: tbs.subject }),
    }));
  const leaf = authority(name, tools).issue(bank).chain[0]!;
  const counter = counting();
  const verdict = verify([leaf, ...same], [root.certificate], counter.provider);
  assertEquals(verdict.ok, false);
  assertEquals(counter.count, MAX_SIGNATURE_CHECKS);
});

Deno.test("a good chain costs one signature check a link", () => {
  const counter = counting();
  const { chain } = root.intermediate("A").intermediate("B").issue(bank);
  assert(verify(chain, [root.certificate], counter.provider).ok);
  assertEquals(counter.count, 3);
});

Deno.test("an RSA key too large to work with is refused before it costs anything", () => {
  const counter = counting();
  const modulus = 2n ** 20_000n + 1n;
  const huge = root.certify({ type: "rsa", modulus, exponent: 65537n }, {
    ca: true,
    subject: distinguishedName(["commonName", "Huge"]),
  });
  const leaf = authority("Huge", tools).issue(bank).chain[0]!;
  const verdict = verify([leaf, huge], [root.certificate], counter.provider);
  assertEquals(verdict.ok, false);
  assert(verdict.checks.some(({ detail }) => detail.includes("too large to work with")));
  assertEquals(parsed(huge).publicKey?.type, "rsa");
  assertEquals(counter.count, 1);
});
