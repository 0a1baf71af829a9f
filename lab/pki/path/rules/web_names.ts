import { extension } from "../../x509/certificate.ts";
import { parseAddress } from "../../x509/ip_address.ts";
import { findings, quoted, type Rule } from "../rule.ts";

const LDH_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** The DNS names of the leaf are names of hosts, and wildcards cover no domain that is anybody's. */
export const webNames: Rule = {
  id: "webNames",
  lesson: "A wildcard right below a top-level domain would stand for every site of a whole country",
  check(context) {
    const leaf = context.path[0]!;
    const names = extension(leaf, "subjectAltName")?.value ?? [];
    const place = { of: leaf, extension: "subjectAltName" } as const;
    const syntax = findings("webNames", "CA/Browser Forum TLS BR §7.1.2.7.12", context);
    const wide = findings("webNames", "CA/Browser Forum TLS BR §3.2.2.6", context);
    const hosts = names.flatMap((one) => one.type === "dNSName" ? [one.value] : []);
    const faults = hosts.flatMap((host) => {
      const wildcard = host.startsWith("*.");
      const labels = (wildcard ? host.slice(2) : host).split(".");
      if (!labels.every((label) => LDH_LABEL.test(label))) {
        return [syntax(false, `${quoted(host)} is not the name of a host`, place)];
      }
      if (parseAddress(host) !== undefined) {
        return [syntax(false, `${quoted(host)} is an address, and stands where names do`, place)];
      }
      if (wildcard && labels.length < 2) {
        return [wide(false, `${quoted(host)} covers a whole top-level domain`, place)];
      }
      return [];
    });
    if (faults.length > 0 || hosts.length === 0) return faults;
    return [syntax(true, "The DNS names in the certificate are names of hosts", place)];
  },
};
