/** The seed in an address: 1 where there is none, `undefined` where it is no seed. */
export function readSeed(url: URL): number | undefined {
  const text = url.searchParams.get("seed");
  if (text === null || text === "") return 1;
  if (!/^\d{1,16}$/.test(text)) return undefined;
  const seed = Number(text);
  return Number.isSafeInteger(seed) ? seed : undefined;
}
