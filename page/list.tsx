/** A list of any length of which only what is seen is drawn: one stop of the Tab key, then arrow keys. */
import { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { isWide } from './wide';

interface ListProps<T> {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly idOf: (item: T) => string;
  readonly selected: string | undefined;
  /** By arrow keys, beside what is shown of it. */
  readonly onMove: (item: T) => void;
  readonly onChoose: (item: T) => void;
  readonly onOpen: (item: T) => void;
  readonly row: (item: T) => ComponentChildren;
}

const BEYOND = 6;

export function List<T>({ box, label, items, rowHeight, idOf, selected, onMove, onChoose, onOpen, row }: ListProps<T>) {
  const [last, setLast] = useState(selected);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const current = selected ?? last;
  const index = items.findIndex((item) => idOf(item) === current);
  useLayoutEffect(() => setLast(current), [current]);

  useLayoutEffect(() => {
    const measure = () => setHeight(box.current!.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const list = box.current;
    if (list && index >= 0) {
      const [begin, end] = [index * rowHeight, (index + 1) * rowHeight];
      if (begin < list.scrollTop) {
        list.scrollTop = begin;
      } else if (end > list.scrollTop + list.clientHeight) {
        list.scrollTop = Math.max(0, end - list.clientHeight);
      }
    }
  }, [index, items, rowHeight, height]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: items.length - 1,
    };
    if (event.key in steps && items.length > 0) {
      event.preventDefault();
      const next = items[Math.min(items.length - 1, Math.max(0, steps[event.key]))];
      if (isWide()) {
        onMove(next);
      } else {
        setLast(idOf(next));
      }
    } else if ((event.key === 'Enter' || event.key === ' ') && index >= 0) {
      event.preventDefault();
      onOpen(items[index]);
    }
  };

  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND);
  const end = Math.min(items.length, Math.ceil((top + height) / rowHeight) + BEYOND);
  return (
    <div class="list" role="listbox" aria-label={label} tabIndex={0} ref={box} onKeyDown={onKeyDown} onScroll={() => setTop(box.current!.scrollTop)}
      aria-activedescendant={index >= 0 ? `row-${index}` : undefined}>
      <div class="list-space" role="presentation" style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, end).map((item, offset) => {
          const at = first + offset;
          return (
            <div key={idOf(item)} id={`row-${at}`} role="option" aria-selected={at === index} aria-posinset={at + 1} aria-setsize={items.length} class="row"
              style={{ height: `${rowHeight}px`, transform: `translateY(${at * rowHeight}px)` }} onClick={() => (isWide() ? onChoose(item) : onOpen(item))}>
              {row(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
