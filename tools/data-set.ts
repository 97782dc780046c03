/** One kind of data about AWS, as it is derived: it becomes lines to review, and a container to ship. */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Container, packContainer } from '../src/catalogue/container';

export const DATA_FOLDER = join(__dirname, '..', 'data');

export interface DataSet {
  readonly name: string;
  readonly header: { readonly source: string; readonly updated: string; readonly format: string; readonly [more: string]: unknown };
  /** Each begins with its key; sorted by it. */
  readonly entries: readonly (readonly [key: string, ...values: unknown[]])[];
}

export function linesOf({ header, entries }: DataSet): string {
  return [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** As the container beside the lines holds it. */
export function readPacked(name: string): DataSet {
  const container = new Container<DataSet['header']>(readFileSync(join(DATA_FOLDER, `${name}.pack`)));
  return { name, header: container.header, entries: container.keys.map((key) => [key, ...container.read(key) as unknown[]]) };
}

/** The container is left as it is if it says the same: another version of zlib packs the same into other bytes. */
export function writeDataSet({ name, header, entries }: DataSet): void {
  const lines = linesOf({ name, header, entries });
  const file = join(DATA_FOLDER, `${name}.pack`);
  writeFileSync(join(DATA_FOLDER, `${name}.jsonl`), lines);
  if (!existsSync(file) || linesOf(readPacked(name)) !== lines) {
    writeFileSync(file, packContainer(header, entries.map(([key, ...values]) => [key, values])));
  }
}
