import type { Case } from "../case.ts";
import { AUTHENTICATION } from "./authentication.ts";
import { COMMON } from "./common.ts";
import { KEYS_ELSEWHERE } from "./keys_elsewhere.ts";
import { NEGOTIATION } from "./negotiation.ts";
import { OLDER } from "./older.ts";
import { OPTIONS } from "./options.ts";
import { RESUMPTION } from "./resumption.ts";
import { SESSION } from "./session.ts";
import { SESSION_12 } from "./session12.ts";
import { ELSEWHERE } from "./sessions_elsewhere.ts";
import { TLS12_CASES } from "./tls12.ts";

/** Everything that is tried, in the order of the report. */
export const CASES: readonly Case[] = [
  ...NEGOTIATION,
  ...AUTHENTICATION,
  ...SESSION,
  ...RESUMPTION,
  ...OPTIONS,
  ...TLS12_CASES,
  ...COMMON,
  ...SESSION_12,
  ...ELSEWHERE,
  ...KEYS_ELSEWHERE,
  ...OLDER,
];
