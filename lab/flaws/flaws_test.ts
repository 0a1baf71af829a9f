import { assert, assertEquals } from "@std/assert";
import { type Bytes, fromUtf8, utf8 } from "../bytes/mod.ts";
import { type IssueOptions, selfSigned } from "../pki/mod.ts";
import { clientConfig, HONEST_SEAMS, type TlsEvent } from "../tls/mod.ts";
import { ambient, noble, NOW, Pair, type PairOptions, testRoot } from "../tls/testing.ts";
import { ProtocolVersion } from "../wire/mod.ts";
import {
  acceptAnyCertificate,
  type Flaw,
  FLAWS,
  ignoreIssuer,
  ignoreLaterName,
  ignoreName,
  recordsWithoutIntegrity,
  recordsWithoutOrder,
} from "./mod.ts";

const seamOf: Readonly<Record<string, keyof typeof HONEST_SEAMS>> = {
  "accept-any-certificate": "verifyChain",
  "trust-root-by-key": "verifyChain",
  "compute-on-any-curve": "verifyChain",
  "trust-root-on-any-curve": "verifyChain",
  "ignore-name": "verifyChain",
  "ignore-issuer": "verifyChain",
  "ignore-later-name": "verifyChain",
  "ignore-key-length": "verifyChain",
  "ignore-dates": "verifyChain",
  "ignore-authority": "verifyChain",
  "ignore-basic-constraints": "verifyChain",
  "ignore-key-usage": "verifyChain",
  "ignore-path-length": "verifyChain",
  "ignore-purpose": "verifyChain",
  "ignore-weak-hash": "verifyChain",
  "ignore-name-constraints": "verifyChain",
  "match-common-name": "verifyChain",
  "follow-sent-chain": "verifyChain",
  "ignore-bytes-behind-hash": "verifyChain",
  "match-until-nul": "verifyChain",
  "records-without-integrity": "protectRecords",
  "records-without-order": "protectRecords",
  "silent-on-bad-padding": "protectOlderRecords",
  "skip-key-exchange-signature": "verifySignature",
  "tell-bad-premaster": "decryptPremaster",
  "reused-gcm-nonce": "protectOlderRecords",
  "over-read-heartbeat": "answerHeartbeat",
  "tell-padding-from-mac": "protectOlderRecords",
  "ignore-finished": "verifyFinished",
  "ignore-downgrade-sentinel": "readDowngrade",
  "no-downgrade-sentinel": "writeDowngrade",
  "ignore-fallback-signal": "judgeFallback",
  "unbound-renegotiation": "acceptRenegotiation",
};

Deno.test("every flaw has an id of its own, and says what it breaks and where it was seen", () => {
  assertEquals(new Set(FLAWS.map(({ id }) => id)).size, FLAWS.length);
  assertEquals(FLAWS.map(({ id }) => id).toSorted(), Object.keys(seamOf).toSorted());
  for (const { id, title, seen, breaks } of FLAWS) {
    assert(/^[a-z]+(-[a-z]+)*$/.test(id), id);
    assert(/^RFC \d+ §/.test(breaks), breaks);
    assert(title !== "" && seen !== "");
  }
});

for (const flaw of FLAWS) {
  Deno.test(`${flaw.id} swaps ${seamOf[flaw.id]} and nothing else`, () => {
    const honest = clientConfig({ crypto: noble, serverName: "bank.example" });
    const before = { ...honest };
    const flawed = flaw.apply(honest);
    const { seams, ...rest } = flawed;
    const { seams: honestSeams, ...honestRest } = honest;
    assertEquals(rest, honestRest);
    const swapped = Object.keys(seams).filter((name) =>
      seams[name as keyof typeof seams] !== honestSeams[name as keyof typeof seams]
    );
    assertEquals(swapped, [seamOf[flaw.id] ?? "none"]);
    assertEquals(honest, before, "the honest configuration stays honest");
  });
}

