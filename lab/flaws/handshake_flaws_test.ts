import { assert, assertEquals } from "@std/assert";
import { type Bytes, utf8 } from "../bytes/mod.ts";
import { clientConfig, type CommonConfig, HONEST_SEAMS } from "../tls/mod.ts";
import { noble, Pair } from "../tls/testing.ts";
import { CipherSuite, type ClientHello, ProtocolVersion, supportedVersions } from "../wire/mod.ts";
import {
  type Flaw,
  ignoreDowngradeSentinel,
  ignoreFallbackSignal,
  ignoreFinished,
  noDowngradeSentinel,
  tellPaddingFromMac,
  unboundRenegotiation,
} from "./mod.ts";

const TLS12 = ProtocolVersion["TLS 1.2"];
const BOTH = [ProtocolVersion["TLS 1.3"], TLS12];
const who = (flaw: Flaw | undefined) => flaw?.id ?? "honest";

/** The parts of a party with that flaw, or with none. */
function seamsOf(flaw: Flaw | undefined): CommonConfig["seams"] {
  return flaw?.apply(clientConfig({ crypto: noble })).seams ?? HONEST_SEAMS;
}

for (const [flaw, alert] of [[tellPaddingFromMac, 21], [undefined, 20]] as const) {
  Deno.test(`bad padding is answered with alert ${alert}: ${who(flaw)}`, () => {
    const config = {
      versions: [TLS12],
      cipherSuites: [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA],
      encryptThenMac: false,
      seams: seamsOf(flaw),
    };
    for (const [fromEnd, expected] of [[17, alert], [40, 20]] as const) {
      const pair = new Pair({ client: config, server: config }).drive();
      pair.client.send(utf8("A LOGIN alice 123456"));
      const record = pair.client.outgoing().slice();
      record[record.length - fromEnd]! ^= 0x55;
      pair.server.receive(record);
      pair.client.receive(pair.server.outgoing());
      const names = { 20: "bad_record_mac", 21: "decryption_failed" };
      assertEquals(pair.server.error?.alert, names[expected]);
    }
  });
}

/** What somebody on the way does to a hello: an offer becomes one that nobody knows. */
function weakened(hello: Bytes): Bytes {
  const { TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: strong } = CipherSuite;
  const changed = hello.slice();
  const at = changed.findIndex((octet, i) =>
    octet === strong >> 8 && changed[i + 1] === (strong & 0xff)
  );
  changed[at + 1] = 0xfe;
  return changed;
}

for (const flaw of [ignoreFinished, undefined]) {
  Deno.test(`a changed hello goes ${flaw ? "unseen" : "no further than Finished"}: ${who(flaw)}`, () => {
    const config = {
      versions: [TLS12],
      cipherSuites: [
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      ],
      extendedMainSecret: false,
      seams: seamsOf(flaw),
    };
    const pair = new Pair({ client: config, server: config });
    pair.client.start();
    pair.server.receive(weakened(pair.client.outgoing()));
    pair.drive();
    assertEquals(pair.client.connected, flaw !== undefined);
    assertEquals(pair.server.error?.reason, flaw === undefined ? "badFinished" : undefined);
  });
}

/** A hello from which somebody has taken the newer versions away. */
const withoutVersions = (draft: ClientHello): ClientHello => ({
  ...draft,
  extensions: draft.extensions?.filter(({ type }) => type !== supportedVersions.type),
});

for (
  const [client, server, version] of [
    [undefined, undefined, undefined],
    [ignoreDowngradeSentinel, undefined, "TLS 1.2"],
    [undefined, noDowngradeSentinel, "TLS 1.2"],
  ] as const
) {
  Deno.test(`a downgrade ends ${version ?? "at once"}: ${who(client)}, ${who(server)}`, () => {
    const pair = new Pair({
      client: {
        versions: BOTH,
        seams: { ...seamsOf(client), writeClientHello: withoutVersions },
      },
      server: { versions: BOTH, seams: seamsOf(server) },
    }).drive();
    assertEquals(pair.client.connected, version !== undefined);
    assertEquals(pair.client.error?.reason, version ? undefined : "downgradeDetected");
    if (version !== undefined) assertEquals(pair.client.version, version);
  });
}

for (const flaw of [ignoreFallbackSignal, undefined]) {
  Deno.test(`a fallback is ${flaw ? "taken" : "refused"}: ${who(flaw)}`, () => {
    const pair = new Pair({
      client: { versions: [TLS12], fallback: true },
      server: { versions: BOTH, seams: seamsOf(flaw) },
    }).drive();
    assertEquals(pair.client.connected, flaw !== undefined);
    assertEquals(pair.server.error?.alert, flaw ? undefined : "inappropriate_fallback");
  });
}

for (const flaw of [unboundRenegotiation, undefined]) {
  Deno.test(`a renegotiation bound to nothing is ${flaw ? "taken" : "refused"}: ${who(flaw)}`, () => {
    const pair = new Pair({
      client: { versions: [TLS12], renegotiation: true, secureRenegotiation: false },
      server: { versions: [TLS12], renegotiation: true, seams: seamsOf(flaw) },
    }).drive();
    assert(pair.server.connected);
    pair.client.renegotiate();
    pair.drive();
    assertEquals(pair.server.connected, flaw !== undefined);
    assertEquals(pair.server.error?.reason, flaw ? undefined : "unboundRenegotiation");
    const connections = pair.serverEvents.filter(({ kind }) => kind === "connected").length;
    assertEquals(connections, flaw ? 2 : 1);
  });
}
