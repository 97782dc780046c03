const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** NaN for what is no number. */
export function readNumber(text: string): number {
  return NUMBER.test(text) ? Number(text) : NaN;
}
