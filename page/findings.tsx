import { useMemo } from 'preact/hooks';
import { data, fixOf, frameworkName, frameworks, plural, ruleOf, textOf } from './data';
import { Badge, Choice, Facts, Place, Search } from './parts';
import { amend, go, hrefOf, Params } from './route';
import { Split } from './split';
import type { PageFinding } from '../src/enforce/reports/page-data';

const ROW = 74;
const FILTERS = ['severity', 'rule', 'construct', 'framework', 'status', 'text'] as const;

export function Findings({ params }: { readonly params: Params }) {
  const shown = useMemo(() => matching(params), FILTERS.map((name) => params[name]));
  const typed = (name: string) => (value: string) => amend('findings', { ...params, [name]: value });
  const set = (name: string) => (value: string) => go('findings', { ...params, [name]: value });
  const filtered = FILTERS.some((name) => params[name]);
  return (
    <>
      <form class="filters" role="search" aria-label="Filter the findings" onSubmit={(event) => event.preventDefault()}>
        <Search label="Text" value={params.text ?? ''} hint="Action, key, resource..." onInput={typed('text')} />
        <Choice label="Severity" value={params.severity ?? ''} options={[['', 'All'], ['error', 'Errors'], ['warning', 'Warnings']]} onChange={set('severity')} />
        <Choice label="Rule" value={params.rule ?? ''} options={[['', 'All'], ...rulesFound]} onChange={set('rule')} />
        <Search label="Construct" value={params.construct ?? ''} hint="Stack/Role" onInput={typed('construct')} />
        <Choice label="Framework" value={params.framework ?? ''} options={[['', 'All'], ...frameworks.map((id) => [id, frameworkName(id)] as const)]}
          onChange={set('framework')} />
        <Choice label="Status" value={params.status ?? ''} options={[['', 'Open'], ['new', 'New'], ['accepted', 'Accepted'], ['all', 'All']]} onChange={set('status')} />
      </form>
      <div class="result">
        <p role="status">{plural(shown.length, 'finding')}</p>
        {filtered && <a href={hrefOf('findings')}>Clear the filters</a>}
      </div>
      <Split view="findings" params={params} param="finding" label="Findings" items={shown} all={data.findings} empty="No finding matches the filters."
        rowHeight={ROW} idOf={({ id }) => id} row={Row}>{(finding) => <Detail key={finding.id} finding={finding} />}</Split>
    </>
  );
}

const rulesFound = [...new Set(data.findings.map(({ rule }) => rule))].map((rule) => data.rules[rule].id).sort().map((id) => [id, id] as const);

const inOrder = [...data.findings].sort((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0));

function matching({ severity, rule, construct, framework, status, text }: Params): readonly PageFinding[] {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '');
  const place = construct?.toLowerCase();
  return inOrder.filter((finding) => (status === 'all' || (finding.accepted !== undefined) === (status === 'accepted'))
    && (status !== 'new' || finding.isNew === true)
    && (!severity || finding.severity === severity)
    && (!rule || ruleOf(finding).id === rule)
    && (!place || finding.place.toLowerCase().includes(place))
    && (!framework || framework in ruleOf(finding).controls)
    && words.every((word) => textOf(finding).includes(word)));
}

function Row(finding: PageFinding) {
  return (
    <>
      <span class={`stripe stripe-${finding.accepted ? 'accepted' : finding.severity}`} />
      <span class="row-main">
        <span class="row-title"><span class="row-rule">{ruleOf(finding).id}</span><Badges finding={finding} /></span>
        <span class="row-place"><Place path={finding.place} /></span>
        <span class="row-text">{finding.message}</span>
      </span>
    </>
  );
}

function Badges({ finding: { accepted, severity, isNew } }: { readonly finding: PageFinding }) {
  return <>{accepted ? <Badge kind="accepted">accepted</Badge> : <Badge kind={severity}>{severity}</Badge>}{isNew && <Badge kind="new">new</Badge>}</>;
}

function Detail({ finding }: { readonly finding: PageFinding }) {
  const rule = ruleOf(finding);
  const index = data.findings.indexOf(finding);
  const principals = data.principals.filter(({ findings }) => findings.includes(index));
  return (
    <article>
      <p class="badges"><Badges finding={finding} /></p>
      <h2>{rule.id}</h2>
      <p class="lead">{finding.message}</p>
      {finding.witness && <><h3>What proves it</h3><pre class="code">{finding.witness}</pre></>}
      <h3>How to fix it</h3>
      <p class="fix">{fixOf(finding)}</p>
      {finding.accepted && <>
        <h3>Accepted</h3>
        <p>{finding.accepted.reason}</p>
        <Facts facts={[['Owner', finding.accepted.owner], ['Expires', finding.accepted.expires], ['Ticket', finding.accepted.ticket]]} />
      </>}
      <h3>Why it matters</h3>
      <p>{rule.why}</p>
      <h3>Where</h3>
      <Facts facts={[
        ['Construct', finding.place], ['Resource', finding.logicalId && `${finding.logicalId} (${finding.type})`],
        ['Template', data.templates[finding.template]], ['Location', <code>{finding.location}</code>],
        ['Finding', <code>{`IamGuardrails-${rule.id}[${finding.key}]`}</code>],
        ['Principals', principals.length > 0 ? principals.slice(0, 12).map(({ id, label }) => <a key={id} class="chip" href={hrefOf('access', { principal: id })}>{label}</a>) : undefined],
        ...Object.entries(rule.controls).map(([framework, ids]) => [frameworkName(framework), ids.join(', ')] as const),
      ]} />
      <p class="links"><a href={rule.url} rel="noreferrer">About the rule</a></p>
    </article>
  );
}
