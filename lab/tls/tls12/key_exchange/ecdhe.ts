import { decode, encode } from "../../../bytes/mod.ts";
import {
  EcCurveType,
  EcdheClientKeyExchange,
  NamedGroup,
  ServerEcdhParams,
} from "../../../wire/mod.ts";
import { fault } from "../../fault.ts";
import { GROUPS } from "../../suites.ts";
import type { KeyExchange12 } from "./key_exchange.ts";
import { splitParams } from "./split_params.ts";

/** Diffie-Hellman over elliptic curves with fresh keys on both sides (RFC 8422 §5.4, §5.7). */
export const ECDHE: KeyExchange12 = {
  name: "ECDHE",
  forwardSecret: true,
  serverSends: "signed",
  keyUse: "digitalSignature",
  server({ crypto, random, groups }) {
    const value = groups.find((group) => GROUPS.has(group));
    if (value === undefined) return fault("noCommonGroup", "No common curve for ECDHE");
    const name = NamedGroup.label(value);
    const group = crypto.group(GROUPS.get(value)!);
    const ours = group.generate(random, `key exchange ${name}`);
    return {
      group: name,
      params: encode(ServerEcdhParams, {
        curveType: EcCurveType.named_curve,
        namedCurve: value,
        publicPoint: ours.publicKey,
      }),
      accept(body) {
        const read = decode(EcdheClientKeyExchange, body);
        if (!read.ok) return fault("undecodable", read.error);
        return group.agree(ours.privateKey, read.value.ecdhYc) ??
          fault("badKeyShare", `Not a valid ${name} public key`);
      },
    };
  },
  client(body, { crypto, random, groups }) {
    const split = splitParams(ServerEcdhParams, body);
    if ("reason" in split) return split;
    const { value: { namedCurve, publicPoint: theirs }, params, rest } = split;
    const name = NamedGroup.label(namedCurve);
    const known = GROUPS.get(namedCurve);
    if (known === undefined || !groups.includes(namedCurve)) {
      return fault("selectedUnofferedGroup", `Chose ${name}, which was not offered`);
    }
    return {
      group: name,
      params,
      rest,
      answer() {
        const group = crypto.group(known);
        const ours = group.generate(random, `key exchange ${name}`);
        const premaster = group.agree(ours.privateKey, theirs);
        return premaster === undefined
          ? fault("badKeyShare", `Not a valid ${name} public key`)
          : { body: encode(EcdheClientKeyExchange, { ecdhYc: ours.publicKey }), premaster };
      },
    };
  },
};
