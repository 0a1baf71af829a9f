/** What a few statuses say when nobody gave them a message. */
const PHRASES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

/** Thrown to end a request with a status; the nearest error page shows it. */
export class HttpError extends Error {
  /** The status of the response. */
  readonly status: number;

  /**
   * @param status such as 404
   * @param message what to say; by default what the status means
   */
  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message ?? PHRASES[status] ?? `HTTP status ${status}`, options);
    this.name = "HttpError";
    this.status = status;
  }
}
