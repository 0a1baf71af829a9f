import { type Bytes, type Codec, Reader, utf8 } from "../../bytes/mod.ts";

/** RFC 1035 §2.3.4, in octets; the length of a name counts every length octet in it. */
const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;
/** The two high bits of a length octet make it the first half of a pointer (RFC 1035 §4.1.4). */
const POINTER = 0xc0;

/**
 * A domain name, as text with full stops between the labels: `bank.example`, and `.` for the root.
 * Octets that are no letters, digits or signs stand as `\DDD`, full stops within labels as `\.`
 * (RFC 1035 §5.1). Reads compressed names, writes whole ones (RFC 1035 §3.1, §4.1.4).
 */
export const DomainName: Codec<string> = {
  name: "domain name",
  read(reader) {
    const labels: string[] = [];
    let length = 1;
    let from = reader;
    // Every pointer leads further back than the last, so that no chain of them goes in circles.
    let before = reader.position;
    for (;;) {
      const octet = from.u8();
      if (octet === 0) return labels.join(".") || ".";
      if (octet >= POINTER) {
        const target = ((octet & ~POINTER) << 8) | from.u8();
        if (target >= before) reader.fail(`a pointer to byte ${target}, which is not further back`);
        from = new Reader(reader.bytes, before = target);
      } else if (octet > LONGEST_LABEL) {
        reader.fail(`a label of the reserved kind 0x${octet.toString(16)}`);
      } else {
        length += 1 + octet;
        if (length > LONGEST_NAME) reader.fail(`a name longer than ${LONGEST_NAME} bytes`);
        labels.push(labelText(from.take(octet)));
      }
    }
  },
  write(writer, name) {
    const start = writer.length;
    for (const label of labelsOf(name)) {
      if (label.length === 0 || label.length > LONGEST_LABEL) {
        throw new RangeError(`Cannot write the name "${name}": a label of ${label.length} bytes`);
      }
      writer.prefixed(1, () => writer.bytes(label));
    }
    writer.u8(0);
    const length = writer.length - start;
    if (length > LONGEST_NAME) {
      throw new RangeError(`Cannot write the name "${name}": it takes ${length} bytes`);
    }
  },
  show: (name) => name,
};

/** Whether two names are one: letters match whatever their case (RFC 1035 §2.3.3). */
export function sameName(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}

/** The one spelling of a name that tables are kept under. */
export function canonicalName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function labelText(label: Bytes): string {
  let text = "";
  for (const octet of label) {
    const character = String.fromCharCode(octet);
    if (octet <= 0x20 || octet >= 0x7f) text += `\\${String(octet).padStart(3, "0")}`;
    else text += character === "." || character === "\\" ? `\\${character}` : character;
  }
  return text;
}

function labelsOf(name: string): Bytes[] {
  if (name === ".") return [];
  const labels: number[][] = [[]];
  for (
    const [piece, decimal, escaped] of name.matchAll(/\\([01]\d\d|2[0-4]\d|25[0-5])|\\(.)|./gsu)
  ) {
    if (piece === ".") labels.push([]);
    else labels.at(-1)!.push(...(decimal ? [Number(decimal)] : utf8(escaped ?? piece)));
  }
  if (name.endsWith(".") && labels.at(-1)!.length === 0) labels.pop(); // `bank.example.`
  return labels.map((label) => Uint8Array.from(label));
}
