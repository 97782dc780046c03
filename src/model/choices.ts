/**
 * A template can be deployed in several forms: Fn::If takes one branch or the other, a parameter has one of its
 * allowed values. `forms` evaluates a piece of it once for each form; the same decision is taken alike everywhere
 * within one form.
 */
const MOST_FORMS = 64;

export class Choices {
  readonly made: { readonly key: string; readonly options: number }[] = [];

  constructor(private readonly taken: Map<string, number>) {}

  /** Which of the options this form takes. */
  decide(key: string, options: number): number {
    const known = this.taken.get(key);
    if (known !== undefined) {
      return known;
    }
    this.taken.set(key, 0);
    this.made.push({ key, options });
    return 0;
  }
}

export interface Forms<T> {
  readonly values: readonly T[];
  /** False when there are more forms than are looked at. */
  readonly complete: boolean;
}

export function forms<T>(evaluate: (choices: Choices) => T): Forms<T> {
  const values: T[] = [];
  const open: Map<string, number>[] = [new Map()];
  while (open.length > 0) {
    if (values.length === MOST_FORMS) {
      return { values, complete: false };
    }
    const taken = open.pop()!;
    const choices = new Choices(new Map(taken));
    values.push(evaluate(choices));
    for (const { key, options } of choices.made) {
      for (let option = options - 1; option > 0; option--) {
        open.push(new Map(taken).set(key, option));
      }
      taken.set(key, 0);
    }
  }
  return { values, complete: true };
}
