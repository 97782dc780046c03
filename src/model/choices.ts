/**
 * A template can be deployed in several forms: Fn::If takes one branch or the other, a parameter has one of its
 * allowed values. `forms` evaluates a piece of it once for each form; the same decision is taken alike everywhere
 * within one form.
 */
const MOST_FORMS = 64;

/** What is decided so far: the option taken, by the decision's key. */
export type Form = ReadonlyMap<string, number>;

/** Nothing is decided yet. */
export const ANY_FORM: readonly Form[] = [new Map()];

export class Choices {
  readonly made: { readonly key: string; readonly options: number }[] = [];
  /** References followed in this evaluation. */
  followed = 0;
  private taken: Map<string, number> | undefined;

  constructor(private readonly start: Form = ANY_FORM[0]) {}

  /** The form that the decisions have led to. */
  get form(): Form {
    return this.taken ?? this.start;
  }

  /** Which of the options this form takes. */
  decide(key: string, options: number): number {
    const known = this.form.get(key);
    if (known !== undefined) {
      return known;
    }
    this.taken ??= new Map(this.start);
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

/** Evaluates once for each form that goes on from one of the forms given. */
export function forms<T>(evaluate: (choices: Choices) => T, from: readonly Form[] = ANY_FORM): Forms<T> {
  if (from.length === 1) {
    const choices = new Choices(from[0]);
    const value = evaluate(choices);
    if (choices.made.length === 0) {
      return { values: [value], complete: true };
    }
  }
  const values: T[] = [];
  const open = [...from].reverse();
  while (open.length > 0) {
    if (values.length === MOST_FORMS) {
      return { values, complete: false };
    }
    const start = open.pop()!;
    const choices = new Choices(start);
    values.push(evaluate(choices));
    const taken = new Map(start);
    for (const { key, options } of choices.made) {
      for (let option = options - 1; option > 0; option--) {
        open.push(new Map(taken).set(key, option));
      }
      taken.set(key, 0);
    }
  }
  return { values, complete: true };
}
