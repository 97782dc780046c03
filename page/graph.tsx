/** Who can become a principal, and what it can become. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { data, plural } from './data';
import { draw, fitted, NODE, neighbourhood, nodeOfPrincipal, Way, waysInto, waysOutOf } from './neighbourhood';
import { Choice, Empty, Search } from './parts';
import { Principals } from './principals';
import { go, hrefOf, Params } from './route';
import { isWide } from './wide';
import type { PagePrincipal } from '../src/enforce/reports/page-data';

/** Letters stay legible: what is wider yet is scrolled. */
const SMALLEST = 0.8;
const MOST_LISTED = 12;
const STEPS = [['1', '1 step'], ['2', '2 steps'], ['3', '3 steps']] as const;
const PLACES: Readonly<Record<string, string>> = {
  app: 'of the app', account: 'of the same account', outside: 'outside', aws: 'AWS service', unknown: 'known at deployment', anyone: 'without a name',
};

export function Graph({ params }: { readonly params: Params }) {
  return <Principals view="graph" params={params}>{(principal) => <GraphOf key={principal.id} principal={principal} params={params} />}</Principals>;
}

function GraphOf({ principal, params }: { readonly principal: PagePrincipal; readonly params: Params }) {
  const centre = nodeOfPrincipal(data.principals.indexOf(principal));
  const steps = STEPS.some(([known]) => known === params.steps) ? params.steps : '2';
  const around = useMemo(() => (centre === undefined ? undefined : neighbourhood(centre, Number(steps))), [centre, steps]);
  if (centre === undefined || !around) {
    return <><h2>{principal.label}</h2><Empty>Nobody is known to assume it, and it can become nobody else.</Empty></>;
  }
  const hidden = around.reached - (around.distances.size - 1);
  return (
    <article>
      <div class="graph-head">
        <h2>{principal.label}</h2>
        <Choice label="Around" value={steps} options={STEPS} onChange={(value) => go('graph', { ...params, principal: principal.id, steps: value })} />
      </div>
      {(hidden > 0 || around.hiddenWays > 0) && (
        <p class="quiet">
          {hidden > 0 && `${around.reached - hidden} of ${plural(around.reached, 'neighbour')} are drawn: those outside, and those that take others over, first. `}
          {around.hiddenWays > 0 && `${plural(around.hiddenWays, 'way')} among neighbours ${around.hiddenWays === 1 ? 'is' : 'are'} left out. `}
          The lists below have everyone who is one step away.
        </p>
      )}
      <Picture around={around} centre={centre} params={params} />
      <ul class="legend" aria-label="Legend">
        <li><span class="line line-trust" aria-hidden="true" />can assume</li>
        <li><span class="line line-escalation" aria-hidden="true" />can take over</li>
        <li><span class="line line-unknown" aria-hidden="true" />known at deployment</li>
      </ul>
      <div class="columns">
        <Ways title="Who can become it" ways={waysInto(centre)} other={({ from }) => from} params={params} />
        <Ways title="What it can become" ways={waysOutOf(centre)} other={({ to }) => to} params={params} />
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
  const box = useRef<HTMLDivElement>(null);
  const { width, height, nodes, ways } = useMemo(() => draw(around, roomForPicture()), [around]);
  const inOrder = [...nodes].sort((a, b) => a.x - b.x || a.y - b.y);
  useLayoutEffect(() => {
    const { x, y } = nodes.find(({ node }) => node === centre)!;
    const picture = box.current!;
    picture.scrollLeft = x / width * picture.scrollWidth - picture.clientWidth / 2;
    picture.scrollTop = y / height * picture.scrollHeight - picture.clientHeight / 2;
  }, [nodes]);
  const onKeyDown = (event: KeyboardEvent) => {
    const stops = [...box.current!.querySelectorAll<SVGElement>('.stop')];
    const from = inOrder[stops.indexOf(document.activeElement as SVGElement)];
    const to = from && TOWARDS[event.key] && nearest(from, inOrder, TOWARDS[event.key]);
    if (to) {
      event.preventDefault();
      stops[inOrder.indexOf(to)].focus();
    }
  };
  return (
    <div class="picture" role="group" aria-label="Graph of trust and escalation: arrow keys lead from one to another, Enter goes there"
      ref={box} onKeyDown={onKeyDown}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} style={{ minWidth: `${width * SMALLEST}px` }}>
        <defs>
          {['trust', 'escalation'].map((kind) => (
            <marker key={kind} id={`arrow-${kind}`} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
              <path class={`arrow arrow-${kind}`} d="M0,0L10,5L0,10z" />
            </marker>
          ))}
        </defs>
        {ways.map(({ way, path }, index) => (
          <path key={index} class={`edge edge-${way.kind} ${way.unknown ? 'edge-unknown' : ''}`} d={path} marker-end={`url(#arrow-${way.kind})`}>
            <title>{way.label}</title>
          </path>
        ))}
        {ways.map(({ way, label }, index) => label && (
          <g key={index} class={`edge-label edge-label-${way.kind}`}>
            <title>{way.label}</title>
            <rect x={label.x - label.width / 2 + 1} y={label.y - 9} width={label.width - 2} height={18} rx={4} />
            <text x={label.x} y={label.y + 4}>{label.text}</text>
          </g>
        ))}
        {inOrder.map(({ node, x, y }) => <Node key={node} node={node} x={x} y={y} isCentre={node === centre} params={params} />)}
      </svg>
    </div>
  );
}

