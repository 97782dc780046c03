/** The lines of a template: where a location of a finding stands in its text. */
import { readFileSync } from 'fs';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { isNode, LineCounter, parseDocument } from 'yaml';

type Path = readonly (string | number)[];

export class SourceLines {
  private readonly files = new Map<string, (path: Path) => number | undefined>();

  /** From 1: of the innermost part of the location that is there; of the beginning where the text is not to be had. */
  lineOf(file: string, location: string): number {
    let find = this.files.get(file);
    if (!find) {
      find = finderIn(readText(file));
      this.files.set(file, find);
    }
    for (let path = pathOf(location); path.length > 0; path = path.slice(0, -1)) {
      const line = find(path);
      if (line !== undefined) {
        return line;
      }
    }
    return 1;
  }
}

/** `Resources.Role.Properties.Policies[0]` */
function pathOf(location: string): Path {
  return [...location.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) => (index === undefined ? name : Number(index)));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function finderIn(text: string): (path: Path) => number | undefined {
  return /^\s*\{/.test(text) ? inJson(text) : inYaml(text);
}

function inJson(text: string): (path: Path) => number | undefined {
  const root = parseTree(text);
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  return (path) => {
    const node = root && findNodeAtLocation(root, [...path]);
    // Of a property, the line of its name.
    const offset = node && (node.parent?.type === 'property' ? node.parent : node).offset;
    return offset === undefined ? undefined : 1 + countUpTo(starts, offset);
  };
}

function inYaml(text: string): (path: Path) => number | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  return (path) => {
    const node = document.getIn(path, true);
    return isNode(node) && node.range ? counter.linePos(node.range[0]).line : undefined;
  };
}

/** How many of the sorted numbers are no greater. */
function countUpTo(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    [low, high] = numbers[middle] <= most ? [middle + 1, high] : [low, middle];
  }
  return low;
}
