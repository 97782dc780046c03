/** Who can become a principal, and what it can become. */
import { useMemo } from 'preact/hooks';
import { data, plural } from './data';
import { draw, fitted, NODE, neighbourhood, nodeOfPrincipal } from './neighbourhood';
import { Choice, Empty } from './parts';
import { Principals } from './principals';
import { amend, hrefOf, Params } from './route';
import type { PageEdge, PagePrincipal } from '../src/enforce/reports/page-data';

/** Letters stay legible: what is wider yet is scrolled. */
const SMALLEST = 0.72;
const STEPS = [['1', '1 step'], ['2', '2 steps'], ['3', '3 steps']] as const;
const PLACES: Readonly<Record<string, string>> = {
  app: 'of the app', account: 'of the same account', outside: 'outside', aws: 'AWS service', unknown: 'known at deployment', anyone: 'without a name',
};

export function Graph({ params }: { readonly params: Params }) {
  return <Principals view="graph" params={params}>{(principal) => <GraphOf key={principal.id} principal={principal} params={params} />}</Principals>;
}

function GraphOf({ principal, params }: { readonly principal: PagePrincipal; readonly params: Params }) {
  const centre = nodeOfPrincipal(data.principals.indexOf(principal));
  const steps = params.steps ?? '2';
  const around = useMemo(() => (centre === undefined ? undefined : neighbourhood(centre, Number(steps))), [centre, steps]);
  if (centre === undefined || !around) {
    return <><h2>{principal.label}</h2><Empty>Nobody is known to assume it, and it can become nobody else.</Empty></>;
  }
  return (
    <article>
      <div class="graph-head">
        <h2>{principal.label}</h2>
        <Choice label="Around" value={steps} options={STEPS} onChange={(value) => amend('graph', { ...params, steps: value })} />
      </div>
      <Picture around={around} centre={centre} params={params} />
      <ul class="legend" aria-label="Legend">
        <li><span class="line line-trust" aria-hidden="true" />can assume</li>
        <li><span class="line line-escalation" aria-hidden="true" />can take over</li>
        <li><span class="line line-unknown" aria-hidden="true" />known at deployment</li>
        {around.more > 0 && <li>{plural(around.more, 'neighbour')} more</li>}
      </ul>
      <div class="columns">
        <Ways title="Who can become it" edges={around.edges.filter(({ to }) => to === centre)} other={({ from }) => from} />
        <Ways title="What it can become" edges={around.edges.filter(({ from }) => from === centre)} other={({ to }) => to} />
      </div>
      <p class="links"><a href={hrefOf('access', { principal: principal.id })}>What it may do</a></p>
    </article>
  );
}

interface PictureProps {
  readonly around: ReturnType<typeof neighbourhood>;
  readonly centre: number;
  readonly params: Params;
}

function Picture({ around, centre, params }: PictureProps) {
  const { width, height, nodes, edges } = useMemo(() => draw(around, roomForPicture()), [around]);
  return (
    <div class="picture" tabIndex={0} role="group" aria-label="Graph of trust and escalation; the lists below say the same">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} style={{ minWidth: `${width * SMALLEST}px` }}>
        <defs>
          {['trust', 'escalation'].map((kind) => (
            <marker key={kind} id={`arrow-${kind}`} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
              <path class={`arrow arrow-${kind}`} d="M0,0L10,5L0,10z" />
            </marker>
          ))}
        </defs>
        {edges.map(({ edge, path }, index) => (
          <path key={index} class={`edge edge-${edge.kind} ${edge.unknown ? 'edge-unknown' : ''}`} d={path} marker-end={`url(#arrow-${edge.kind})`} />
        ))}
        {edges.map(({ edge, label }, index) => label && (
          <g key={index} class={`edge-label edge-label-${edge.kind}`}>
            <title>{edge.label}</title>
            <rect x={label.x - label.width / 2 + 1} y={label.y - 9} width={label.width - 2} height={18} rx={4} />
            <text x={label.x} y={label.y + 4}>{label.text}</text>
          </g>
        ))}
        {nodes.map(({ node, x, y }) => <Node key={node} node={node} x={x} y={y} isCentre={node === centre} params={params} />)}
      </svg>
    </div>
  );
}

/** Beside the list of principals, where it is shown. */
function roomForPicture(): number {
  return innerWidth < 861 ? innerWidth - 80 : Math.min(innerWidth, 1480) - 480;
}

interface NodeProps {
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly isCentre: boolean;
  readonly params: Params;
}

function Node({ node, x, y, isCentre, params }: NodeProps) {
  const { label, place, principal } = data.nodes[node];
  const box = (
    <g class={`node node-${place} ${isCentre ? 'node-centre' : ''}`} transform={`translate(${x - NODE.width / 2},${y - NODE.height / 2})`}>
      <title>{label}</title>
      <rect width={NODE.width} height={NODE.height} rx={8} />
      <text class="node-label" x={12} y={20}>{fitted(label, NODE.width - 24, '600 13px system-ui, sans-serif')}</text>
      <text class="node-place" x={12} y={36}>{principal === undefined ? PLACES[place] : data.principals[principal].kind}</text>
    </g>
  );
  return principal === undefined ? box
    : <a href={hrefOf('graph', { ...params, principal: data.principals[principal].id })} aria-label={label} aria-current={isCentre ? 'true' : undefined}>{box}</a>;
}

interface WaysProps {
  readonly title: string;
  readonly edges: readonly PageEdge[];
  readonly other: (edge: PageEdge) => number;
}

function Ways({ title, edges, other }: WaysProps) {
  return (
    <section>
      <h3>{title}</h3>
      {edges.length === 0 ? <p class="quiet">Nobody that is known.</p> : (
        <ul class="ways">
          {edges.map((edge, index) => {
            const { label, place, principal } = data.nodes[other(edge)];
            return (
              <li key={index}>
                {principal === undefined ? label : <a href={hrefOf('graph', { principal: data.principals[principal].id })}>{label}</a>}
                <span class="quiet"> {PLACES[place]} · {edge.kind === 'trust' ? 'by trust' : 'by escalation'}{edge.unknown ? ', known at deployment' : ''}{edge.label && `: ${edge.label}`}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