/** To which side an arrow key leads. */
const TOWARDS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

interface Placed {
  readonly x: number;
  readonly y: number;
}

/** Aside counts more than ahead. */
function nearest<T extends Placed>(from: Placed, all: readonly T[], [right, down]: readonly [number, number]): T | undefined {
  const ahead = ({ x, y }: Placed) => (x - from.x) * right + (y - from.y) * down;
  const aside = ({ x, y }: Placed) => Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
  const cost = (one: Placed) => ahead(one) + 2 * aside(one);
  return all.filter((one) => ahead(one) > 1).sort((a, b) => cost(a) - cost(b))[0];
}

/** Beside the list of principals, where it is shown. */
function roomForPicture(): number {
  return isWide() ? Math.min(innerWidth, 1480) - 480 : innerWidth - 80;
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
  const what = principal === undefined ? PLACES[place] : data.principals[principal].kind;
  const box = (
    <g class={`node node-${place} ${isCentre ? 'node-centre' : ''}`} transform={`translate(${x - NODE.width / 2},${y - NODE.height / 2})`}>
      <rect width={NODE.width} height={NODE.height} rx={8} />
      <text class="node-label" x={12} y={20}>{fitted(label, NODE.width - 24, '600 13px system-ui, sans-serif')}</text>
      <text class="node-place" x={12} y={36}>{what}</text>
    </g>
  );
  // The name of either, and what the pointer is told.
  const title = <title>{`${label} ${what}`}</title>;
  return principal === undefined ? <g class="stop" tabindex={0} role="img">{title}{box}</g>
    : <a class="stop" href={hrefOf('graph', { ...params, principal: data.principals[principal].id })} aria-current={isCentre ? 'true' : undefined}>{title}{box}</a>;
}

interface WaysProps {
  readonly title: string;
  readonly ways: readonly Way[];
  readonly other: (way: Way) => number;
  readonly params: Params;
}

function Ways({ title, ways, other, params }: WaysProps) {
  const [find, setFind] = useState('');
  const [all, setAll] = useState(false);
  const found = ways.filter((way) => data.nodes[other(way)].label.toLowerCase().includes(find.toLowerCase()));
  const shown = all ? found : found.slice(0, MOST_LISTED);
  return (
    <section>
      <h3>{title}{ways.length > 0 && ` (${ways.length.toLocaleString('en')})`}</h3>
      {ways.length > MOST_LISTED && <Search label="Find one of them" value={find} hint="Name" onInput={setFind} />}
      {found.length === 0 && <p class="quiet">{ways.length === 0 ? 'Nobody that is known.' : 'No name matches.'}</p>}
      <ul class="ways">
        {shown.map((way) => {
          const { label, place, principal } = data.nodes[other(way)];
          return (
            <li key={other(way)}>
              {principal === undefined ? label : <a href={hrefOf('graph', { ...params, principal: data.principals[principal].id })}>{label}</a>}
              <span class="quiet"> {PLACES[place]}</span>
              {way.edges.map((edge, index) => (
                <span key={index} class="under quiet">{edge.kind === 'trust' ? 'by trust' : 'by escalation'}{edge.unknown ? ', known at deployment' : ''}{edge.label && `: ${edge.label}`}</span>
              ))}
            </li>
          );
        })}
      </ul>
      {found.length > shown.length && <button type="button" class="more" onClick={() => setAll(true)}>Show all {found.length.toLocaleString('en')}</button>}
    </section>
  );
}
