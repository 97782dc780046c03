/** Small parts that several views share. */
import { ComponentChildren } from 'preact';

export function Badge({ kind, children }: { readonly kind: string; readonly children: ComponentChildren }) {
  return <span class={`badge badge-${kind}`}>{children}</span>;
}

/** A path of constructs of which the end says most. */
export function Place({ path }: { readonly path: string }) {
  const cut = path.lastIndexOf('/', path.length - 1 - (path.endsWith('/Resource') ? '/Resource'.length : 0));
  return <span class="place" title={path}><span class="place-start">{path.slice(0, cut + 1)}</span><span class="place-end">{path.slice(cut + 1)}</span></span>;
}

export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {facts.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

/** Wider than a narrow window: then it is scrolled, also by the keyboard. */
export function TableBox({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return <div class="table-box" tabIndex={0} role="region" aria-label={label}>{children}</div>;
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, text]) => <option key={option} value={option} selected={option === value}>{text}</option>)}
      </select>
    </label>
  );
}

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly onInput: (value: string) => void;
}

export function Search({ label, value, hint, onInput }: SearchProps) {
  return (
    <label class="field field-search">
      <span>{label}</span>
      <input type="search" value={value} placeholder={hint} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}
