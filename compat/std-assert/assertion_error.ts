/** What every failed assertion throws: a test runner tells it from an error of the code under test. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}
