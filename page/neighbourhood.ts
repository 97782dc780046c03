/** The part of the graph around a principal, and where it is drawn. */
import * as dagre from '@dagrejs/dagre';
import { data } from './data';
import type { PageEdge } from '../src/enforce/reports/page-data';

/** More are not told apart at a glance: the rest is in the lists. */
const MOST_OF_STEP = 8;
const MOST_WAYS = 12;
export const NODE = { width: 190, height: 46 };
const LABEL = { most: 150, font: '11.5px system-ui, sans-serif' };

const into = new Map<number, PageEdge[]>();
const outOf = new Map<number, PageEdge[]>();
for (const edge of data.edges) {
  for (const [edges, node] of [[into, edge.to], [outOf, edge.from]] as const) {
    const others = edges.get(node);
    if (others) {
      others.push(edge);
    } else {
      edges.set(node, [edge]);
    }
  }
}
const nodeOf = new Map(data.nodes.flatMap(({ principal }, index) => (principal === undefined ? [] : [[principal, index] as const])));

/** All that leads from one node to another: what is taken over tells more than what is assumed. */
export interface Way {
  readonly from: number;
  readonly to: number;
  readonly edges: readonly PageEdge[];
  readonly kind: PageEdge['kind'];
  readonly label: string;
  readonly unknown: boolean;
}

export interface Neighbourhood {
  /** How many steps before (negative) or after the centre each is that is drawn. */
  readonly distances: ReadonlyMap<number, number>;
  readonly ways: readonly Way[];
  /** Within the steps, drawn or not. */
  readonly reached: number;
  /** Among the nodes that are drawn, the ways that are not. */
  readonly hiddenWays: number;
}

export function nodeOfPrincipal(principal: number): number | undefined {
  return nodeOf.get(principal);
}

export function waysInto(node: number): readonly Way[] {
  return waysOf(into.get(node) ?? []);
}

export function waysOutOf(node: number): readonly Way[] {
  return waysOf(outOf.get(node) ?? []);
}

function waysOf(edges: readonly PageEdge[]): readonly Way[] {
  const groups = new Map<string, PageEdge[]>();
  edges.forEach((edge) => {
    const key = `${edge.from} ${edge.to}`;
    groups.set(key, [...groups.get(key) ?? [], edge]);
  });
  return [...groups.values()].map((group) => {
    const { from, to, kind, label, unknown } = [...group].sort((a, b) => weightOf(b) - weightOf(a))[0];
    return { from, to, kind, label, unknown, edges: group };
  });
}

function weightOf({ kind, unknown }: PageEdge): number {
  return (kind === 'escalation' ? 2 : 0) + (unknown ? 0 : 1);
}

/** Who can become it within the steps, and what it can become. */
export function neighbourhood(centre: number, steps: number): Neighbourhood {
  const before = stepsFrom(centre, steps, (node) => (into.get(node) ?? []).map(({ from }) => from));
  const after = stepsFrom(centre, steps, (node) => (outOf.get(node) ?? []).map(({ to }) => to));
  const distances = new Map([[centre, 0]]);
  for (let step = 0; step < steps; step++) {
    for (const [nodes, distance] of [[before.drawn[step], -1 - step], [after.drawn[step], step + 1]] as const) {
      nodes.forEach((node) => distances.has(node) || distances.set(node, distance));
    }
  }
  const all = waysOf([...distances.keys()].flatMap((node) => (outOf.get(node) ?? []).filter(({ to }) => to !== node && distances.has(to))));
  const leadsOn = ({ from, to }: Way) => {
    const gap = distances.get(to)! - distances.get(from)!;
    return gap === 1 || (gap === -1 && (from === centre || to === centre));
  };
  const ways = all.length <= MOST_WAYS ? all : all.filter(leadsOn);
  return {
    distances, ways,
    reached: new Set([...before.reached, ...after.reached]).size,
    hiddenWays: all.length - ways.length,
  };
}

