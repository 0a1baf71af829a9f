import {
  type Dialect,
  honestProtection,
  type ProtectionContext,
  type RecordProtection12,
} from "../../tls/mod.ts";
import { ProtocolVersion } from "../../wire/mod.ts";
import { tls10ExportKeys } from "../keys/tls10.ts";
import { implicitIvCbc, implicitIvCbcEncryptThenMac } from "../record/implicit_iv_cbc.ts";
import { splitFirstByte } from "../record/split_first_byte.ts";
import { exportedKeys } from "./exported_keys.ts";
import { TLS11 } from "./tls11.ts";

/** What a stack may do about the weaknesses of TLS 1.0. */
export interface Tls10Options {
  /** Send each piece of application data as one byte and the rest, against BEAST. */
  readonly splitRecords?: boolean;
}

/** TLS 1.0 (RFC 2246), as a stack of one age or another speaks it. */
export function tls10({ splitRecords = false }: Tls10Options = {}): Dialect {
  return {
    ...TLS11,
    version: ProtocolVersion["TLS 1.0"],
    name: "TLS 1.0",
    speaks: ({ cipher }) => cipher.kind !== "aead" && cipher.macLength <= 20,
    firstIvFromKeyBlock: true,
    exportKeys: ({ crypto }, keys, cipher, randoms) =>
      exportedKeys(keys, cipher, randoms, (exportable) => tls10ExportKeys(crypto, exportable)),
    protectRecords: splitRecords ? splitWhereChained : chained,
  };
}

/** TLS 1.0 as it was until 2011. */
export const TLS10: Dialect = tls10();

function chained(context: ProtectionContext): RecordProtection12 {
  const { encryptThenMac, suite: { cipher } } = context;
  if (cipher.kind !== "cbc") return honestProtection(context);
  return encryptThenMac
    ? implicitIvCbcEncryptThenMac(context, cipher)
    : implicitIvCbc(context, cipher);
}

function splitWhereChained(context: ProtectionContext): RecordProtection12 {
  const protection = chained(context);
  return context.suite.cipher.kind === "cbc" ? splitFirstByte(protection) : protection;
}
