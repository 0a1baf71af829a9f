import { concat, decode, encode } from "../../../bytes/mod.ts";
import { RsaClientKeyExchange } from "../../../wire/mod.ts";
import { fault } from "../../fault.ts";
import type { KeyExchange12 } from "./key_exchange.ts";

/**
 * RSA key transport (RFC 5246 §7.4.7.1): the client makes up the premaster secret and encrypts it to
 * the certificate's key. Whoever gets that key later opens every recording.
 */
export const RSA: KeyExchange12 = {
  name: "RSA",
  forwardSecret: false,
  serverSends: "nothing",
  keyUse: "keyEncipherment",
  server({ random, config, dialect, key, offeredVersion }) {
    if (key?.type !== "rsa") return fault("noIdentity", "RSA key transport needs an RSA key");
    return {
      group: "RSA",
      accept(body) {
        const read = dialect.prefixesPremaster ? decode(RsaClientKeyExchange, body) : undefined;
        if (read?.ok === false) return fault("undecodable", read.error);
        const encrypted = read?.value.encryptedPreMasterSecret ?? body;
        return config.seams.decryptPremaster(key, encrypted, offeredVersion, random);
      },
    };
  },
  client(body, { crypto, random, dialect, peerKey, offeredVersion }) {
    if (body !== undefined) {
      return fault("unexpectedMessage", "server_key_exchange with RSA key transport");
    }
    if (peerKey?.type !== "rsa") return fault("keyDoesNotFit", "RSA key transport to another key");
    return {
      group: "RSA",
      params: new Uint8Array(0),
      rest: new Uint8Array(0),
      answer() {
        const version = Uint8Array.of(offeredVersion >> 8, offeredVersion & 0xff);
        const premaster = concat(version, random.bytes("premaster secret", 46));
        const encryptedPremaster = crypto.rsaEncrypt(peerKey, premaster, random);
        const message = dialect.prefixesPremaster
          ? encode(RsaClientKeyExchange, { encryptedPreMasterSecret: encryptedPremaster })
          : encryptedPremaster;
        return { body: message, premaster };
      },
    };
  },
};
