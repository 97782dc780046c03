/** One kind of data about AWS, as it is derived: it becomes lines to review, and a container to ship. */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { packContainer } from '../src/catalogue/container';

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

export function containerOf({ header, entries }: DataSet): Buffer {
  return packContainer(header, entries.map(([key, ...values]) => [key, values]));
}

export function writeDataSet(data: DataSet): void {
  writeFileSync(join(DATA_FOLDER, `${data.name}.jsonl`), linesOf(data));
  writeFileSync(join(DATA_FOLDER, `${data.name}.pack`), containerOf(data));
}
