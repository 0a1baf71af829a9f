import { assertEquals } from "@std/assert";
import { dnsNameMatches, referenceName } from "./reference_name.ts";

const LONG = "a".repeat(63);

const MATCHES:
  readonly (readonly [presented: string, wanted: string, ok: boolean, why?: string])[] = [
    ["bank.example", "bank.example", true],
    ["BANK.Example", "bank.eXAMPLE", true, "ASCII letters have no case"],
    ["bank.example", "bank.example.", true, "the name asked for may be absolute"],
    ["bank.example.", "bank.example", false, "a certificate's may not"],
    ["bank.example", "bank.example..", false],
    ["bank.example", "www.bank.example", false],
    ["www.bank.example", "bank.example", false],
    ["*.bank.example", "www.bank.example", true],
    ["*.bank.example", "WWW.BANK.EXAMPLE", true],
    ["*.bank.example", "bank.example", false, "a wildcard is exactly one label"],
    ["*.bank.example", "a.b.bank.example", false, "a wildcard is exactly one label"],
    ["*.bank.example", ".bank.example", false],
    ["w*.bank.example", "www.bank.example", false, "only a whole label"],
    ["*w.bank.example", "www.bank.example", false, "only a whole label"],
    ["w*w.bank.example", "www.bank.example", false, "only a whole label"],
    ["www.*.example", "www.bank.example", false, "only the first label"],
    ["*.*.example", "www.bank.example", false, "only one"],
    ["**.bank.example", "www.bank.example", false],
    ["*", "localhost", false, "a lone star"],
    ["*.", "localhost", false],
    ["*.bank.example", "*.bank.example", false, "a star is no host"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example", true, "punycode is text like any other"],
    ["xn--bcher-kva.example", "bücher.example", false, "and is not decoded"],
    ["*.example", "xn--bcher-kva.example", true],
    ["xn--*.example", "xn--bcher-kva.example", false],
    ["bücher.example", "bücher.example", false, "not ASCII"],
    ["ſ.example", "s.example", false, "folds to s in Unicode only"],
    ["bank.example\0.mallory.example", "bank.example", false, "NUL ends nothing"],
    ["bank.example\0", "bank.example", false],
    ["bank.example\0.mallory.example", "bank.example\0.mallory.example", false],
    [" bank.example", "bank.example", false],
    ["bank.example\n", "bank.example", false],
    ["", "", false],
    [".", ".", false],
    ["bank..example", "bank..example", false, "empty label"],
    ["-bank.example", "-bank.example", false],
    ["_dmarc.bank.example", "_dmarc.bank.example", true, "underscores exist in practice"],
    [`${LONG}.example`, `${LONG}.example`, true],
    [`a${LONG}.example`, `a${LONG}.example`, false, "64 bytes in a label"],
    ["192.0.2.1", "192.0.2.1", false, "an address is not a name, whatever it looks like"],
  ];

Deno.test("dnsNameMatches() follows RFC 9525: whole names, one wildcard as the whole first label", () => {
  for (const [presented, wanted, ok, why = ""] of MATCHES) {
    const name = referenceName(wanted);
    const matches = name.type === "dns" && dnsNameMatches(presented, name.labels);
    assertEquals(matches, ok, JSON.stringify([presented, wanted, why]));
  }
});

Deno.test("referenceName() tells names, addresses and nonsense apart", () => {
  const types = [
    ["bank.example", "dns"],
    ["192.0.2.1", "ip"],
    ["2001:db8::1", "ip"],
    ["192.0.2.256", "dns"],
    ["bank example", "invalid"],
    ["", "invalid"],
  ] as const;
  for (const [text, type] of types) assertEquals(referenceName(text).type, type, text);
  assertEquals(referenceName(Uint8Array.of(192, 0, 2, 1)), {
    type: "ip",
    text: "192.0.2.1",
    address: Uint8Array.of(192, 0, 2, 1),
  });
});
