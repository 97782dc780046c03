/** The part of the graph around a principal, and where it is drawn. */
import * as dagre from '@dagrejs/dagre';
import { data } from './data';
import type { PageEdge } from '../src/enforce/reports/page-data';

const MOST_NODES = 30;
export const NODE = { width: 220, height: 46 };
const LABEL = { most: 190, font: '11.5px system-ui, sans-serif' };

const edgesAt = new Map<number, PageEdge[]>();
for (const edge of data.edges) {
  for (const node of new Set([edge.from, edge.to])) {
    edgesAt.set(node, [...edgesAt.get(node) ?? [], edge]);
  }
}
const nodeOf = new Map(data.nodes.flatMap(({ principal }, index) => (principal === undefined ? [] : [[principal, index] as const])));

export interface Neighbourhood {
  readonly nodes: readonly number[];
  readonly edges: readonly PageEdge[];
  /** Neighbours that are left out. */
  readonly more: number;
}

export function nodeOfPrincipal(principal: number): number | undefined {
  return nodeOf.get(principal);
}

/** Nearest first. Neither a service nor an account leads on to others that trust it too. */
export function neighbourhood(centre: number, steps: number): Neighbourhood {
  const nodes = new Set([centre]);
  const left = new Set<number>();
  let ends = [centre];
  for (let step = 0; step < steps; step++) {
    const next: number[] = [];
    for (const node of ends) {
      const around = (edgesAt.get(node) ?? []).map((edge) => (edge.from === node ? edge.to : edge.from));
      for (const neighbour of around) {
        if (!nodes.has(neighbour) && nodes.size < MOST_NODES) {
          nodes.add(neighbour);
          next.push(neighbour);
        } else if (!nodes.has(neighbour)) {
          left.add(neighbour);
        }
      }
    }
    ends = next.filter((node) => data.nodes[node].place === 'app');
  }
  const edges = [...nodes].flatMap((node) => (edgesAt.get(node) ?? []).filter(({ from, to }) => from === node && nodes.has(to)));
  return { nodes: [...nodes], edges, more: left.size };
}

interface Label extends Point {
  readonly text: string;
  readonly width: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly node: number; readonly x: number; readonly y: number }[];
  readonly edges: readonly { readonly edge: PageEdge; readonly path: string; readonly label?: Label }[];
}

/** From left to right where there is room for it, else from top to bottom. */
export function draw(around: Neighbourhood, room: number): Drawing {
  const across = drawn(around, 'LR');
  const down = across.width <= room ? across : drawn(around, 'TB');
  return down.width < across.width ? down : across;
}

/** Labels have room of their own. */
function drawn({ nodes, edges }: Neighbourhood, rankdir: 'LR' | 'TB'): Drawing {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir, nodesep: 22, edgesep: 16, ranksep: 46, marginx: 12, marginy: 12 });
  nodes.forEach((node) => graph.setNode(String(node), { ...NODE }));
  edges.forEach(({ from, to, label }, index) => (
    graph.setEdge(String(from), String(to), label === '' ? {} : { width: labelOf(label).width, height: 18, labelpos: 'c' }, String(index))
  ));
  dagre.layout(graph);
  const { width, height } = graph.graph() as { readonly width: number; readonly height: number };
  return {
    width, height,
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(String(node)) as { readonly x: number; readonly y: number };
      return { node, x, y };
    }),
    edges: edges.map((edge, index) => {
      const placed = graph.edge(String(edge.from), String(edge.to), String(index)) as Partial<Point> & { readonly points: readonly Point[] };
      return { edge, path: curve(placed.points), ...(edge.label !== '' && { label: { x: placed.x!, y: placed.y!, ...labelOf(edge.label) } }) };
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
