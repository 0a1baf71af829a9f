import { type Bytes, decode } from "../bytes/mod.ts";
import { Alert, AlertDescription } from "../wire/mod.ts";
import type { TlsEvent } from "./event.ts";
import { type Fault, fault } from "./fault.ts";

type AlertEvent = Extract<TlsEvent, { readonly kind: "alert" }>;

/** An alert as it came, with its number and its name. */
export interface ReadAlert {
  /** `AlertLevel` value. */
  readonly level: number;
  /** `AlertDescription` value. */
  readonly description: number;
  readonly label: AlertEvent["alert"];
}

/** The content of an alert record (RFC 9846 §6). */
export function readAlert(content: Bytes): ReadAlert | Fault {
  if (content.length === 0) return fault("emptyRecord", "An alert record without content");
  const alert = decode(Alert, content);
  if (!alert.ok) return fault("badAlert", alert.error);
  const { level, description } = alert.value;
  const label = AlertDescription.label(description) as AlertEvent["alert"];
  return { level, description, label };
}
