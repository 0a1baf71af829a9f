/**
 * `deno task interop:verify`: the lab's path validation beside that of `openssl verify`, on every
 * kind of good certificate that the lab issues and on bad ones with one fault each.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Bytes } from "../../../bytes/mod.ts";
import { nobleProvider } from "../../../crypto/noble.ts";
import { encodePem, verifyPath } from "../../../pki/mod.ts";
import { pemOf } from "../credentials.ts";
import { type TemporaryFolder, temporaryFolder } from "../temporary_folder.ts";
import { NOW, type VerifyCase, verifyCases } from "./cases.ts";
import { zooCases } from "./zoo_cases.ts";

const provider = nobleProvider();

/** What `openssl verify` says of a chain; its strictest checks are on. */
async function opensslOf(one: VerifyCase, folder: TemporaryFolder) {
  const { chain: [leaf, ...others], anchor, purpose, name, at = NOW, revocationList } = one;
  const file = (what: string, ...ders: readonly Bytes[]) =>
    folder.write(`${what}.pem`, pemOf(...ders));
  const list = revocationList && encodePem("X509 CRL", revocationList);
  const { success, stdout, stderr } = await new Deno.Command("openssl", {
    args: [
      "verify",
      "-x509_strict",
      "-auth_level",
      "2", // 112 bits of security, as the lab demands (NIST SP 800-57 §5.6.2)
      "-no-CApath",
      "-no-CAstore",
      "-attime",
      String(at),
      "-purpose",
      purpose === "serverAuth" ? "sslserver" : "sslclient",
      ...(name === undefined
        ? []
        : [/^[\d.]+$/.test(name) ? "-verify_ip" : "-verify_hostname", name]),
      ...(list === undefined ? [] : ["-crl_check", "-CRLfile", folder.write("list.pem", list)]),
      "-CAfile",
      file("root", anchor),
      ...(others.length > 0 ? ["-untrusted", file("others", ...others)] : []),
      file("leaf", leaf!),
    ],
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder();
  return { ok: success, said: text.decode(stdout) + text.decode(stderr) };
}

for (const one of [...verifyCases(provider), ...zooCases(provider)]) {
  Deno.test(`${one.what}: the lab and openssl verify say the same, for the same reason`, async () => {
    using folder = temporaryFolder();
    const { ok, checks } = verifyPath({
      provider,
      presented: one.chain,
      anchors: [one.anchor],
      now: one.at ?? NOW,
      purpose: one.purpose,
      ...(one.revocationList !== undefined && { revocationLists: [one.revocationList] }),
      ...(one.transparency !== undefined && { transparency: one.transparency }),
      ...(one.name !== undefined && { name: one.name }),
    });
    const failed = new Set(checks.filter((check) => !check.ok).map(({ rule }) => rule));
    assertEquals(ok, one.broken.length === 0, [...failed].join(", "));
    for (const rule of one.broken) assert(failed.has(rule), `${rule}: ${[...failed].join(", ")}`);
    const openssl = await opensslOf(one, folder);
    if (typeof one.openssl === "object") {
      assert(!openssl.ok, openssl.said);
      assertMatch(openssl.said, one.openssl.says);
    } else {
      assert(openssl.ok, openssl.said);
    }
  });
}
