/** Input that cannot be judged: says which file, where in it, what was found and what is expected. */
export class InputError extends Error {
  constructor(readonly file: string, readonly problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'InputError';
  }
}
