/** What came back of one request. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The session's cookie, if the answer set one. */
  readonly cookie?: string;
}

/** Asks the server for a path, with a cookie if there is one. Rejects if no answer comes. */
export type Ask = (path: string, cookie?: string) => Promise<Answer>;

/** Time as the load tool needs it. */
export interface Timing {
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  sleep(millis: number): Promise<void>;
}

/** A browser: all it has is a cookie. */
export interface Browser {
  cookie: string | undefined;
}

/** How a round of pressing Run went. */
export interface Round {
  /** How long each answer took that came, in milliseconds. */
  readonly millis: readonly number[];
  /** Requests without an answer. */
  readonly lost: number;
  /** Answers other than 200. */
  readonly errors: number;
  /** How long other pages took meanwhile, in milliseconds. */
  readonly pages: readonly number[];
}

/** Opens the same page in so many browsers, so that each has its session. */
export async function openBrowsers(ask: Ask, count: number, path: string): Promise<Browser[]> {
  return await Promise.all(Array.from({ length: count }, async () => {
    const { cookie } = await ask(path);
    return { cookie };
  }));
}

/**
 * All browsers press Run, spread evenly over some time, each for another path. Meanwhile somebody
 * else turns pages.
 */
export async function burst(
  ask: Ask,
  browsers: readonly Browser[],
  pathOf: (browser: number) => string,
  { within, timing }: { readonly within: number; readonly timing: Timing },
): Promise<Round> {
  const millis: number[] = [];
  const pages: number[] = [];
  let lost = 0;
  let errors = 0;
  let running = true;
  const turnPages = async () => {
    while (running) {
      const start = timing.now();
      const answer = await ask("/").catch(() => undefined);
      if (answer?.status === 200) pages.push(timing.now() - start);
      await timing.sleep(50);
    }
  };
  const press = async (browser: Browser, number: number) => {
    await timing.sleep(number * within / browsers.length);
    const start = timing.now();
    try {
      const { status, cookie } = await ask(pathOf(number), browser.cookie);
      browser.cookie = cookie ?? browser.cookie;
      if (status === 200) millis.push(timing.now() - start);
      else errors++;
    } catch {
      lost++;
    }
  };
  const turning = turnPages();
  await Promise.all(browsers.map(press));
  running = false;
  await turning;
  return { millis, lost, errors, pages };
}

/** How long each of several requests for one path takes, in milliseconds, one after the other. */
export async function repeated(
  ask: Ask,
  path: string,
  times: number,
  { now }: Timing,
): Promise<readonly number[]> {
  const millis: number[] = [];
  let cookie: string | undefined;
  for (let i = 0; i < times; i++) {
    const start = now();
    const answer = await ask(path, cookie);
    cookie = answer.cookie ?? cookie;
    if (answer.status === 200) millis.push(now() - start);
  }
  return millis;
}
