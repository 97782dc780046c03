/** Input that cannot be judged: says which file, where in it, what was found and what is expected. */
export class InputError extends Error {
  /** `details` are for several problems of one file, a line each. */
  constructor(readonly file: string, readonly problem: string, readonly details: readonly string[] = []) {
    super([`${file}: ${problem}`, ...details].join('\n  '));
    this.name = 'InputError';
  }
}

/** Adds the place to what is said about bad input found on the way. */
export function placed(error: unknown, file: string, place: string): unknown {
  const isOurs = error instanceof InputError && error.file === file && !/^(Resources|Outputs)\./.test(error.problem);
  return isOurs ? new InputError(file, `${place}: ${error.problem}`) : error;
}

export function inPlace<T>(file: string, place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw placed(error, file, place);
  }
}
