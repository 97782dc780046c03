/** What the command is given of its process, so that tests can give it something else. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export enum ExitCode {
  CLEAN = 0,
  FINDINGS = 1,
  BAD_INPUT = 2,
  UNKNOWN = 3,
}

/** Text of others on one line, without what a terminal or a CI log would act on: control and formatting characters. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
