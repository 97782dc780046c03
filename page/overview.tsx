import { accepted, count, data, findingsOf, open, plural, ruleOf } from './data';
import { Badge, Empty, Place } from './parts';
import { hrefOf, Params, View } from './route';

const MOST = 8;

export function Overview() {
  const { trend } = data;
  const errors = count(open, 'error');
  const warnings = count(open, 'warning');
  return (
    <>
      <section class="tiles" aria-label="Totals">
        <Tile name="Errors" value={errors} kind="error" before={trend?.errors} view="findings" params={{ severity: 'error' }} />
        <Tile name="Warnings" value={warnings} kind="warning" before={trend?.warnings} view="findings" params={{ severity: 'warning' }} />
        <Tile name="Accepted" value={accepted.length} kind="accepted" before={trend?.accepted} view="findings" params={{ status: 'accepted' }} />
        {trend && <Tile name="New" value={trend.added} kind="new" view="findings" params={{ status: 'new' }} />}
        {trend && <Tile name="Resolved" value={trend.resolved.length} kind="resolved" />}
        <Tile name="Principals" value={data.principals.length} kind="plain" view="access" />
        <Tile name="Can escalate" value={escalating.length} kind={escalating.length > 0 ? 'error' : 'plain'} view="access" />
      </section>
      <div class="cards">
        <Top title="Rules with the most findings" empty="No rule has found anything." rows={grouped(open.map((finding) => ruleOf(finding).id))} params={(rule) => ({ rule })} />
        <Top title="Stacks with the most findings" empty="No stack has findings." rows={grouped(open.map(({ place }) => place.split('/')[0]))} params={(construct) => ({ construct })} />
        <section class="card">
          <h2>Principals to look at first</h2>
          {riskiest.length === 0 ? <Empty>No principal has findings.</Empty> : (
            <ol class="plain-list">
              {riskiest.map((principal) => {
                const { errors: own, warnings: less } = findingsOf(principal);
                return (
                  <li key={principal.id}>
                    <a class="grow" href={hrefOf('access', { principal: principal.id })}><strong>{principal.label}</strong><span class="quiet"><Place path={principal.id} /></span></a>
                    {principal.escalations.length > 0 && <Badge kind="error">escalates</Badge>}
                    {own > 0 ? <Badge kind="error">{plural(own, 'error')}</Badge> : <Badge kind="warning">{plural(less, 'warning')}</Badge>}
                  </li>
                );
              })}
            </ol>
          )}
        </section>
        {trend && (
          <section class="card">
            <h2>Resolved since the previous report</h2>
            {trend.resolved.length === 0 ? <Empty>Nothing is resolved.</Empty> : (
              <ul class="plain-list">
                {trend.resolved.slice(0, MOST).map(({ id, place, message }, index) => (
                  <li key={index}><span class="grow"><strong title={id}>{message}</strong><span class="quiet"><Place path={place} /></span></span><Badge kind="resolved">resolved</Badge></li>
                ))}
                {trend.resolved.length > MOST && <li class="quiet">and {trend.resolved.length - MOST} more</li>}
              </ul>
            )}
          </section>
        )}
      </div>
    </>
  );
}

const escalating = data.principals.filter(({ escalations }) => escalations.length > 0);
const riskiest = data.principals.map((principal) => ({ principal, ...findingsOf(principal) }))
  .filter(({ errors, warnings }) => errors + warnings > 0)
  .sort((a, b) => b.principal.escalations.length - a.principal.escalations.length || b.errors - a.errors || b.warnings - a.warnings)
  .slice(0, MOST).map(({ principal }) => principal);

interface TileProps {
  readonly name: string;
  readonly value: number;
  readonly kind: string;
  /** In the previous report. */
  readonly before?: number;
  readonly view?: View;
  readonly params?: Params;
}

function Tile({ name, value, kind, before, view, params }: TileProps) {
  const change = before === undefined ? 0 : value - before;
  const content = (
    <>
      <span class="tile-name">{name}</span>
      <span class="tile-value">{value.toLocaleString('en')}</span>
      {before !== undefined && (
        <span class={`tile-change ${change > 0 ? 'worse' : change < 0 ? 'better' : ''}`}>{change === 0 ? 'as before' : `${change > 0 ? '▲' : '▼'} ${Math.abs(change).toLocaleString('en')}`}</span>
      )}
    </>
  );
  return view ? <a class={`tile tile-${kind}`} href={hrefOf(view, params)}>{content}</a> : <div class={`tile tile-${kind}`}>{content}</div>;
}

interface TopProps {
  readonly title: string;
  readonly empty: string;
  readonly rows: readonly (readonly [name: string, errors: number, warnings: number])[];
  readonly params: (name: string) => Params;
}

function Top({ title, empty, rows, params }: TopProps) {
  const most = Math.max(1, ...rows.map(([, errors, warnings]) => errors + warnings));
  return (
    <section class="card">
      <h2>{title}</h2>
      {rows.length === 0 ? <Empty>{empty}</Empty> : (
        <ol class="bars">
          {rows.slice(0, MOST).map(([name, errors, warnings]) => (
            <li key={name}>
              <a href={hrefOf('findings', params(name))}>
                <span class="bar-name" title={name}>{name}</span>
                <span class="bar" aria-hidden="true">
                  <span class="bar-error" style={{ width: `${errors / most * 100}%` }} /><span class="bar-warning" style={{ width: `${warnings / most * 100}%` }} />
                </span>
                <span class="bar-value" aria-label={`${plural(errors, 'error')}, ${plural(warnings, 'warning')}`}>{errors + warnings}</span>
              </a>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function grouped(names: readonly string[]): readonly (readonly [string, number, number])[] {
  const groups = new Map<string, [number, number]>();
  names.forEach((name, index) => {
    const group = groups.get(name) ?? [0, 0];
    groups.set(name, group);
    group[open[index].severity === 'error' ? 0 : 1]++;
  });
  return [...groups].map(([name, [errors, warnings]]) => [name, errors, warnings] as const).sort((a, b) => b[1] + b[2] - a[1] - a[2]);
}
