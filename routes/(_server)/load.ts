import type { Run } from "../../lab/scenario/mod.ts";
import { SCENARIOS, service } from "./lab.ts";
import { httpOf } from "./run_outcome.ts";
import { readRunQuery, type RunQuery } from "./run_query.ts";

/** Why a page cannot be shown, in one sentence. */
export interface Trouble {
  readonly kind: "trouble";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
  /** An address that was probably meant. */
  readonly suggestion?: string;
}

/** A run, ready to be shown. */
export interface Loaded {
  readonly kind: "loaded";
  readonly query: RunQuery;
  readonly run: Run;
  /** Whether it was there already. */
  readonly cached: boolean;
}

/** The page has another address. */
export interface Moved {
  readonly kind: "moved";
  readonly path: string;
}

/**
 * Reads the address of a page about one run, and has the run carried out in its turn. An address
 * that is spelt in another way than the canonical one leads there.
 *
 * @param also further options the page reads itself
 */
export async function loadRun(
  url: URL,
  session: string,
  also: readonly string[] = [],
): Promise<Loaded | Moved | Trouble> {
  const loaded = await loadAnyway(url, session, also);
  if (loaded.kind === "trouble") return loaded;
  const { path } = loaded.query;
  return path === url.pathname + url.search ? loaded : { kind: "moved", path };
}

/** The same for data that no person keeps the address of: any spelling will do. */
export async function loadAnyway(
  url: URL,
  session: string,
  also: readonly string[] = [],
): Promise<Loaded | Trouble> {
  const query = readRunQuery(url, SCENARIOS, also);
  if (query.kind === "fault") {
    const { status, message, suggestion } = query;
    return { kind: "trouble", status, headers: {}, message, ...(suggestion && { suggestion }) };
  }
  const outcome = await service.request(session, query);
  if (outcome.kind === "done") {
    return { kind: "loaded", query, run: outcome.run, cached: outcome.cached };
  }
  return { kind: "trouble", ...httpOf(outcome), message: outcome.message };
}
