/** Removes entries from the text of an exception file. All else stays as it is written, comments included. */
import { Node, visit } from 'jsonc-parser';

/** A stretch of the list: what stands before an entry, the entry, and what follows it up to the end of its line. */
interface Chunk {
  readonly lead: string;
  readonly body: string;
  /** Between the entry and its comma; all of the tail where there is none. */
  readonly beforeComma: string;
  readonly comma: '' | ',';
  readonly afterComma: string;
}

/** Comments right above an entry, and behind it on its line, go with it; those above an empty line stay. */
export function pruneEntries(text: string, entries: readonly Node[], isPruned: (index: number) => boolean): string {
  if (!entries.some((_entry, index) => isPruned(index))) {
    return text;
  }
  const { parent: list } = entries[0];
  const { chunks, end } = chunksOf(text, entries);
  const lastKept = chunks.filter((_chunk, index) => !isPruned(index)).pop();
  const { comma: lastComma } = chunks[chunks.length - 1];
  const rest = chunks.map((chunk, index) => {
    const comma = chunk === lastKept ? lastComma : chunk.comma;
    return isPruned(index) ? unattached(chunk.lead) : chunk.lead + chunk.body + chunk.beforeComma + comma + chunk.afterComma;
  });
  return text.slice(0, list!.offset + 1) + rest.join('') + text.slice(end);
}

function chunksOf(text: string, entries: readonly Node[]): { readonly chunks: readonly Chunk[]; readonly end: number } {
  const commas: number[] = [];
  const comments = new Map<number, number>();
  visit(text, {
    onSeparator: (character, offset) => void (character === ',' && commas.push(offset)),
    onComment: (offset, length) => void comments.set(offset, offset + length),
  }, { allowTrailingComma: true });
  const list = entries[0].parent!;
  let end = list.offset + 1;
  const chunks = entries.map(({ offset, length }, index): Chunk => {
    const next = entries[index + 1]?.offset ?? list.offset + list.length;
    const bodyEnd = offset + length;
    const comma = commas.find((one) => one >= bodyEnd && one < next);
    const lead = text.slice(end, offset);
    end = lineEnd(text, comma === undefined ? bodyEnd : comma + 1, comments);
    return {
      lead,
      body: text.slice(offset, bodyEnd),
      beforeComma: text.slice(bodyEnd, comma ?? end),
      comma: comma === undefined ? '' : ',',
      afterComma: comma === undefined ? '' : text.slice(comma + 1, end),
    };
  });
  return { chunks, end };
}

/** Behind the comments that follow on the same line. */
function lineEnd(text: string, from: number, comments: ReadonlyMap<number, number>): number {
  const start = from + /^[ \t]*/.exec(text.slice(from))![0].length;
  const end = comments.get(start);
  return end === undefined ? from : lineEnd(text, end, comments);
}

/** Of what stands before a pruned entry, the part that an empty line separates from it. */
function unattached(lead: string): string {
  const [separated = ''] = /^[^]*\n[ \t]*\r?\n/.exec(lead) ?? [];
  return separated.trim() === '' ? '' : `${separated.trimEnd()}${separated.includes('\r\n') ? '\r\n' : '\n'}`;
}
