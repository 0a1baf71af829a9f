import { decode, encode } from "../../bytes/mod.ts";
import { fault, GROUPS, type KeyExchange12 } from "../../tls/mod.ts";
import { EcdheClientKeyExchange } from "../../wire/mod.ts";

/**
 * ECDH with the key of the certificate (RFC 4492 §2.1, §2.3): the server signs nothing, it agrees.
 * Its half never changes, so a recording opens to whoever gets the key later.
 */
export const STATIC_ECDH: KeyExchange12 = {
  name: "ECDH",
  forwardSecret: false,
  serverSends: "nothing",
  keyUse: "keyAgreement",
  server({ crypto, key }) {
    if (key?.type !== "ec") return fault("noIdentity", "ECDH needs the key of a curve");
    return {
      group: key.curve,
      accept(body) {
        const read = decode(EcdheClientKeyExchange, body);
        if (!read.ok) return fault("undecodable", read.error);
        return crypto.group(key.curve).agree(key.scalar, read.value.ecdhYc) ??
          fault("badKeyShare", `Not a valid ${key.curve} public key`);
      },
    };
  },
  client(body, { crypto, random, groups, peerKey }) {
    if (body !== undefined) {
      return fault("unexpectedMessage", "server_key_exchange with the key of the certificate");
    }
    const curve = peerKey?.type === "ec" ? peerKey.curve : undefined;
    if (peerKey?.type !== "ec" || !groups.some((group) => GROUPS.get(group) === curve)) {
      return fault("keyDoesNotFit", "The certificate's key is on no curve that was offered");
    }
    return {
      group: peerKey.curve,
      params: new Uint8Array(0),
      rest: new Uint8Array(0),
      answer() {
        const group = crypto.group(peerKey.curve);
        const ours = group.generate(random, `key exchange ${peerKey.curve}`);
        const premaster = group.agree(ours.privateKey, peerKey.point);
        return premaster === undefined
          ? fault("badKeyShare", `Not a valid ${peerKey.curve} public key`)
          : { body: encode(EcdheClientKeyExchange, { ecdhYc: ours.publicKey }), premaster };
      },
    };
  },
};
