/** What each source file imports, as the TypeScript parser sees it: import, export-from, require and import(). */
import { readdirSync, readFileSync } from 'fs';
import { join, posix, relative, sep } from 'path';
import * as ts from 'typescript';

/** Text by path, for instance `src/policy/arn.ts`. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  /** Path of the importing file. */
  readonly from: string;
  /** Path of the imported file, or the name of the imported module as it is written. */
  readonly to: string;
  /** Is it a file of the sources? */
  readonly local: boolean;
  /** `import type`: gone when the code runs. */
  readonly typeOnly: boolean;
}

export function readSources(root: string, folder: string): Sources {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) => specifiers(from, text).map(({ specifier, typeOnly }) => {
    const local = specifier.startsWith('.');
    return { from, to: local ? resolve(from, specifier, sources) : specifier, local, typeOnly };
  }));
}

interface Specifier {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function specifiers(file: string, text: string): Specifier[] {
  const found: Specifier[] = [];
  const add = (node: ts.Node | undefined, typeOnly = false) => {
    if (node && ts.isStringLiteralLike(node)) {
      found.push({ specifier: node.text, typeOnly });
    }
  };
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.isTypeOnly);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isExternalModuleReference(node)) {
      add(node.expression);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && loadsModule(node.expression)) {
      add(node.arguments[0]);
    }
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return found;
}

function loadsModule(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword
    || (ts.isIdentifier(callee) && callee.text === 'require')
    || (ts.isPropertyAccessExpression(callee) && callee.getText() === 'require.resolve');
}

function resolve(from: string, specifier: string, sources: Sources): string {
  const path = posix.join(posix.dirname(from), specifier.replace(/\.js$/, ''));
  return [path, `${path}.ts`, posix.join(path, 'index.ts')].find((candidate) => sources.has(candidate)) ?? path;
}

/** The first cycle that a walk finds, as a path that ends where it begins. */
export function findCycle(edges: readonly (readonly [string, string])[]): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) {
    next.set(from, [...next.get(from) ?? [], to]);
  }
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) {
      return [...path.slice(path.indexOf(node)), node];
    }
    if (done.has(node)) {
      return undefined;
    }
    for (const target of next.get(node) ?? []) {
      const cycle = visit(target, [...path, node]);
      if (cycle) {
        return cycle;
      }
    }
    done.add(node);
    return undefined;
  };
  for (const node of next.keys()) {
    const cycle = visit(node, []);
    if (cycle) {
      return cycle;
    }
  }
  return undefined;
}

/** The files that run when the given ones do, each with one that imports it. */
export function reachedFrom(files: readonly string[], imports: readonly Import[]): Map<string, string> {
  const reached = new Map(files.map((file) => [file, file]));
  for (const file of reached.keys()) {
    for (const { to } of imports.filter((item) => item.from === file && item.local && !item.typeOnly)) {
      if (!reached.has(to)) {
        reached.set(to, file);
      }
    }
  }
  return reached;
}
