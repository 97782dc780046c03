/** Bin packing: exact for what the statements of policies come to, and honest where it gives up. */

export interface BinItem {
  /** Decides between items of one size, so that the order in which they are given does not matter. */
  readonly text: string;
  /** No larger than the room of a bin. */
  readonly size: number;
}

export interface Bins<T> {
  readonly bins: readonly (readonly T[])[];
  /** Whether it is certain that no fewer bins do. */
  readonly fewest: boolean;
}

const MOST_STEPS = 20_000;

export function fewestBins<T extends BinItem>(items: readonly T[], room: number): Bins<T> {
  const largestFirst = [...items].sort((one, other) => other.size - one.size || (one.text < other.text ? -1 : 1));
  const simple = firstFit(largestFirst, room);
  const least = Math.ceil(items.reduce((sum, { size }) => sum + size, 0) / room);
  let fewest = true;
  for (let count = least; count < simple.length; count++) {
    const search = new Search(largestFirst, room, count);
    const bins = search.run();
    if (bins) {
      return { bins, fewest };
    }
    fewest &&= !search.gaveUp;
  }
  return { bins: simple, fewest };
}

function firstFit<T extends BinItem>(items: readonly T[], room: number): readonly (readonly T[])[] {
  const bins: { readonly items: T[]; left: number }[] = [];
  for (const item of items) {
    let bin = bins.find(({ left }) => left >= item.size);
    if (!bin) {
      bin = { items: [], left: room };
      bins.push(bin);
    }
    bin.items.push(item);
    bin.left -= item.size;
  }
  return bins.map((bin) => bin.items);
}

/** Depth first: every item into every bin, but once only into bins with the same room left. */
class Search<T extends BinItem> {
  gaveUp = false;
  private steps = 0;
  private readonly bins: T[][];
  private readonly left: number[];

  constructor(private readonly items: readonly T[], room: number, count: number) {
    this.bins = Array.from({ length: count }, () => []);
    this.left = this.bins.map(() => room);
  }

  run(): readonly (readonly T[])[] | undefined {
    return this.place(0) ? this.bins : undefined;
  }

  private place(index: number): boolean {
    if (index === this.items.length) {
      return true;
    }
    this.gaveUp ||= ++this.steps > MOST_STEPS;
    const { size } = this.items[index];
    const tried = new Set<number>();
    for (const [bin, left] of this.left.entries()) {
      if (left >= size && !tried.has(left) && !this.gaveUp) {
        tried.add(left);
        this.bins[bin].push(this.items[index]);
        this.left[bin] -= size;
        if (this.place(index + 1)) {
          return true;
        }
        this.bins[bin].pop();
        this.left[bin] += size;
      }
    }
    return false;
  }
}
