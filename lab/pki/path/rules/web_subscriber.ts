import { type Certificate, extension } from "../../x509/certificate.ts";
import { OIDS } from "../../x509/oids.ts";
import { allowsUse } from "./key_usage.ts";
import { called, type Check, findings, type PathContext, type Rule } from "../rule.ts";

/** The certificates have the version and extensions that those of web servers must have. */
export const webSubscriber: Rule = {
  id: "webSubscriber",
  lesson:
    "A certificate for a web server says that it is one; what is left open today is a way in for somebody tomorrow",
  check(context) {
    const faults = [...versionFaults(context), ...leafFaults(context.path[0]!, context)];
    if (faults.length > 0) return faults;
    const leaf = context.path[0]!;
    const found = findings("webSubscriber", "CA/Browser Forum TLS BR §7.1.2.7.6", context);
    return [
      found(true, `${called(leaf)} has the version, the purposes and the marks of a web server's`, {
        of: leaf,
      }),
    ];
  },
};

function versionFaults(context: PathContext): readonly Check[] {
  const found = findings("webSubscriber", "CA/Browser Forum TLS BR §7.1.1", context);
  return context.path.filter(({ version }) => version !== 3).map((one) =>
    found(
      false,
      `${called(one)} has version ${one.version}, where the web has version 3`,
      { of: one, field: "tbsCertificate.version" },
    )
  );
}

function leafFaults(leaf: Certificate, context: PathContext): readonly Check[] {
  const faults: Check[] = [];
  const who = called(leaf);
  const fault = (section: string, detail: string, name: Parameters<typeof extension>[1]) => {
    const found = findings("webSubscriber", `CA/Browser Forum TLS BR §${section}`, context);
    const field = "tbsCertificate.extensions";
    const has = extension(leaf, name) !== undefined;
    faults.push(found(false, detail, { of: leaf, ...(has ? { extension: name } : { field }) }));
  };
  const isAuthority = extension(leaf, "basicConstraints")?.value.cA === true;
  if (isAuthority && !allowsUse(leaf, "keyCertSign")) {
    fault(
      "7.1.2.7.8",
      `${who} is marked as an authority whose key must not sign certificates`,
      "basicConstraints",
    );
  }
  const purposes = extension(leaf, "extendedKeyUsage");
  if (purposes?.value.includes(OIDS.anyExtendedKeyUsage)) {
    fault("7.1.2.7.10", `${who} is for any purpose, where it has to name them`, "extendedKeyUsage");
  }
  if (!isAuthority && extension(leaf, "keyUsage")?.value.includes("keyCertSign")) {
    fault(
      "7.1.2.7.11",
      `The key of ${who} may sign certificates, but its owner is no authority`,
      "keyUsage",
    );
  }
  // An authority in the place of the leaf is no subscriber, and what it is for is said by no one.
  if (isAuthority) return faults;
  if (purposes === undefined) {
    fault("7.1.2.7.6", `${who} does not say what it is for, which it must`, "extendedKeyUsage");
  } else if (purposes.critical) {
    fault(
      "7.1.2.7.6",
      `extendedKeyUsage of ${who} is critical, which it must not be`,
      "extendedKeyUsage",
    );
  }
  if (extension(leaf, "subjectAltName")?.critical && leaf.subject.rdns.length > 0) {
    fault(
      "7.1.2.7.12",
      `subjectAltName of ${who} is critical although the subject is not empty`,
      "subjectAltName",
    );
  }
  return faults;
}
