/** What OpenSSL calls the key exchanges; those that end in nothing are not mentioned at all. */
const EXCHANGES: Readonly<Record<string, string>> = {
  RSA: "",
  DH_anon: "ADH-",
  ECDH_anon: "AECDH-",
  PSK_DHE: "DHE-PSK-",
};

/**
 * OpenSSL's own name of a suite: `ECDHE-RSA-AES128-SHA` for `TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA`.
 * Suites of TLS 1.3 go by their registered names.
 */
export function opensslSuite(name: string): string {
  const [, exchange, cipher] = /^TLS_(.+)_WITH_(.+)$/.exec(name) ?? [];
  if (exchange === undefined || cipher === undefined) return name;
  const short = cipher
    .replace("3DES_EDE_CBC", "DES_CBC3")
    .replace("RC4_128", "RC4")
    .replace("CCM_8", "CCM8")
    .replace(/AES_(128|256)/, "AES$1")
    .replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305")
    .replace(/(AES\d+)_CBC/, /PSK/.test(exchange) ? "$1_CBC" : "$1");
  const before = EXCHANGES[exchange] ?? `${exchange}-`;
  return `${before}${short}`.replaceAll("_", "-");
}