/** Neither a service nor an account leads on. */
function stepsFrom(centre: number, steps: number, next: (node: number) => readonly number[]) {
  const reached = new Set<number>();
  const drawn: (readonly number[])[] = [];
  let ends: readonly number[] = [centre];
  let drawnEnds = ends;
  for (let step = 0; step < steps; step++) {
    const leadingTo = (nodes: readonly number[]) => new Set(nodes.filter((node) => node === centre || data.nodes[node].place === 'app').flatMap(next));
    ends = [...leadingTo(ends)].filter((node) => node !== centre && !reached.has(node));
    ends.forEach((node) => reached.add(node));
    const near = leadingTo(drawnEnds);
    drawnEnds = ends.filter((node) => near.has(node)).sort((a, b) => strangeness(b) - strangeness(a)).slice(0, MOST_OF_STEP);
    drawn.push(drawnEnds);
  }
  return { reached, drawn };
}

/** Those outside first, then those that can take others over. */
function strangeness(node: number): number {
  const { place } = data.nodes[node];
  return place === 'outside' || place === 'anyone' ? 2 : (outOf.get(node) ?? []).some(({ kind }) => kind === 'escalation') ? 1 : 0;
}

interface Label extends Point {
  readonly text: string;
  readonly width: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly node: number; readonly x: number; readonly y: number }[];
  readonly ways: readonly { readonly way: Way; readonly path: string; readonly label?: Label }[];
}

/** From left to right where there is room for it, else from top to bottom. */
export function draw(around: Neighbourhood, room: number): Drawing {
  const across = laidOut(around, 'LR');
  const down = across.width <= room ? across : laidOut(around, 'TB');
  return down.width < across.width ? down : across;
}

/** In ranks of the same distance. Labels have room of their own; of many ways they would need too much of it. */
function laidOut({ distances, ways }: Neighbourhood, rankdir: 'LR' | 'TB'): Drawing {
  const nodes = [...distances.keys()];
  const isBack = ({ from, to }: Way) => distances.get(from)! > distances.get(to)!;
  const endsOf = (way: Way): [begin: string, end: string, name: string] => (
    isBack(way) ? [String(way.to), String(way.from), 'back'] : [String(way.from), String(way.to), 'forth']
  );
  const labelled = (label: string) => label !== '' && ways.length <= MOST_WAYS;
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir, nodesep: 22, edgesep: 16, ranksep: ways.length > MOST_WAYS ? 60 : 46, marginx: 12, marginy: 12 });
  nodes.forEach((node) => graph.setNode(String(node), { ...NODE }));
  ways.forEach((way) => {
    const [begin, end, name] = endsOf(way);
    graph.setEdge(begin, end, labelled(way.label) ? { width: labelOf(way.label).width, height: 18, labelpos: 'c' } : {}, name);
  });
  dagre.layout(graph);
  const { width, height } = graph.graph() as { readonly width: number; readonly height: number };
  return {
    width, height,
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(String(node)) as { readonly x: number; readonly y: number };
      return { node, x, y };
    }),
    ways: ways.map((way) => {
      const placed = graph.edge(...endsOf(way)) as Partial<Point> & { readonly points: readonly Point[] };
      const points = isBack(way) ? [...placed.points].reverse() : placed.points;
      return { way, path: curve(points), ...(labelled(way.label) && { label: { x: placed.x!, y: placed.y!, ...labelOf(way.label) } }) };
    }),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A smooth line that begins at the first and ends at the last point. */
function curve(points: readonly Point[]): string {
  const at = ({ x, y }: Point) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const between = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const inner = points.slice(1, -1);
  const bends = inner.map((point, index) => `Q${at(point)} ${at(index === inner.length - 1 ? points[points.length - 1] : between(point, inner[index + 1]))}`);
  return `M${at(points[0])}${bends.join('') || `L${at(points[points.length - 1])}`}`;
}

function labelOf(label: string): { readonly text: string; readonly width: number } {
  const text = fitted(label, LABEL.most, LABEL.font);
  return { text, width: widthOf(text, LABEL.font) + 12 };
}

/** The text, or its beginning and its end where it is too wide. */
export function fitted(text: string, width: number, font: string): string {
  let kept = text.length;
  let shown = text;
  while (kept > 2 && widthOf(shown, font) > width) {
    kept = Math.min(kept - 1, Math.floor(kept * 0.94));
    shown = `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
  }
  return shown;
}

let context: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) {
    return text.length * 7;
  }
  context.font = font;
  return context.measureText(text).width;
}