/** Certificates, and which clients take them for bank.example. */
const certificates: readonly {
  readonly what: string;
  readonly leaf: IssueOptions | "self-signed";
  readonly takenBy: readonly Flaw[];
}[] = [
  { what: "for another name", leaf: { names: ["x.example"] }, takenBy: [ignoreName] },
  { what: "that vouches for itself", leaf: "self-signed", takenBy: [ignoreIssuer] },
  { what: "that has expired", leaf: { notAfter: NOW - 1 }, takenBy: [] },
  { what: "for clients only", leaf: { extendedKeyUsage: ["clientAuth"] }, takenBy: [] },
];

const checking: readonly (Flaw | undefined)[] = [
  undefined,
  ignoreName,
  ignoreLaterName,
  ignoreIssuer,
  acceptAnyCertificate,
];

for (const { what, leaf, takenBy } of certificates) {
  for (const flaw of checking) {
    const taken = flaw === acceptAnyCertificate || flaw !== undefined && takenBy.includes(flaw);
    const who = flaw === undefined ? "an honest client" : `a client with ${flaw.id}`;
    Deno.test(`${who} ${taken ? "takes" : "refuses"} a certificate ${what}`, () => {
      const pair = handshake({ leaf, flaw });
      assertEquals(pair.client.connected, taken);
      assertEquals(pair.client.error?.reason, taken ? undefined : "certificateRejected");
      const check = pair.clientEvents.find((event) => event.kind === "check")!;
      assertEquals([check.ok, check.flaw], [taken, taken ? flaw!.id : undefined]);
      const failed = check.checks.filter(({ ok }) => !ok);
      assert(failed.length > 0, "what would have failed is said all the same");
    });
  }
}

for (const flaw of checking) {
  Deno.test(`a good certificate is taken by everybody: ${flaw?.id ?? "honest"}`, () => {
    assertEquals(handshake({ leaf: {}, flaw }).client.connected, true);
  });
}

for (const flaw of [undefined, ignoreLaterName, ignoreName]) {
  const taken = flaw !== undefined;
  Deno.test(`a name that changes in a second handshake is ${taken ? "taken" : "refused"}: ${flaw?.id ?? "honest"}`, () => {
    const versions = [ProtocolVersion["TLS 1.2"]];
    const names = ["bank.example", "x.example"];
    const pair = new Pair({
      client: {
        versions,
        seams: flaw?.apply(clientConfig({ crypto: noble })).seams ?? HONEST_SEAMS,
      },
      server: {
        versions,
        renegotiation: true,
        chooseIdentity: () => testRoot().issue({ names: [names.shift()!] }),
      },
    }).drive();
    assertEquals(pair.client.connected, true);
    pair.client.renegotiate();
    pair.drive();
    assertEquals(pair.client.connected, taken);
    assertEquals(pair.client.error?.reason, taken ? undefined : "certificateRejected");
  });
}

function handshake(
  { leaf, flaw }: { leaf: IssueOptions | "self-signed"; flaw: Flaw | undefined },
): Pair {
  const names = ["bank.example"];
  const tools = { provider: noble, random: ambient("server").random, clock: () => NOW };
  const identity = leaf === "self-signed"
    ? selfSigned({ names, ...tools })
    : testRoot().issue({ names, ...leaf });
  const seams = flaw?.apply(clientConfig({ crypto: noble })).seams ?? HONEST_SEAMS;
  return new Pair({ client: { seams }, server: { chooseIdentity: () => identity } }).drive();
}

/** Two ends that both protect records as a flaw has it, or honestly. */
function connected(flaw: Flaw | undefined): Pair {
  const seams = flaw?.apply(clientConfig({ crypto: noble })).seams ?? HONEST_SEAMS;
  const options: PairOptions = { client: { seams }, server: { seams } };
  const pair = new Pair(options).drive();
  assertEquals([pair.client.connected, pair.server.connected], [true, true]);
  return pair;
}

/** What the server hears of orders whose records somebody has handled on the way. */
function ordered(
  flaw: Flaw | undefined,
  orders: readonly string[],
  handle: (records: Bytes[]) => Bytes[],
): string[] {
  const { client, server } = connected(flaw);
  const records = orders.map((order) => {
    client.send(utf8(order));
    return client.outgoing();
  });
  return handle(records).flatMap((record) => server.receive(record)).flatMap(heard);
}

