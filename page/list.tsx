/** A list of any length of which only what is seen is drawn: one stop of the Tab key, then arrow keys. */
import { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface ListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly idOf: (item: T) => string;
  readonly selected: string | undefined;
  readonly onSelect: (item: T) => void;
  readonly row: (item: T) => ComponentChildren;
}

const BEYOND = 6;

export function List<T>({ label, items, rowHeight, idOf, selected, onSelect, row }: ListProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const index = items.findIndex((item) => idOf(item) === selected);

  useLayoutEffect(() => {
    const measure = () => setHeight(box.current!.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const { current } = box;
    if (current && index >= 0) {
      const [begin, end] = [index * rowHeight, (index + 1) * rowHeight];
      if (begin < current.scrollTop) {
        current.scrollTop = begin;
      } else if (end > current.scrollTop + current.clientHeight) {
        current.scrollTop = Math.max(0, end - current.clientHeight);
      }
    }
  }, [index, items, rowHeight]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: items.length - 1,
    };
    if (event.key in steps && items.length > 0) {
      event.preventDefault();
      onSelect(items[Math.min(items.length - 1, Math.max(0, steps[event.key]))]);
    }
  };

  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND);
  const last = Math.min(items.length, Math.ceil((top + height) / rowHeight) + BEYOND);
  return (
    <div class="list" role="listbox" aria-label={label} tabIndex={0} ref={box} onKeyDown={onKeyDown} onScroll={() => setTop(box.current!.scrollTop)}
      aria-activedescendant={index >= 0 ? `row-${index}` : undefined}>
      <div class="list-space" role="presentation" style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, last).map((item, offset) => {
          const at = first + offset;
          return (
            <div key={idOf(item)} id={`row-${at}`} role="option" aria-selected={at === index} aria-posinset={at + 1} aria-setsize={items.length} class="row"
              style={{ height: `${rowHeight}px`, transform: `translateY(${at * rowHeight}px)` }} onClick={() => onSelect(item)}>
              {row(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
