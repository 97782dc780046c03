/** What a principal may do: services by access level. */
import { useEffect, useState } from 'preact/hooks';
import { data, LEVELS, plural } from './data';
import { Badge, Empty, Facts, Search } from './parts';
import { Principals } from './principals';
import { hrefOf, Params } from './route';
import type { PageEntry, PagePrincipal } from '../src/enforce/reports/page-data';

const MOST_ROWS = 40;
const BREADTHS = ['named', 'wide', 'all'] as const;
const BREADTH_NAMES = { none: 'no resource that could be named', named: 'named resources', wide: 'resources by a wildcard', all: 'every resource' };

export function Access({ params }: { readonly params: Params }) {
  return <Principals view="access" params={params}>{(principal) => <AccessOf key={principal.id} principal={principal} />}</Principals>;
}

function AccessOf({ principal }: { readonly principal: PagePrincipal }) {
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
      <Matrix entries={principal.access.map((index) => data.entries[index])} />
      {principal.unlisted.length > 0 && <><h3>Actions that the catalogue does not know</h3><p><code>{principal.unlisted.join(', ')}</code></p></>}
    </article>
  );
}

function Matrix({ entries }: { readonly entries: readonly PageEntry[] }) {
  const [find, setFind] = useState('');
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<PageEntry>();
  useEffect(() => setChosen(undefined), [entries.length]);
  if (entries.length === 0) {
    return <Empty>Its policies allow nothing.</Empty>;
  }
  const rows = new Map<number, PageEntry[]>();
  entries.forEach((entry) => rows.set(entry[0], [...rows.get(entry[0]) ?? [], entry]));
  const found = [...rows].filter(([service]) => data.services[service].includes(find.toLowerCase()));
  const shown = all ? found : found.slice(0, MOST_ROWS);
  return (
    <>
      {rows.size > 8 && <Search label={`Find one of ${plural(rows.size, 'service')}`} value={find} hint="s3" onInput={setFind} />}
      <div class="matrix-box" tabIndex={0} role="region" aria-label="Access matrix">
        <table class="matrix">
          <thead><tr><th scope="col">Service</th>{LEVELS.map((level) => <th key={level} scope="col">{level}</th>)}</tr></thead>
          <tbody>
            {shown.map(([service, row]) => (
              <tr key={service}>
                <th scope="row">{data.services[service]}</th>
                {LEVELS.map((level, index) => {
                  const entry = row.find((one) => one[1] === index);
                  return <td key={level}>{entry ? <Cell entry={entry} chosen={entry === chosen} onChoose={() => setChosen(entry)} /> : <span class="none" aria-label="nothing">–</span>}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 && <Empty>No service matches.</Empty>}
      {found.length > shown.length && <button type="button" onClick={() => setAll(true)}>Show all {plural(found.length, 'service')}</button>}
      <ul class="legend" aria-label="Legend">
        {BREADTHS.map((breadth) => <li key={breadth}><span class={`cell cell-${breadth} level-1`} aria-hidden="true" />{breadth === 'named' ? `${BREADTH_NAMES.named}, or none that could be` : BREADTH_NAMES[breadth]}</li>)}
        <li><span class="cell cell-unknown level-1" aria-hidden="true">?</span>known at deployment</li>
      </ul>
      {chosen && <CellDetail entry={chosen} />}
    </>
  );
}

/** Of actions that take no resource, "*" widens nothing. */
function breadthOf([, , , resources, widened]: PageEntry): keyof typeof BREADTH_NAMES {
  const by = data.lists[widened];
  return by.includes('every resource') || by.includes('NotResource') ? 'all' : by.includes('wildcard resource') ? 'wide'
    : data.lists[resources].includes('*') ? 'none' : 'named';
}

function Cell({ entry, chosen, onChoose }: { readonly entry: PageEntry; readonly chosen: boolean; readonly onChoose: () => void }) {
  const [service, level, actions, , , unknown] = entry;
  const breadth = breadthOf(entry);
  const { length } = data.lists[actions];
  return (
    <button type="button" class={`cell cell-${breadth} level-${level} ${unknown ? 'cell-unknown' : ''}`} aria-pressed={chosen} onClick={onChoose}
      aria-label={`${data.services[service]} ${LEVELS[level]}: ${plural(length, 'action')} on ${BREADTH_NAMES[breadth]}${unknown ? ', known at deployment' : ''}`}>
      {length}{unknown ? '?' : ''}
    </button>
  );
}

function CellDetail({ entry: [service, level, actions, resources, widened] }: { readonly entry: PageEntry }) {
  const name = data.services[service];
  return (
    <section class="cell-detail" aria-live="polite" aria-label="The cell">
      <h4>{name} · {LEVELS[level]}</h4>
      <Facts facts={[
        [`Actions (${data.lists[actions].length})`, <code>{data.lists[actions].map((action) => `${name}:${action}`).join(', ')}</code>],
        ['Resources', <code>{data.lists[resources].join('\n')}</code>],
        ['Widened by', data.lists[widened].join(', ') || undefined],
      ]} />
    </section>
  );
}
