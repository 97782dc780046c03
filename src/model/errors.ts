/** Input that cannot be judged: says which file, where in it, what was found and what is expected. */
export class InputError extends Error {
  /** `details` are for several problems of one file, a line each. */
  constructor(readonly file: string, readonly problem: string, readonly details: readonly string[] = []) {
    super([`${file}: ${problem}`, ...details].join('\n  '));
    this.name = 'InputError';
  }
}
