/** The list of principals beside whatever is shown of the one that is chosen. */
import { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { data, findingsOf, plural } from './data';
import { Badge, Choice, Place, Search } from './parts';
import { amend, go, Params, View } from './route';
import { Split } from './split';
import type { PagePrincipal } from '../src/enforce/reports/page-data';

const ROW = 56;

interface PrincipalsProps {
  readonly view: View;
  readonly params: Params;
  readonly children: (principal: PagePrincipal) => ComponentChildren;
}

export function Principals({ view, params, children }: PrincipalsProps) {
  const shown = useMemo(() => matching(params), [params.find, params.kind]);
  return (
    <>
      <form class="filters" role="search" aria-label="Filter the principals" onSubmit={(event) => event.preventDefault()}>
        <Search label="Principal" value={params.find ?? ''} hint="Name or construct" onInput={(find) => amend(view, { ...params, find })} />
        <Choice label="Kind" value={params.kind ?? ''} options={[['', 'All'], ...kinds.map((kind) => [kind, kind] as const)]} onChange={(kind) => go(view, { ...params, kind })} />
      </form>
      <div class="result"><p role="status">{plural(shown.length, 'principal')}, those with the most to fix first</p></div>
      <Split view={view} params={params} param="principal" label="Principals" items={shown} all={data.principals}
        empty={data.principals.length > 0 ? 'No principal matches.' : 'The templates declare no principals.'} rowHeight={ROW} idOf={({ id }) => id} row={Row}>
        {children}
      </Split>
    </>
  );
}

const kinds = [...new Set(data.principals.map(({ kind }) => kind))].sort();
const weights = new Map(data.principals.map((principal) => {
  const { errors, warnings } = findingsOf(principal);
  return [principal, principal.escalations.length * 1000 + errors * 10 + warnings];
}));
const sorted = [...data.principals].sort((a, b) => weights.get(b)! - weights.get(a)! || (a.id < b.id ? -1 : 1));

function matching({ find, kind }: Params): readonly PagePrincipal[] {
  const words = (find ?? '').toLowerCase();
  return sorted.filter((principal) => (!kind || principal.kind === kind) && (words === '' || `${principal.label}\n${principal.id}`.toLowerCase().includes(words)));
}

function Row(principal: PagePrincipal) {
  const { errors, warnings } = findingsOf(principal);
  return (
    <span class="row-main">
      <span class="row-title">
        <span class="row-rule">{principal.label}</span>
        {principal.escalations.length > 0 && <Badge kind="error">escalates</Badge>}
        {errors > 0 && <Badge kind="error">{plural(errors, 'error')}</Badge>}
        {errors === 0 && warnings > 0 && <Badge kind="warning">{plural(warnings, 'warning')}</Badge>}
      </span>
      <span class="row-place">{principal.kind} · <Place path={principal.id} /></span>
    </span>
  );
}
