import { accepted, data, frameworkName, frameworks, open } from './data';
import { Badge, Empty, TableBox } from './parts';
import { hrefOf } from './route';
import type { PageFinding } from '../src/enforce/reports/page-data';

export function Controls() {
  if (frameworks.length === 0) {
    return <Empty>No rule names a control.</Empty>;
  }
  return <>{frameworks.map((framework) => <Framework key={framework} framework={framework} />)}</>;
}

const found = countByRule(open);
const forgiven = countByRule(accepted);

function countByRule(findings: readonly PageFinding[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  findings.forEach(({ rule }) => counts.set(rule, (counts.get(rule) ?? 0) + 1));
  return counts;
}

function Framework({ framework }: { readonly framework: string }) {
  const controls = new Map<string, number[]>();
  data.rules.forEach(({ controls: named }, index) => named[framework]?.forEach((id) => controls.set(id, [...controls.get(id) ?? [], index])));
  const rows = [...controls].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([id, rules]) => {
    const judged = rules.filter((rule) => data.rules[rule].judged);
    const sum = (counts: ReadonlyMap<number, number>) => rules.reduce((total, rule) => total + (counts.get(rule) ?? 0), 0);
    return { id, rules, judged: judged.length > 0, findings: sum(found), accepted: sum(forgiven) };
  });
  const kept = rows.filter(({ judged, findings, accepted: excused }) => judged && findings + excused === 0).length;
  return (
    <section class="card">
      <div class="card-head"><h2>{frameworkName(framework)}</h2><span class="quiet">{kept} of {rows.length} without findings</span></div>
      <TableBox label={frameworkName(framework)}>
        <table class="table">
          <thead><tr><th scope="col">Control</th><th scope="col">State</th><th scope="col">Rules that look at it</th><th scope="col" class="number">Findings</th></tr></thead>
          <tbody>
            {rows.map(({ id, rules, judged, findings, accepted: excused }) => (
              <tr key={id}>
                <th scope="row" class="nowrap">{id}</th>
                <td><State judged={judged} findings={findings} accepted={excused} /></td>
                <td>{rules.map((rule) => <a key={rule} class="chip" href={hrefOf('findings', { rule: data.rules[rule].id })} title={data.rules[rule].title}>{data.rules[rule].id}</a>)}</td>
                <td class="number">{findings}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}

interface StateProps {
  readonly judged: boolean;
  readonly findings: number;
  readonly accepted: number;
}

function State({ judged, findings, accepted: excused }: StateProps) {
  return findings > 0 ? <Badge kind="error">findings</Badge> : excused > 0 ? <Badge kind="new">accepted</Badge>
    : judged ? <Badge kind="resolved">none found</Badge> : <Badge kind="plain">not judged</Badge>;
}
