import type { SecretId } from "../trace/mod.ts";
import type { OpenedRecording } from "./open_recording.ts";
import type { Attack } from "./position.ts";
import type { RecordedConnection, Recording } from "./record.ts";

/** A key that came later, and what it opens. */
export interface LateKey {
  /** As the ledger calls it: `private key of bank.example`. */
  readonly id: SecretId;
  open(connection: RecordedConnection): OpenedRecording;
}

/**
 * Goes through a recording with a key that came later, and lays what opens on the table. Needs no
 * place on the path any more.
 */
export function readRecording({ connections }: Recording, { id, open }: LateKey): Attack {
  return (eve) => {
    for (const connection of connections) {
      const { toServer, toClient, sealed, closed } = open(connection);
      const opened = [...toServer, ...toClient];
      eve.note(
        closed === undefined
          ? `${eve.name} opens ${opened.length} of ${sealed} sealed records`
          : `${eve.name} opens ${opened.length} of ${sealed} sealed records: ${closed}`,
      );
      for (const { type, content, packets } of opened) {
        const event = packets.at(-1);
        if (type !== "application_data" || event === undefined) continue;
        eve.learn(content, { by: "decrypted", event, key: id }, event);
      }
    }
  };
}
