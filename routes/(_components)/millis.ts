/** Virtual microseconds as milliseconds, with decimals only where they matter. */
export function millis(micros: number): string {
  return String(Math.round(micros / 10) / 100);
}
