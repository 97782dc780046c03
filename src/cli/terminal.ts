export { printable } from '../enforce/printable';

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
