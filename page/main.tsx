/** The page of the HTML report. */
import { render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Access } from './access';
import { Controls } from './controls';
import { data, open, plural } from './data';
import { Exceptions } from './exceptions';
import { Findings } from './findings';
import { Graph } from './graph';
import { Overview } from './overview';
import { hrefOf, useRoute, View, VIEWS } from './route';
import { ThemeButton } from './theme';

const NAMES: Readonly<Record<View, string>> = {
  overview: 'Overview', findings: 'Findings', access: 'Access', graph: 'Trust and escalation', exceptions: 'Exceptions', controls: 'Controls',
};
const COUNTS: Partial<Record<View, number>> = { findings: open.length, access: data.principals.length, exceptions: data.exceptions.length };

function Page() {
  const { view, params } = useRoute();
  const tabs = useRef<HTMLElement>(null);
  const main = useRef<HTMLElement>(null);
  const loaded = useRef(false);
  useLayoutEffect(() => {
    document.title = `${NAMES[view]} · IAM guardrails`;
    // What is chosen stays in view when the address is that of another view.
    scrollTo(0, 0);
    tabs.current!.querySelector('[aria-current]')!.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // The link that led here is gone with the view that it was in.
    if (loaded.current && document.activeElement === document.body) {
      main.current!.focus();
    }
    loaded.current = true;
  }, [view]);
  const when = new Date(data.created).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' });
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current!.focus(); }}>To the content</a>
      <header class="head">
        <div class="head-title">
          <Shield />
          <div>
            <h1>IAM guardrails</h1>
            <p class="quiet">{plural(data.templates.length, 'template')} · pack {data.pack} · {when}</p>
          </div>
        </div>
        <ThemeButton />
      </header>
      <nav class="tabs" aria-label="Views" ref={tabs}>
        {VIEWS.map((name) => (
          <a key={name} href={hrefOf(name)} aria-current={name === view ? 'page' : undefined}>
            {NAMES[name]}{COUNTS[name] !== undefined && <span class="tab-count">{COUNTS[name]!.toLocaleString('en')}</span>}
          </a>
        ))}
      </nav>
      <main id="main" ref={main} tabIndex={-1} class={`main main-${view}`}>
        {view === 'overview' ? <Overview /> : view === 'findings' ? <Findings params={params} /> : view === 'access' ? <Access params={params} />
          : view === 'graph' ? <Graph params={params} /> : view === 'exceptions' ? <Exceptions /> : <Controls />}
      </main>
      <footer class="foot quiet">cdk-iam-guardrails {data.version}</footer>
    </>
  );
}

function Shield() {
  return (
    <svg class="shield" viewBox="0 0 24 24" width="36" height="36" aria-hidden="true">
      <path d="M12 2l8 3v6c0 5-3.4 9.2-8 11-4.6-1.8-8-6-8-11V5z" /><path class="shield-mark" d="M8 12l3 3 5-6" />
    </svg>
  );
}

render(<Page />, document.getElementById('page')!);
