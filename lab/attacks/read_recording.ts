import type { Bytes } from "../bytes/mod.ts";
import type { EventId, SecretId } from "../trace/mod.ts";
import type { OpenedRecord, OpenedRecording } from "./open_recording.ts";
import type { Attack } from "./position.ts";
import type { RecordedConnection, Recording } from "./record.ts";

/** A key that came later, and what it opens. */
export interface LateKey {
  /** As the ledger calls it, `private key of bank.example`; each direction may have its own. */
  readonly id: SecretId | Readonly<Record<"toServer" | "toClient", SecretId>>;
  open(connection: RecordedConnection): OpenedRecording & {
    /** Secrets that came out on the way, with the packets that they were worked out from. */
    readonly computed?: readonly ComputedSecret[];
  };
}

/** A secret that follows from a key and from what was recorded. */
export interface ComputedSecret {
  readonly secret: Bytes;
  readonly from: readonly EventId[];
  /** In words: `the next traffic secret, from the one before`. */
  readonly method: string;
}

/**
 * Goes through a recording with a key that came later, and lays what opens on the table. Needs no
 * place on the path any more.
 */
export function readRecording({ connections }: Recording, { id, open }: LateKey): Attack {
  const ids = typeof id === "string" ? { toServer: id, toClient: id } : id;
  return (eve) => {
    const learn = (records: readonly OpenedRecord[], key: SecretId) => {
      for (const { type, content, packets } of records) {
        const event = packets.at(-1);
        if (type !== "application_data" || event === undefined) continue;
        eve.learn(content, { by: "decrypted", event, key }, event);
      }
    };
    for (const connection of connections) {
      const result = open(connection);
      const { toServer, toClient, sealed, closed, computed = [] } = result;
      const opened = [...toServer, ...toClient];
      eve.note(
        closed === undefined
          ? `${eve.name} opens ${opened.length} of ${sealed} sealed records`
          : `${eve.name} opens ${opened.length} of ${sealed} sealed records: ${closed}`,
      );
      const led = ledTo(result, connection, ids.toServer);
      for (const { secret, from, method } of [...led, ...computed]) {
        eve.learn(secret, { by: "computed", from, method }, from.at(-1));
      }
      learn(toServer, ids.toServer);
      learn(toClient, ids.toClient);
    }
  };
}

/** The secrets that the key led to, once records have opened with them: so they are right. */
function ledTo(
  { toServer, toClient, secrets }: OpenedRecording,
  connection: RecordedConnection,
  key: SecretId,
): ComputedSecret[] {
  const data = [...toServer, ...toClient].flatMap(({ type, packets }) =>
    type === "application_data" ? packets : []
  );
  if (data.length === 0) return [];
  // All that goes into the key schedule was said before the first data.
  const first = Math.min(...data);
  const before = [...connection.toServer, ...connection.toClient]
    .map(({ event }) => event)
    .filter((event) => event < first)
    .toSorted((a, b) => a - b);
  const from = before.length > 0 ? before : [first];
  const method = `the key schedule, with ${key},`;
  return [...secrets.values()].map((secret) => ({ secret, from, method }));
}
