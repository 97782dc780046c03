/** What a principal may do: services by access level. */
import { useState } from 'preact/hooks';
import { data, LEVELS, plural } from './data';
import { Badge, Empty, Facts, Search } from './parts';
import { Principals } from './principals';
import { amend, go, hrefOf, Params } from './route';
import type { PageEntry, PagePrincipal } from '../src/enforce/reports/page-data';

const MOST_ROWS = 40;
const BREADTHS = ['named', 'wide', 'all'] as const;
const BREADTH_NAMES = { none: 'no resource that could be named', named: 'named resources', wide: 'resources by a wildcard', all: 'every resource' };

export function Access({ params }: { readonly params: Params }) {
  return <Principals view="access" params={params}>{(principal) => <AccessOf key={principal.id} principal={principal} params={params} />}</Principals>;
}

function AccessOf({ principal, params }: { readonly principal: PagePrincipal; readonly params: Params }) {
  const own = principal.findings.map((index) => data.findings[index]).filter(({ accepted }) => !accepted);
  return (
    <article>
      <p class="badges"><Badge kind="plain">{principal.kind}</Badge>{principal.escalations.length > 0 && <Badge kind="error">escalates</Badge>}</p>
      <h2>{principal.label}</h2>
      <Facts facts={[
        ['Construct', principal.id], ['Account', principal.account], ['Template', data.templates[principal.template]],
        ['Boundary', principal.boundary && (principal.boundary.seen ? principal.boundary.name : `${principal.boundary.name}: its content is not part of the app, so less may be allowed than is shown`)],
        ['Findings', own.length > 0 ? own.slice(0, 12).map(({ id, rule, severity }) => (
          <a key={id} class={`chip chip-${severity}`} href={hrefOf('findings', { finding: id })}>{data.rules[rule].id}</a>
        )) : undefined],
      ]} />
      <p class="links"><a href={hrefOf('graph', { principal: principal.id })}>Who can become it, and what it can become</a></p>
      {principal.escalations.map(({ title, witness, unknown }) => (
        <div class="alarm" key={witness}><strong>It {title}{unknown ? ', unless the deployment prevents it' : ''}.</strong><pre class="code">{witness}</pre></div>
      ))}
      <h3>Services by access level</h3>
      <Matrix entries={principal.access.map((index) => data.entries[index])} params={{ ...params, principal: principal.id }} />
      {principal.unlisted.length > 0 && <><h3>Actions that the catalogue does not know</h3><p><code>{principal.unlisted.join(', ')}</code></p></>}
    </article>
  );
}

function Matrix({ entries, params }: { readonly entries: readonly PageEntry[]; readonly params: Params }) {
  const [all, setAll] = useState(false);
  if (entries.length === 0) {
    return <Empty>Its policies allow nothing.</Empty>;
  }
  const rows = new Map<number, PageEntry[]>();
  entries.forEach((entry) => rows.set(entry[0], [...rows.get(entry[0]) ?? [], entry]));
  const service = params.service ?? '';
  const found = [...rows].filter(([index]) => data.services[index].includes(service.toLowerCase()));
  const cut = !all && found.findIndex(([, row]) => row.some((entry) => cellOf(entry) === params.cell)) < MOST_ROWS;
  const shown = cut ? found.slice(0, MOST_ROWS) : found;
  return (
    <>
      {(rows.size > 8 || service !== '') && (
        <Search label={`Find one of ${plural(rows.size, 'service')}`} value={service} hint="s3" onInput={(value) => amend('access', { ...params, service: value })} />
      )}
      <div class="matrix-box" tabIndex={0} role="region" aria-label="Access matrix">
        <table class="matrix">
          <thead><tr><th scope="col">Service</th>{LEVELS.map((level) => <th key={level} scope="col">{level}</th>)}</tr></thead>
          <tbody>{shown.map(([index, row]) => <Row key={index} row={row} params={params} />)}</tbody>
        </table>
      </div>
      {found.length === 0 && <Empty>No service matches.</Empty>}
      {found.length > shown.length && <button type="button" class="more" onClick={() => setAll(true)}>Show all {plural(found.length, 'service')}</button>}
      <ul class="legend" aria-label="Legend">
        {BREADTHS.map((breadth) => <li key={breadth}><span class={`cell cell-${breadth} level-1`} aria-hidden="true" />{breadth === 'named' ? `${BREADTH_NAMES.named}, or none that could be` : BREADTH_NAMES[breadth]}</li>)}
        <li><span class="cell cell-unknown level-1" aria-hidden="true">?</span>known at deployment</li>
      </ul>
    </>
  );
}

/** As an address names it. */
function cellOf([service, level]: PageEntry): string {
  return `${data.services[service]}:${LEVELS[level]}`;
}

/** What the open cell stands for is right below it. */
function Row({ row, params }: { readonly row: readonly PageEntry[]; readonly params: Params }) {
  const open = row.find((entry) => cellOf(entry) === params.cell);
  const close = () => go('access', { ...params, cell: '' });
  return (
    <>
      <tr onKeyDown={(event) => {
        if (event.key === 'Escape' && open) {
          event.stopPropagation();
          close();
        }
      }}>
        <th scope="row">{data.services[row[0][0]]}</th>
        {LEVELS.map((level, index) => {
          const entry = row.find((one) => one[1] === index);
          return (
            <td key={level}>
              {entry ? <Cell entry={entry} isOpen={entry === open} onChoose={() => (entry === open ? close() : go('access', { ...params, cell: cellOf(entry) }))} />
                : <span class="quiet">–</span>}
            </td>
          );
        })}
      </tr>
      {open && <tr><td class="cell-detail" colSpan={LEVELS.length + 1}><CellDetail entry={open} /></td></tr>}
    </>
  );
}

/** Of actions that take no resource, "*" widens nothing. */
function breadthOf([, , , resources, widened]: PageEntry): keyof typeof BREADTH_NAMES {
  const by = data.lists[widened];
  return by.includes('every resource') || by.includes('NotResource') ? 'all' : by.includes('wildcard resource') ? 'wide'
    : data.lists[resources].includes('*') ? 'none' : 'named';
}

function Cell({ entry, isOpen, onChoose }: { readonly entry: PageEntry; readonly isOpen: boolean; readonly onChoose: () => void }) {
  const [service, level, actions, , , unknown] = entry;
  const breadth = breadthOf(entry);
  const { length } = data.lists[actions];
  return (
    <button type="button" class={`cell cell-${breadth} level-${level} ${unknown ? 'cell-unknown' : ''}`} aria-expanded={isOpen} onClick={onChoose}
      aria-label={`${data.services[service]} ${LEVELS[level]}: ${plural(length, 'action')} on ${BREADTH_NAMES[breadth]}${unknown ? ', known at deployment' : ''}`}>
      {length}{unknown ? '?' : ''}
    </button>
  );
}

function CellDetail({ entry: [service, level, actions, resources, widened] }: { readonly entry: PageEntry }) {
  const name = data.services[service];
  return (
    <section aria-label={`${name} ${LEVELS[level]}`}>
      <h4>{name} · {LEVELS[level]}</h4>
      <Facts facts={[
        [`Actions (${data.lists[actions].length})`, <code>{data.lists[actions].map((action) => `${name}:${action}`).join(', ')}</code>],
        ['Resources', <code>{data.lists[resources].join('\n')}</code>],
        ['Widened by', data.lists[widened].join(', ') || undefined],
      ]} />
    </section>
  );
}
