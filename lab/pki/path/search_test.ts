import { assert, assertEquals } from "@std/assert";
import { type Authority, authority } from "../authority/authority.ts";
import { NOW, parsed } from "../testing.ts";
import { makeExtension } from "../x509/extension.ts";
import type { Oid } from "../der/oid.ts";
import { OIDS } from "../x509/oids.ts";
import { placeOf } from "./rule.ts";
import { failures, issuing, mallory, root, tools, verify } from "./testing.ts";

const [leaf, middle] = issuing.issue({ names: ["bank.example"] }).chain;

Deno.test("a certificate of the pool closes a gap, and rubbish in the pool does no harm", () => {
  assertEquals(failures(verify([leaf!])), ["anchor"]);
  const pool = [Uint8Array.of(0x30, 0x00), parsed(mallory.certificate), middle!];
  assertEquals(failures(verify([leaf!], { pool })), []);
  assertEquals(verify([leaf!], { pool }).path?.length, 3);
});

Deno.test("placeOf() shows certificates that were not sent, byte range included", () => {
  const { checks } = verify([leaf!], { pool: [middle!], now: NOW + 2e9 });
  const late = checks.filter(({ rule, ok }) => rule === "validity" && !ok);
  const places = late.map((check) => placeOf(check)!);
  assertEquals(places.length, 3);
  for (const [i, { certificate, range }] of places.entries()) {
    assertEquals(late[i]!.certificate, i === 0 ? 0 : undefined);
    assert(range.end <= certificate.der.length && range.end - range.start >= 15);
  }
  assertEquals(placeOf({ rule: "x", ok: true, detail: "", spec: "" }), undefined);
});

Deno.test("maxIntermediates counts authorities between leaf and root", () => {
  const verdict = (maxIntermediates: number) => verify([leaf!, middle!], { maxIntermediates });
  assertEquals(failures(verdict(1)), []);
  assertEquals(failures(verdict(0)), ["chainDepth"]);
});

/** What authorities say of policies: their own, and the demands they make. */
type Demands = {
  readonly policies?: readonly Oid[];
  readonly explicit?: number;
  readonly noMapping?: number;
  readonly noAny?: number;
  readonly map?: readonly (readonly [Oid, Oid])[];
};

function extensionsOf({ policies, explicit, noMapping, noAny, map }: Demands) {
  return [
    ...(policies === undefined ? [] : [makeExtension(
      "certificatePolicies",
      policies.map((policyIdentifier) => ({ policyIdentifier, policyQualifiers: undefined })),
    )]),
    ...(explicit === undefined && noMapping === undefined ? [] : [makeExtension(
      "policyConstraints",
      { requireExplicitPolicy: explicit, inhibitPolicyMapping: noMapping },
      true,
    )]),
    ...(noAny === undefined ? [] : [makeExtension("inhibitAnyPolicy", noAny, true)]),
    ...(map === undefined ? [] : [makeExtension(
      "policyMappings",
      map.map(([issuerDomainPolicy, subjectDomainPolicy]) => ({
        issuerDomainPolicy,
        subjectDomainPolicy,
      })),
      true,
    )]),
  ];
}

const [A, B, ANY] = ["1.2.3.1", "1.2.3.2", OIDS.anyPolicy];

