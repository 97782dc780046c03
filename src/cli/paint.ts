import { styleText } from 'util';
import { Terminal } from './terminal';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

/** Colours for people at a terminal, none for files and pipes: https://no-color.org */
export function paintFor({ stdout, env }: Terminal): Paint {
  return stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb' ? (style, text) => styleText(style, text, { validateStream: false }) : plain;
}
