import { render } from 'preact';

render(<h1>IAM guardrails</h1>, document.getElementById('page')!);
