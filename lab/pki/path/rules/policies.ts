import type { Oid } from "../../der/oid.ts";
import { type Certificate, extension, isSelfIssued } from "../../x509/certificate.ts";
import { OIDS } from "../../x509/oids.ts";
import { called, type Check, findings, type PathContext, type Rule } from "../rule.ts";

const ANY = OIDS.anyPolicy;

/**
 * The policies that hold for a certificate, each with those of the anchor's own words it stands for.
 * RFC 9618 keeps such a graph in place of the tree of RFC 5280, which a hostile chain can make
 * grow exponentially.
 */
type Policies = ReadonlyMap<Oid, ReadonlySet<Oid>>;

/** A policy holds from the top of the path to its leaf, wherever somebody demands one. */
export const policies: Rule = {
  id: "policies",
  lesson:
    "A policy says how carefully an authority looked before it signed; a chain claims one only if every link does",
  check(context) {
    const { acceptablePolicies } = context;
    const below = certificatesBelowAnchor(context);
    if (acceptablePolicies === undefined && !below.some(speaksOfPolicies)) return [];
    const found = findings("policies", "RFC 5280 §6.1.3 (d) to (f), RFC 9618 §5", context);
    return [follow(below, acceptablePolicies, found)];
  },
};

/** From the one below the anchor down to the leaf, as RFC 5280 §6.1 counts them. */
function certificatesBelowAnchor({ path, end }: PathContext): readonly Certificate[] {
  return (end === "trusted" && path.length > 1 ? path.slice(0, -1) : path).toReversed();
}

/** Whether a certificate makes demands; merely having policies demands nothing. */
function speaksOfPolicies(certificate: Certificate): boolean {
  return (["policyConstraints", "policyMappings", "inhibitAnyPolicy"] as const)
    .some((name) => extension(certificate, name) !== undefined);
}

function follow(
  certificates: readonly Certificate[],
  acceptable: readonly Oid[] | undefined,
  found: ReturnType<typeof findings>,
): Check {
  const count = certificates.length;
  // How many more certificates may pass until a policy is needed, mappings end, anyPolicy ends.
  let explicit = acceptable === undefined ? count + 1 : 0;
  let mapping = count + 1;
  let anyPolicy = count + 1;
  let expected: Policies = new Map([[ANY, new Set([ANY])]]);
  for (const [i, certificate] of certificates.entries()) {
    const last = i === count - 1;
    const selfIssued = isSelfIssued(certificate);
    const place = { of: certificate, extension: "certificatePolicies" } as const;
    let valid = claimed(certificate, expected, anyPolicy > 0 || (!last && selfIssued));
    if (explicit === 0 && valid.size === 0) {
      return found(false, `${called(certificate)} has no policy that the chain asks for`, place);
    }
    const constraints = extension(certificate, "policyConstraints")?.value;
    if (last) {
      const needed = explicit <= 1 || constraints?.requireExplicitPolicy === 0;
      if (needed && !suits(valid, acceptable)) {
        return found(false, `${called(certificate)} has no policy that the chain asks for`, place);
      }
      break;
    }
    const mappings = extension(certificate, "policyMappings")?.value ?? [];
    if (mappings.some((one) => Object.values(one).includes(ANY))) {
      return found(false, `${called(certificate)} maps anyPolicy, which stands for no policy`, {
        of: certificate,
        extension: "policyMappings",
      });
    }
    valid = mapped(valid, mappings, mapping > 0);
    if (!selfIssued) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      anyPolicy = Math.max(0, anyPolicy - 1);
    }
    explicit = Math.min(explicit, constraints?.requireExplicitPolicy ?? Infinity);
    mapping = Math.min(mapping, constraints?.inhibitPolicyMapping ?? Infinity);
    anyPolicy = Math.min(anyPolicy, extension(certificate, "inhibitAnyPolicy")?.value ?? Infinity);
    expected = valid;
  }
  return found(true, "Wherever a policy is demanded, one holds down to the leaf", {
    of: certificates.at(-1)!,
    extension: "certificatePolicies",
  });
}

/** The policies of a certificate that the one above it lets hold (RFC 5280 §6.1.3 (d), (e)). */
function claimed(certificate: Certificate, expected: Policies, anyCounts: boolean): Policies {
  const own = extension(certificate, "certificatePolicies")?.value ?? [];
  const valid = new Map<Oid, ReadonlySet<Oid>>();
  for (const { policyIdentifier: policy } of own) {
    if (policy === ANY) continue;
    const origins = expected.get(policy) ?? (expected.has(ANY) ? new Set([policy]) : undefined);
    if (origins !== undefined) valid.set(policy, origins);
  }
  if (anyCounts && own.some(({ policyIdentifier }) => policyIdentifier === ANY)) {
    for (const [policy, origins] of expected) {
      if (!valid.has(policy)) valid.set(policy, origins);
    }
  }
  return valid;
}

/** What the next certificate has to claim, by its own words (RFC 5280 §6.1.4 (b)). */
function mapped(
  valid: Policies,
  mappings: readonly { readonly issuerDomainPolicy: Oid; readonly subjectDomainPolicy: Oid }[],
  allowed: boolean,
): Policies {
  if (mappings.length === 0) return valid;
  const replaced = new Set(mappings.map(({ issuerDomainPolicy }) => issuerDomainPolicy));
  const next = new Map<Oid, Set<Oid>>();
  const add = (policy: Oid, origins: Iterable<Oid>) => {
    const all = next.get(policy) ?? new Set<Oid>();
    for (const origin of origins) all.add(origin);
    next.set(policy, all);
  };
  for (const [policy, origins] of valid) {
    if (!replaced.has(policy)) add(policy, origins);
  }
  if (!allowed) return next;
  for (const { issuerDomainPolicy: from, subjectDomainPolicy: to } of mappings) {
    const origins = valid.get(from) ?? (valid.has(ANY) ? [from] : undefined);
    if (origins !== undefined) add(to, origins);
  }
  return next;
}

/** Whether some policy holds, and if the caller has a list, one of it. */
function suits(valid: Policies, acceptable: readonly Oid[] | undefined): boolean {
  if (acceptable === undefined || acceptable.includes(ANY)) return valid.size > 0;
  return valid.has(ANY) ||
    [...valid.values()].some((origins) => acceptable.some((policy) => origins.has(policy)));
}
