import { styleText } from 'util';
import { Terminal } from './terminal';
import { Paint, plain } from '../enforce/reports/paint';

/** Colours for people at a terminal, none for files and pipes: https://no-color.org */
export function paintFor({ stdout, env }: Terminal): Paint {
  return stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb' ? (style, text) => styleText(style, text, { validateStream: false }) : plain;
}
