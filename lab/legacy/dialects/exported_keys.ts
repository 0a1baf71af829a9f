import type { Cipher12, Randoms, WriteKeys } from "../../tls/mod.ts";
import type { ExportableKeys, WriteKeys as PlainKeys } from "../keys/types.ts";

/** Replaces the short keys of a key block by those that a version makes of them. */
export function exportedKeys(
  { client, server }: WriteKeys,
  { exportKeyLength, keyLength, ivLength }: Cipher12,
  randoms: Randoms,
  derive: (keys: ExportableKeys) => PlainKeys,
): WriteKeys {
  const made = derive({
    clientWriteKey: client.key,
    serverWriteKey: server.key,
    clientRandom: randoms.client,
    serverRandom: randoms.server,
    keyLength: exportKeyLength ?? keyLength,
    ivLength,
  });
  return {
    client: { ...client, key: made.clientWriteKey, iv: made.clientWriteIv },
    server: { ...server, key: made.serverWriteKey, iv: made.serverWriteIv },
  };
}
