/** A list, and beside it what is chosen of it; in a narrow window the one or the other. Enter opens, Escape goes back to the list. */
import { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { List } from './list';
import { Empty } from './parts';
import { amend, go, Params, View } from './route';
import { isWide } from './wide';

interface SplitProps<T> {
  readonly view: View;
  readonly params: Params;
  /** Which of the parameters names what is chosen. */
  readonly param: 'finding' | 'principal';
  readonly label: string;
  readonly items: readonly T[];
  /** All that an address may name, also what the filters leave out. */
  readonly all: readonly T[];
  readonly empty: string;
  readonly rowHeight: number;
  readonly idOf: (item: T) => string;
  readonly row: (item: T) => ComponentChildren;
  readonly children: (item: T) => ComponentChildren;
}

export function Split<T>({ view, params, param, label, items, all, empty, rowHeight, idOf, row, children }: SplitProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLElement>(null);
  const entering = useRef(false);
  const loaded = useRef(false);
  const named = params[param];
  const chosen = named ? all.find((item) => idOf(item) === named) : isWide() ? items[0] : undefined;
  const id = chosen && idOf(chosen);
  const having = (value: string) => ({ ...params, cell: '', [param]: value });

  useLayoutEffect(() => {
    // What had the focus may be gone, or out of sight, with what was shown before.
    const isLost = document.activeElement === document.body || !document.activeElement?.checkVisibility();
    if (entering.current || (loaded.current && isLost)) {
      const next = named || isWide() ? detail.current?.querySelector<HTMLElement>('[aria-current]') ?? detail.current : list.current;
      next?.focus();
    }
    entering.current = false;
    loaded.current = true;
  }, [named]);

  const open = (item: T) => {
    if (idOf(item) === named) {
      detail.current?.focus();
    } else {
      entering.current = true;
      go(view, having(idOf(item)));
    }
  };
  const close = () => {
    if (isWide()) {
      list.current?.focus();
    } else {
      go(view, having(''));
    }
  };

  return (
    <div class={`split ${named ? 'split-open' : ''}`}>
      <List box={list} label={label} items={items} rowHeight={rowHeight} idOf={idOf} row={row} selected={id}
        onMove={(item) => amend(view, having(idOf(item)))} onChoose={(item) => go(view, having(idOf(item)))} onOpen={open} />
      <section class="detail" aria-label={`The ${param}`} tabIndex={-1} ref={detail} onKeyDown={({ key }) => key === 'Escape' && close()}>
        {named && <button type="button" class="back" onClick={close}>Back to the list</button>}
        {chosen ? children(chosen) : <Empty>{named ? `The report has no such ${param}: ${named}` : empty}</Empty>}
      </section>
    </div>
  );
}
