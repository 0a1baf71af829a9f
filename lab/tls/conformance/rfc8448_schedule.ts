import { type Bytes, concat, EMPTY, fromHex } from "../../bytes/mod.ts";
import { hkdfExtract } from "../../crypto/mod.ts";
import {
  deriveSecret,
  emptyHash,
  expandLabel,
  finishedVerifyData,
  hkdfLabel,
  resumptionPsk,
  trafficKeys,
} from "../schedule/mod.ts";
import { type Case, octets } from "./cases.ts";
import type { Epoch, Ladder } from "./rfc8448_ladder.ts";
import { groupIn, type Side, type Step, ticketOf, type Trace } from "./rfc8448_trace.ts";

/** A figure of a step: the RFC's name for it, and ours. */
type Figures = Readonly<Record<string, Bytes>>;

/** Compares every figure of every step that extracts, expands or calculates. */
export function scheduleCases(trace: Trace, ladder: Ladder): Case[] {
  return trace.steps.flatMap((step, index) => {
    const figures = Object.keys(step.values).length === 0 ? {} : figuresOf(step, trace, ladder);
    return Object.entries(figures).map(([name, ours]) =>
      octets(`${trace.id}/step ${index}: ${step.action}/${name}`, step.values[name]!, ours)
    );
  });
}

function figuresOf(step: Step, trace: Trace, ladder: Ladder): Figures {
  const { action } = step;
  const quoted = /"([^"]+)"/.exec(action)?.[1] ?? "";
  if (groupIn(action) !== undefined) return keyPair(step, ladder);
  if (action.startsWith("extract secret")) return extract(quoted, ladder);
  if (action.startsWith("derive secret")) return derive(quoted, action, ladder);
  if (action.startsWith("calculate finished")) return finished(step.side, ladder);
  if (action.startsWith("calculate PSK binder")) return binder(trace, ladder);
  if (action.startsWith("generate resumption secret")) return resumption(trace, ladder);
  const keys = /^derive (read|write) traffic keys for (early application|handshake|application)/
    .exec(action);
  if (keys === null) return {};
  const own = keys[1] === "write";
  const owner = own === (step.side === "client") ? "client" : "server";
  return trafficFigures(owner, keys[2]!.split(" ")[0] as Epoch, ladder);
}

function keyPair({ action, values }: Step, { kdf }: Ladder): Figures {
  const group = kdf.crypto.group(groupIn(action)!);
  return { public_key: group.keyPair(fromHex(values.private_key!)).publicKey };
}

/** The rungs make these on their way; salt and IKM are held against HKDF itself as well. */
function extract(name: string, ladder: Ladder): Figures {
  const { kdf, early, handshake, main } = ladder;
  const zeros = new Uint8Array(kdf.length);
  const derived = (secret: Bytes) => deriveSecret(kdf, secret, "derived", emptyHash(kdf));
  const rung = {
    early: { salt: zeros, IKM: ladder.psk, secret: early.secret },
    handshake: { salt: derived(early.secret), IKM: ladder.shared, secret: handshake.secret },
    master: { salt: derived(handshake.secret), IKM: zeros, secret: main.secret },
  }[name]!;
  const straight = hkdfExtract(kdf.crypto, kdf.hash, rung.salt, rung.IKM);
  // Two ways to one secret: a difference shows as a case that cannot agree.
  return { ...rung, secret: straight.every((o, i) => o === rung.secret[i]) ? straight : EMPTY };
}

function derive(label: string, action: string, ladder: Ladder): Figures {
  const { kdf, early, handshake, main, traffic, conversation: { moments } } = ladder;
  const expansion = (from: { secret: Bytes }, hash: Bytes, expanded: Bytes): Figures => ({
    PRK: from.secret,
    hash,
    info: hkdfLabel(label.replace(/^tls13 /, ""), hash, kdf.length),
    expanded,
  });
  switch (label) {
    case "tls13 derived": {
      const from = action.includes("for handshake") ? early : handshake;
      const none = emptyHash(kdf);
      return expansion(from, none, deriveSecret(kdf, from.secret, "derived", none));
    }
    case "tls13 c e traffic":
      return expansion(early, moments.clientHello, traffic.client.early);
    case "tls13 e exp master":
      return expansion(early, moments.clientHello, early.exporter(moments.clientHello));
    case "tls13 c hs traffic":
      return expansion(handshake, moments.serverHello, traffic.client.handshake);
    case "tls13 s hs traffic":
      return expansion(handshake, moments.serverHello, traffic.server.handshake);
    case "tls13 c ap traffic":
      return expansion(main, moments.serverFinished, traffic.client.application);
    case "tls13 s ap traffic":
      return expansion(main, moments.serverFinished, traffic.server.application);
    case "tls13 exp master":
      return expansion(main, moments.serverFinished, main.exporter(moments.serverFinished));
    case "tls13 res master":
      return expansion(main, moments.clientFinished, ladder.resumption);
    default:
      throw new SyntaxError(`Cannot derive "${label}"`);
  }
}

function trafficFigures(owner: Side, epoch: Epoch, ladder: Ladder): Figures {
  const { kdf, conversation: { suite } } = ladder;
  const secret = secretOf(owner, epoch, ladder);
  const keys = trafficKeys(kdf, suite, secret);
  return {
    PRK: secret,
    key_info: hkdfLabel("key", EMPTY, suite.keyLength),
    key_expanded: keys.key,
    iv_info: hkdfLabel("iv", EMPTY, keys.iv.length),
    iv_expanded: keys.iv,
  };
}

/** The traffic secret of a side in an epoch. */
export function secretOf(owner: Side, epoch: Epoch, { traffic }: Ladder): Bytes {
  return owner === "client"
    ? traffic.client[epoch]
    : traffic.server[epoch as Exclude<Epoch, "early">];
}

function finished(side: Side, ladder: Ladder): Figures {
  const { conversation: { messages } } = ladder;
  const { before } = messages.find(({ from, name }) => from === side && name === "finished")!;
  return mac(secretOf(side, "handshake", ladder), before, ladder);
}

/** A MAC over a transcript, with the figures on the way to it. */
function mac(base: Bytes, transcriptHash: Bytes, { kdf }: Ladder): Figures {
  return {
    PRK: base,
    info: hkdfLabel("finished", EMPTY, kdf.length),
    expanded: expandLabel(kdf, base, "finished", EMPTY, kdf.length),
    finished: finishedVerifyData(kdf, base, transcriptHash),
  };
}

/** The binder covers the hello up to the list of binders: two lengths and 32 bytes from its end. */
function binder(trace: Trace, ladder: Ladder): Figures {
  const { kdf, early } = ladder;
  const hello = fromHex(trace.records[0]!.payload);
  const prefix = hello.subarray(0, hello.length - kdf.length - 3);
  const hash = kdf.crypto.hash(kdf.hash).digest(prefix);
  const figures = mac(early.binderKey("resumption"), hash, ladder);
  const sent = hello.subarray(hello.length - kdf.length);
  const same = sent.every((octet, i) => octet === figures.finished![i]);
  return {
    ...figures,
    ClientHello_prefix: prefix,
    binder_hash: hash,
    finished: same ? sent : concat(sent, figures.finished!),
  };
}

function resumption(trace: Trace, { kdf, resumption }: Ladder): Figures {
  const { ticketNonce } = ticketOf(trace)!;
  return {
    PRK: resumption,
    hash: ticketNonce,
    info: hkdfLabel("resumption", ticketNonce, kdf.length),
    expanded: resumptionPsk(kdf, resumption, ticketNonce),
  };
}