function heard(event: TlsEvent): string[] {
  if (event.kind === "applicationData") return [fromUtf8(event.data)];
  return event.kind === "alert" ? [event.alert] : [];
}

/** Where in a record's bytes its content begins, under the flaw that has no header of its own. */
const CONTENT = 5;

const flip = ([record]: Bytes[]) => {
  const flipped = record!.slice();
  flipped[CONTENT + 4]! ^= "1".charCodeAt(0) ^ "9".charCodeAt(0);
  return [flipped];
};

const PAY = ["pay 100", "pay 200", "pay 300"];

const handled: readonly {
  readonly what: string;
  readonly orders: readonly string[];
  readonly handle: (records: Bytes[]) => Bytes[];
  readonly heard: ReadonlyMap<Flaw | undefined, readonly string[]>;
}[] = [
  {
    what: "a flipped bit",
    orders: ["pay 100"],
    handle: flip,
    heard: new Map([
      [undefined, ["bad_record_mac"]],
      [recordsWithoutIntegrity, ["pay 900"]],
      [recordsWithoutOrder, ["bad_record_mac"]],
    ]),
  },
  {
    what: "a repeated record",
    orders: ["pay 100"],
    handle: ([one]) => [one!, one!],
    heard: new Map([
      [undefined, ["pay 100", "bad_record_mac"]],
      [recordsWithoutOrder, ["pay 100", "pay 100"]],
    ]),
  },
  {
    what: "a record that is left out",
    orders: PAY,
    handle: ([one, , three]) => [one!, three!],
    heard: new Map([
      [undefined, ["pay 100", "bad_record_mac"]],
      [recordsWithoutOrder, ["pay 100", "pay 300"]],
    ]),
  },
  {
    what: "two records in the wrong order",
    orders: PAY,
    handle: ([one, two, three]) => [two!, one!, three!],
    heard: new Map([
      [undefined, ["bad_record_mac"]],
      [recordsWithoutOrder, ["pay 200", "pay 100", "pay 300"]],
    ]),
  },
  {
    what: "a record cut short",
    orders: ["pay 100"],
    handle: ([one]) => [Uint8Array.of(23, 3, 3, 0, 7, ...one!.subarray(5, 12))],
    heard: new Map([
      [undefined, ["bad_record_mac"]],
      [recordsWithoutOrder, ["bad_record_mac"]],
    ]),
  },
];

for (const { what, orders, handle, heard } of handled) {
  for (const [flaw, expected] of heard) {
    Deno.test(`${what}, ${flaw?.id ?? "honest"}: the server hears ${expected.join(", ")}`, () => {
      assertEquals(ordered(flaw, orders, handle), expected);
    });
  }
}

for (const flaw of [recordsWithoutIntegrity, recordsWithoutOrder]) {
  Deno.test(`${flaw.id}: what nobody touches arrives, of any length, keys updated or not`, () => {
    const pair = connected(flaw);
    for (const length of [1, 1000, 16384, 40_000]) pair.client.send(new Uint8Array(length));
    pair.client.updateKeys(true);
    pair.client.send(utf8("the end"));
    pair.drive();
    assertEquals(pair.server.error, undefined);
    assertEquals(Pair.data(pair.serverEvents).length, 1 + 1000 + 16384 + 40_000 + 7);
  });

  Deno.test(`${flaw.id} hides the words from those without the key`, () => {
    const { client } = connected(flaw);
    client.send(utf8("correct horse battery staple"));
    assert(!fromUtf8(client.outgoing()).includes("horse"));
  });

  Deno.test(`${flaw.id} at one end only is no connection`, () => {
    const { seams } = flaw.apply(clientConfig({ crypto: noble }));
    const pair = new Pair({ client: { seams } }).drive();
    assertEquals([pair.client.connected, pair.server.connected], [false, false]);
  });
}
