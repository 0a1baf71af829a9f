/** What every answer of this server says to the browser, whoever wrote the answer. */

/** Nothing is loaded but from here, nothing stands inline, nobody frames a page. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** For files that are saved, not shown: opened by accident, they can do nothing at all. */
const DOWNLOAD_POLICY = "default-src 'none'; sandbox";

const ALWAYS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/**
 * The same answer with the headers every answer has, and without any that would let other sites
 * read it. `Cache-Control` stays what a file says; pages may be kept for going back, but belong to
 * one browser, since they may set a cookie; errors are not kept.
 */
export function withSecurityHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const name of [...headers.keys()]) {
    if (name.startsWith("access-control-")) headers.delete(name);
  }
  for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
  const download = /^\s*attachment\b/i.test(headers.get("Content-Disposition") ?? "");
  headers.set("Content-Security-Policy", download ? DOWNLOAD_POLICY : CONTENT_SECURITY_POLICY);
  if (response.status >= 400) headers.set("Cache-Control", "no-store");
  else if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
  // Answers such as redirects cannot be changed, so it is always a new one.
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** An answer in one sentence, for whoever did not ask in the way a page of this server would. */
export function plainAnswer(
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return withSecurityHeaders(
    new Response(`${sentence}\n`, {
      status,
      headers: { "Content-Type": "text/plain; charset=utf-8", ...headers },
    }),
  );
}
