/** Who may do what, and who trusts whom, as the page of the HTML report shows it. */
import { PageData, PageEdge, PageEntry, PageNode, PagePrincipal } from './page-data';
import { ReportedFinding } from './report';
import { repositoryPath } from './repository';
import { ACCESS_LEVELS, AccessEntry, AccessSummarizer } from '../../analysis/access-summary';
import { describeChain, destination, readable } from '../../analysis/escalation/describe';
import { ANYONE, Hop } from '../../analysis/escalation/hop';
import { Escalation } from '../../analysis/escalation/search';
import { TrustParty, trustGraph } from '../../analysis/trust-graph';
import { AccessModel, ResourceNode } from '../../model/access-model';
import { estateOf, ModelEstate, PlacedPrincipal } from '../../model/estate';
import { escalationSearch } from '../../rules/escalations';

type AccessData = Pick<PageData, 'services' | 'lists' | 'entries' | 'principals' | 'nodes' | 'edges'>;
/** Resources of one cell; a principal with more is hardly read one by one. */
const MOST_RESOURCES = 25;

export function accessData(model: AccessModel, findings: readonly ReportedFinding[], templates: readonly string[]): AccessData {
  return new AccessReader(model, findings, templates).read();
}

/** Gives each distinct item its index. */
class Interned<T> {
  readonly items: T[] = [];
  private readonly indices = new Map<string, number>();

  indexOf(key: string, make: () => T): number {
    let index = this.indices.get(key);
    if (index === undefined) {
      index = this.items.push(make()) - 1;
      this.indices.set(key, index);
    }
    return index;
  }
}

class AccessReader {
  private readonly services = new Interned<string>();
  private readonly lists = new Interned<readonly string[]>();
  private readonly entries = new Interned<PageEntry>();
  private readonly nodes = new Interned<PageNode>();
  private readonly edges = new Interned<PageEdge>();
  private readonly summarizer = new AccessSummarizer();
  private readonly serviceControl: ModelEstate['serviceControl'];
  private readonly ofApp: ReadonlySet<string>;
  private readonly shown: readonly PlacedPrincipal[];
  private readonly indices: ReadonlyMap<string, number>;
  private readonly templates: ReadonlyMap<string, number>;
  private readonly findingsAt: ReadonlyMap<string, readonly number[]>;

  constructor(private readonly model: AccessModel, findings: readonly ReportedFinding[], templates: readonly string[]) {
    const estate = estateOf(model);
    this.serviceControl = estate.serviceControl;
    this.ofApp = new Set(estate.principals.map(({ key }) => key));
    this.shown = estate.principals.filter(({ hypothetical }) => !hypothetical);
    this.indices = new Map(this.shown.map(({ key }, index) => [key, index]));
    this.templates = new Map(templates.map((file, index) => [file, index]));
    const at = new Map<string, number[]>();
    findings.forEach(({ file, logicalId }, index) => {
      const key = `${file}#${logicalId}`;
      at.set(key, [...at.get(key) ?? [], index]);
    });
    this.findingsAt = at;
  }

  read(): AccessData {
    const principals = this.shown.map((principal, index) => this.principal(principal, index));
    for (const { from, to, conditions, unknown } of trustGraph(estateOf(this.model)).edges) {
      this.edge(this.party(from), this.party(to), 'trust', conditions.join(', '), unknown);
    }
    const [services, lists, entries, nodes, edges] = [this.services, this.lists, this.entries, this.nodes, this.edges];
    return {
      principals, services: services.items, lists: lists.items, entries: entries.items, nodes: nodes.items, edges: edges.items,
    };
  }

  private principal(principal: PlacedPrincipal, index: number): PagePrincipal {
    const { resource, kind, label, policies, boundary, boundaryArn, unseenBoundary } = principal;
    const { entries, unlisted } = this.summarizer.summarize({
      identity: policies, ...(boundary && { boundary }), ...(this.serviceControl && { serviceControl: this.serviceControl }),
    });
    const bound = boundary?.name ?? unseenBoundary ?? boundaryArn;
    return {
      id: placeOf(resource),
      kind, label,
      template: this.templates.get(resource.template.file) ?? 0,
      ...(resource.template.account !== undefined && { account: resource.template.account }),
      ...(bound !== undefined && { boundary: { name: readable(bound.toString()), seen: boundary !== undefined } }),
      access: entries.map((entry) => this.entry(entry)),
      unlisted: unlisted.map(readable),
      findings: this.findingsOf(index),
      escalations: this.escalations(principal),
    };
  }

  private findingsOf(index: number): number[] {
    const { resource, policies } = this.model.principals[index];
    const keys = new Set([resource, ...policies.map((policy) => policy.resource)].map(({ key }) => key));
    return [...keys].flatMap((key) => this.findingsAt.get(key) ?? []);
  }

  private entry({ service, level, actions, resources, widenedBy, unknown }: AccessEntry): number {
    const few = resources.length <= MOST_RESOURCES ? resources : [...resources.slice(0, MOST_RESOURCES), `and ${resources.length - MOST_RESOURCES} more`];
    const entry: PageEntry = [
      this.services.indexOf(service, () => service),
      ACCESS_LEVELS.indexOf(level),
      this.list(actions.map((action) => action.slice(service.length + 1))),
      this.list(few.map(readable)),
      this.list(widenedBy),
      unknown ? 1 : 0,
    ];
    return this.entries.indexOf(entry.join(), () => entry);
  }

  private list(names: readonly string[]): number {
    return this.lists.indexOf(names.join('\n'), () => names);
  }

  private escalations(principal: PlacedPrincipal): PagePrincipal['escalations'] {
    const search = escalationSearch(this.model);
    const toTop = search.toAdministrator(principal);
    return [...(toTop ? [toTop] : []), ...search.toOthers(principal)].map((escalation) => this.escalation(escalation));
  }

  private escalation({ chain, doubts }: Escalation): PagePrincipal['escalations'][number] {
    const unknown = doubts.length > 0;
    for (const hop of chain) {
      this.edge(this.principalNode(hop.from.principal), this.target(hop), 'escalation', hop.path.name, unknown);
    }
    const last = chain[chain.length - 1];
    return { title: `can act as ${destination(last)}`, witness: readable(describeChain(chain)), unknown };
  }

  private target(hop: Hop): number {
    const { to } = hop;
    if (to !== ANYONE) {
      return this.principalNode(to.principal);
    }
    const label = destination(hop);
    return this.nodes.indexOf(`anyone ${label}`, () => ({ label, place: 'anyone' }));
  }

  private principalNode({ key, label }: Pick<PlacedPrincipal, 'key' | 'label'>): number {
    return this.party({ id: key, label, place: this.ofApp.has(key) ? 'app' : 'outside' });
  }

  private party({ id, label, place }: TrustParty): number {
    const principal = this.indices.get(id);
    return this.nodes.indexOf(id, () => ({ label: label !== '*' ? readable(label) : place === 'outside' ? 'anyone' : 'any role', place, ...(principal !== undefined && { principal }) }));
  }

  private edge(from: number, to: number, kind: PageEdge['kind'], label: string, unknown: boolean): void {
    this.edges.indexOf(`${from} ${to} ${kind} ${label}`, () => ({ from, to, kind, label, unknown }));
  }
}

function placeOf({ constructPath, template, logicalId }: ResourceNode): string {
  return constructPath ?? `${repositoryPath(template.file)}#${logicalId}`;
}
