import { useLayoutEffect, useState } from 'preact/hooks';

const NAME = 'cdk-iam-guardrails-theme';

export function ThemeButton() {
  const [dark, setDark] = useState(isDark);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  const change = () => {
    setDark(!dark);
    try {
      localStorage.setItem(NAME, dark ? 'light' : 'dark');
    } catch {
      // A page from a file may have no storage: then the choice holds for this visit.
    }
  };
  return <button type="button" class="theme" aria-pressed={dark} onClick={change}>Dark mode</button>;
}

function isDark(): boolean {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(NAME);
  } catch {
    chosen = null;
  }
  return chosen === null ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}
