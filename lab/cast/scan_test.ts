import { assert, assertEquals, assertThrows } from "@std/assert";
import { knownRsaKey, lines, scan, speaking, TicketOffice } from "./mod.ts";
import { emptyStage } from "./testing.ts";

const ECDHE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
const RSA = "TLS_RSA_WITH_AES_128_CBC_SHA";
const TOOLS = { versions: ["TLS 1.3", "TLS 1.2"], legacy: { dialects: [], suites: [] } };

/** Scans a server that is set up in this way. */
function scanned(
  config: Parameters<ReturnType<typeof emptyStage>["server"]>[1]["config"],
  { trusted = true }: { readonly trusted?: boolean } = {},
) {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const other = world.authority("Another Root");
  const office = new TicketOffice(world, ["shop"], { host: "shop.example", lifetime: 3600 });
  const shop = world.server("shop", {
    identity: root.issue("shop.example", { key: knownRsaKey() }),
    app: lines(() => "hello"),
    config: { tickets: office.policy, ...config },
  });
  const inspector = world.client("inspector", { trust: [trusted ? root : other] });
  world.link("street", inspector, shop);
  return scan(world, inspector, shop, TOOLS);
}

Deno.test("scan() finds versions, suites, tickets, and what is refused", () => {
  const { certificate, probes, ...rest } = scanned(speaking(["TLS 1.3", "TLS 1.2"], [ECDHE, RSA]));
  assertEquals(rest, {
    versions: ["TLS 1.3", "TLS 1.2"],
    suites: [ECDHE, RSA],
    noticesFallback: true,
    unboundRenegotiation: false,
    compresses: false,
    ticketLifetime: 3600,
  });
  assertEquals(certificate, []);
  assert(probes > 5);
});

Deno.test("scan() asks for nothing that a server of one version cannot have", () => {
  const { versions, suites, noticesFallback } = scanned(speaking(["TLS 1.3"]));
  assertEquals([versions, suites, noticesFallback], [["TLS 1.3"], [], undefined]);
});

Deno.test("scan() goes on behind a certificate that nobody would take, and remembers why not", () => {
  const { versions, certificate } = scanned(speaking(["TLS 1.3"]), { trusted: false });
  assertEquals(versions, ["TLS 1.3"]);
  assert(certificate.length > 0 && certificate.every(({ ok }) => !ok));
});

Deno.test("scan() does not know versions that nobody has heard of", () => {
  const world = emptyStage();
  const root = world.authority("Honest Root");
  const shop = world.server("shop", { identity: root.issue("shop.example") });
  const inspector = world.client("inspector", { trust: [root] });
  world.link("street", inspector, shop);
  assertThrows(
    () => scan(world, inspector, shop, { ...TOOLS, versions: ["TLS 1.4"] }),
    RangeError,
    'Cannot ask for "TLS 1.4"',
  );
});