const POLICIES: readonly (readonly [string, readonly Demands[], boolean, (readonly Oid[])?])[] = [
  ["nobody demands one", [{}, {}], true],
  ["demanded and held all the way", [{ policies: [A], explicit: 0 }, { policies: [A] }], true],
  [
    "demanded, and the leaf has another",
    [{ policies: [A], explicit: 0 }, { policies: [B] }],
    false,
  ],
  ["demanded, and the leaf has none", [{ policies: [A], explicit: 0 }, {}], false],
  ["demanded only later than the path is long", [{ policies: [A], explicit: 5 }, {}], true],
  [
    "any holds for whatever the leaf says",
    [{ policies: [ANY], explicit: 0 }, { policies: [B] }],
    true,
  ],
  [
    "any of the leaf holds for what is above",
    [{ policies: [A], explicit: 0 }, { policies: [ANY] }],
    true,
  ],
  [
    "any is inhibited",
    [{ policies: [A], explicit: 0, noAny: 0 }, { policies: [ANY] }],
    false,
  ],
  [
    "mapped to the subject's word",
    [{ policies: [A], explicit: 0, map: [[A, B]] }, { policies: [B] }],
    true,
  ],
  [
    "mapped, and the leaf uses the issuer's word",
    [{ policies: [A], explicit: 0, map: [[A, B]] }, { policies: [A] }],
    false,
  ],
  [
    "mapped although mapping is inhibited",
    [
      { policies: [A], explicit: 0, noMapping: 0 },
      { policies: [A], map: [[A, B]] },
      { policies: [B] },
    ],
    false,
  ],
  ["any is mapped", [{ policies: [ANY], explicit: 0, map: [[ANY, B]] }, { policies: [B] }], false],
  ["one of the caller's", [{ policies: [A, B] }, { policies: [B] }], true, [B]],
  ["none of the caller's", [{ policies: [A] }, { policies: [A] }], false, [B]],
  [
    "one of the caller's under another word",
    [
      { policies: [A], map: [[A, B]] },
      { policies: [B] },
    ],
    true,
    [A],
  ],
  ["the caller wants one, and nobody has any", [{}, {}], false, [A]],
];

for (const [title, path, ok, acceptablePolicies] of POLICIES) {
  Deno.test(`policies: ${title}: ${ok ? "accepted" : "refused"}`, () => {
    let by: Authority = root;
    for (const [i, demands] of path.slice(0, -1).entries()) {
      by = by.intermediate(`Issuing ${i}`, { extensions: extensionsOf(demands) });
    }
    const { chain } = by.issue({
      names: ["bank.example"],
      extensions: extensionsOf(path.at(-1)!),
    });
    const verdict = verify(chain, acceptablePolicies && { acceptablePolicies });
    assertEquals(failures(verdict), ok ? [] : ["policies"]);
  });
}

Deno.test("a mesh of cross-signed authorities is searched to the end, and the end is soon", () => {
  const mesh = Array.from({ length: 12 }, (_, i) => authority(`Node ${i}`, tools));
  const cross = mesh.flatMap((by, i) =>
    mesh.filter((_, j) => j !== i).map((of) =>
      by.certify(of.key.publicKey, { ca: true, subject: of.name })
    )
  );
  const chain = mesh[0]!.issue({ names: ["bank.example"] }).chain;
  assertEquals(failures(verify([chain[0]!], { pool: cross })), ["anchor"]);
});

Deno.test("name constraints on many paths cost no more comparisons than on one", () => {
  const shared = root.intermediate("Shared");
  const subtree = (value: string) => ({
    base: { type: "dNSName", value } as const,
    minimum: 0,
    maximum: undefined,
  });
  const excludedSubtrees = Array.from({ length: 1000 }, (_, i) => subtree(`n${i}.example`));
  const nameConstraints = makeExtension(
    "nameConstraints",
    { permittedSubtrees: undefined, excludedSubtrees },
    true,
  );
  const pool = Array.from({ length: 30 }, () =>
    root.certify(shared.key.publicKey, {
      ca: true,
      subject: shared.name,
      extensions: [nameConstraints],
    }));
  const names = Array.from({ length: 200 }, (_, i) => `www.n${i}.example`);
  const [leaf] = shared.issue({ names }).chain;
  const { ok, checks } = verify([leaf!], { pool, name: names[0]! });
  assertEquals(ok, false);
  assert(checks.length < 400, `${checks.length} checks`);
  // The search goes on after the budget is spent, only the comparisons do not.
  const last = verify([leaf!], { pool: pool.slice(0, 2), name: names[0]! });
  assert(last.checks.some(({ rule, ok }) => rule === "nameConstraints" && !ok));
});
