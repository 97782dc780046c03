/** What is shown, as the hash of the address: `#findings?severity=error&finding=...`. */
import { useLayoutEffect, useState } from 'preact/hooks';

export const VIEWS = ['overview', 'findings', 'access', 'graph', 'exceptions', 'controls'] as const;
export type View = (typeof VIEWS)[number];
export type Params = Readonly<Record<string, string>>;

export interface Route {
  readonly view: View;
  readonly params: Params;
}

export function routeOf(hash: string): Route {
  const [name, query] = hash.replace(/^#/, '').split('?', 2);
  return { view: VIEWS.find((view) => view === name) ?? 'overview', params: Object.fromEntries(new URLSearchParams(query ?? '')) };
}

export function hrefOf(view: View, params: Params = {}): string {
  const given = Object.entries(params).filter(([, value]) => value !== '');
  return `#${view}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`;
}

/** A step in the history: Back leads to what was shown before. */
export function go(view: View, params: Params): void {
  if (hrefOf(view, params) !== location.hash) {
    history.pushState(null, '', hrefOf(view, params));
    dispatchEvent(new HashChangeEvent('hashchange'));
  }
}

/** No step in the history: for what is typed, and for arrow keys. */
export function amend(view: View, params: Params): void {
  history.replaceState(null, '', hrefOf(view, params));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useLayoutEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
