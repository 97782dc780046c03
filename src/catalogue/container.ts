/**
 * A file of many entries, each compressed by itself, so that reading one costs nothing of the others:
 * four bytes with the length of the index, the index, the entries one after the other.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { deflateSync, inflateSync } from 'zlib';

interface Index<Header> {
  readonly header: Header;
  /** The keys with the length of what is stored for each. */
  readonly entries: readonly (readonly [key: string, length: number])[];
}

const LENGTH_BYTES = 4;

export class Container<Header> {
  readonly header: Header;
  /** In the order they were packed. */
  readonly keys: readonly string[];
  private readonly places = new Map<string, readonly [start: number, end: number]>();

  constructor(private readonly bytes: Buffer) {
    let start = LENGTH_BYTES + bytes.readUInt32BE();
    const { header, entries } = inflate<Index<Header>>(bytes.subarray(LENGTH_BYTES, start));
    for (const [key, length] of entries) {
      this.places.set(key, [start, start + length]);
      start += length;
    }
    this.header = header;
    this.keys = entries.map(([key]) => key);
  }

  has(key: string): boolean {
    return this.places.has(key);
  }

  read(key: string): unknown {
    const place = this.places.get(key);
    return place && inflate(this.bytes.subarray(...place));
  }
}

export function packContainer(header: unknown, entries: readonly (readonly [key: string, value: unknown])[]): Buffer {
  const packed = entries.map(([key, value]) => [key, deflate(value)] as const);
  const index = deflate({ header, entries: packed.map(([key, { length }]) => [key, length]) });
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(index.length);
  return Buffer.concat([length, index, ...packed.map(([, bytes]) => bytes)]);
}

/** Opens a file of the folder `data/`, which is shipped beside the compiled sources. */
export function openData<Header>(name: string): Container<Header> {
  return new Container(readFileSync(join(__dirname, '..', '..', 'data', name)));
}

function deflate(value: unknown): Buffer {
  return deflateSync(JSON.stringify(value), { level: 9 });
}

function inflate<T>(bytes: Buffer): T {
  return JSON.parse(inflateSync(bytes).toString());
}
