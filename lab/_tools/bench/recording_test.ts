import { assertEquals } from "@std/assert";
import { seededRandom } from "../../crypto/mod.ts";
import { nobleProvider } from "../../crypto/noble.ts";
import { withHybrid } from "../../crypto/hybrid.ts";
import { Acquaintances, KINDS, makeTrust, RECORD_KINDS, USUAL } from "./connection.ts";
import { Recorder } from "./recording.ts";

const noble = nobleProvider();

Deno.test("Recorder gives the engine the answers of the provider it stands before", () => {
  const { provider } = new Recorder(noble);
  const [key, nonce, data] = [16, 12, 5].map((length) => new Uint8Array(length)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const random = () => seededRandom(1, "test");
  assertEquals(provider.hmac("SHA-256", key, data), noble.hmac("SHA-256", key, data));
  assertEquals(
    provider.hash("SHA-384").create().update(data).copy().digest(),
    noble.hash("SHA-384").digest(data),
  );
  const sealed = provider.aead("AES-128-GCM", key).seal(nonce, data, data);
  assertEquals(provider.aead("AES-128-GCM", key).open(nonce, data, sealed), data);
  assertEquals(
    provider.group("X25519").generate(random(), "share"),
    noble.group("X25519").generate(random(), "share"),
  );
});

Deno.test("Recorder counts the primitives of a full handshake", () => {
  const recorder = new Recorder(noble);
  const trust = makeTrust(noble, 1_785_542_400);
  new Acquaintances(recorder.provider, trust, USUAL).handshake();
  const counts = recorder.take().counts();
  const calls = (name: string) => counts[name]?.calls;
  assertEquals(calls("X25519 client share"), 1);
  assertEquals(calls("X25519 server share and secret"), 1);
  assertEquals(calls("X25519 client secret"), 1);
  assertEquals(calls("ecdsa sign"), 1);
  assertEquals(calls("ecdsa verify"), 3, "leaf, issuing authority, CertificateVerify");
  assertEquals(calls("AES-128-GCM seal"), calls("AES-128-GCM open"));
});

Deno.test("handshakes of every kind come to a good end, again and again, and can be replayed", () => {
  const hybrid = withHybrid(noble);
  const trust = makeTrust(hybrid, 1_785_542_400);
  for (const kind of [...KINDS, ...RECORD_KINDS]) {
    const recorder = new Recorder(hybrid);
    const { provider, decryptPremaster } = recorder;
    const pair = new Acquaintances(provider, trust, kind, { decryptPremaster });
    pair.handshake();
    recorder.take();
    pair.handshake();
    const recording = recorder.take();
    const transported = kind.group === "RSA" && kind.resumed !== true ? 1 : undefined;
    assertEquals(recording.counts()["RSA decrypt premaster"]?.calls, transported);
    assertEquals(recording.counts()["ecdsa verify"] === undefined, kind.resumed === true);
    recording.replay();
  }
});

Deno.test("replay() makes the same calls again, with what was drawn the first time", () => {
  const recorder = new Recorder(noble);
  const again = new Recorder(recorder.provider);
  const { provider } = again;
  const random = seededRandom(1, "test");
  const pair = provider.group("P-256").generate(random, "share");
  provider.group("P-256").agree(pair.privateKey, pair.publicKey);
  const state = provider.hash("SHA-256").create().update(pair.publicKey);
  provider.hmac("SHA-256", state.digest(), pair.publicKey);
  const first = recorder.take().counts();
  again.take().replay();
  assertEquals(recorder.take().counts(), first);
});

Deno.test("take() begins a new recording, in which older keys go on", () => {
  const recorder = new Recorder(noble);
  const key = recorder.provider.aead("AES-128-GCM", new Uint8Array(16));
  recorder.take();
  key.seal(new Uint8Array(12), new Uint8Array(5), new Uint8Array(64));
  const recording = recorder.take();
  assertEquals(recording.counts(), { "AES-128-GCM seal": { calls: 1, bytes: 64 } });
  recording.replay();
});
