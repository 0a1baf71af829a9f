/** A property of a CAA record (RFC 8659 §4.1), tags in small letters. */
export interface CaaProperty {
  readonly critical: boolean;
  readonly tag: string;
  readonly value: string;
}

/** What somebody is about to issue. */
export interface CaaQuestion {
  /** The name under which the authority stands in records. */
  readonly issuer: string;
  /** The URL of the account that asks. */
  readonly account: string;
  /** How the name was validated: `http-01`. */
  readonly method: string;
  readonly wildcard: boolean;
}

const KNOWN_TAGS = ["issue", "issuewild", "iodef"];

/** The names to ask for records, from a name up to the last label (RFC 8659 §3). */
export function caaNames(domain: string): readonly string[] {
  const labels = domain.replace(/^\*\./, "").split(".");
  return labels.map((_, i) => labels.slice(i).join("."));
}

/**
 * Why the records of a name forbid to issue; `undefined` if they do not (RFC 8659 §4). Properties
 * add up: one that fits is enough, and where none of them restricts, everybody may issue.
 */
export function caaObjection(
  properties: readonly CaaProperty[],
  question: CaaQuestion,
): string | undefined {
  const unknown = properties.find(({ critical, tag }) => critical && !KNOWN_TAGS.includes(tag));
  if (unknown !== undefined) return `there is a critical property "${unknown.tag}"`;
  const tagged = (tag: string) => properties.filter((one) => one.tag === tag);
  const wild = question.wildcard ? tagged("issuewild") : [];
  const relevant = wild.length > 0 ? wild : tagged("issue");
  if (relevant.length === 0) return undefined;
  const objections = relevant.map(({ value }) => objectionIn(value, question));
  return objections.includes(undefined) ? undefined : objections[0];
}

/** Why one property does not fit. */
function objectionIn(
  value: string,
  { issuer, account, method }: CaaQuestion,
): string | undefined {
  const [name = "", ...rest] = value.split(";").map((part) => part.trim());
  if (name.toLowerCase() !== issuer) {
    return name === "" ? "nobody may issue" : `"${name}" may issue, and nobody else`;
  }
  const parameters = rest.filter((one) => one !== "").map((one) => {
    const at = one.indexOf("=");
    return [one.slice(0, at).trim().toLowerCase(), one.slice(at + 1).trim()] as const;
  });
  if (parameters.some(([tag]) => tag === "")) return "the property is malformed";
  const uris = parameters.filter(([tag]) => tag === "accounturi");
  if (uris.length > 1) return "two accounts are named, which fits none"; // RFC 8657 §3
  if (uris.length === 1 && uris[0]![1] !== account) return `only ${uris[0]![1]} may ask`;
  const methods = parameters.find(([tag]) => tag === "validationmethods")?.[1].split(",");
  if (methods !== undefined && !methods.includes(method)) return `${method} is not to be used`;
  return undefined;
}
