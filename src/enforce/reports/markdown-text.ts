/** Text of others within Markdown: https://github.github.com/gfm/ */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map((cell) => cell.replaceAll('|', '\\|'))))].join('\n');
}

/** Text of others as text: no markup, no link, nobody mentioned. */
export function escaped(text: string): string {
  // A mention survives a backslash; it does not survive a character between the sign and the name.
  return oneLine(text).replace(/[\\`*_{}[\]<>()#+\-.!|~&:/^$]/g, '\\$&').replaceAll('@', '@\u2060');
}

/** https://github.github.com/gfm/#code-spans: the fence is longer than any run of backticks within. */
export function code(text: string): string {
  const content = oneLine(text);
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(content) || content === '' ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

export function html(text: string): string {
  return oneLine(text).replace(/[&<>"'@]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
