import { accepted, data, ruleOf } from './data';
import { Badge, Empty, Place, TableBox } from './parts';
import { hrefOf } from './route';

const DAY = 24 * 60 * 60 * 1000;
const SOON = 30;
const STATES: Readonly<Record<string, string>> = { expired: 'error', stale: 'warning', used: 'resolved', unjudged: 'plain' };

export function Exceptions() {
  const acknowledged = accepted.filter((finding) => finding.accepted!.expires === undefined);
  const sorted = [...data.exceptions].sort((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0));
  return (
    <>
      <section class="card">
        <h2>Exceptions</h2>
        {sorted.length === 0 ? <Empty>There are no exceptions.</Empty> : (
          <TableBox label="Exceptions">
            <table class="table">
              <thead><tr><th scope="col">State</th><th scope="col">Expires</th><th scope="col">Rule</th><th scope="col">Construct</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col" class="number">Findings</th></tr></thead>
              <tbody>
                {sorted.map(({ rule, key, construct, reason, owner, expires, ticket, state, place, findings }) => (
                  <tr key={place}>
                    <td><Badge kind={STATES[state] ?? 'plain'}>{state}</Badge></td>
                    <td class="nowrap">{expires}<Remaining expires={expires} /></td>
                    <td><strong>{rule}</strong>{key && <code class="under">{key}</code>}</td>
                    <td><code>{construct}</code></td>
                    <td class="roomy">{reason}{ticket && <span class="under quiet">{ticket}</span>}</td>
                    <td class="roomy">{owner}<span class="under quiet">{place}</span></td>
                    <td class="number">{findings > 0 ? <a href={hrefOf('findings', { rule, status: state === 'used' ? 'accepted' : '' })}>{findings}</a> : findings}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </section>
      <section class="card">
        <h2>Acknowledged without an end</h2>
        {acknowledged.length === 0 ? <Empty>No finding is acknowledged in code.</Empty> : (
          <TableBox label="Acknowledged findings">
            <table class="table">
              <thead><tr><th scope="col">Rule</th><th scope="col">Construct</th><th scope="col">Reason</th></tr></thead>
              <tbody>
                {acknowledged.slice(0, 200).map((finding) => (
                  <tr key={finding.id}>
                    <td><a href={hrefOf('findings', { status: 'accepted', finding: finding.id })}>{ruleOf(finding).id}</a></td><td><Place path={finding.place} /></td><td class="roomy">{finding.accepted!.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
        {acknowledged.length > 200 && <p class="links"><a href={hrefOf('findings', { status: 'accepted' })}>All {acknowledged.length}</a></p>}
      </section>
    </>
  );
}

function Remaining({ expires }: { readonly expires: string }) {
  const days = Math.floor((Date.parse(expires) + DAY - Date.parse(data.created)) / DAY);
  return days < 0 ? <span class="under worse">{-days} days ago</span> : <span class={`under ${days <= SOON ? 'worse' : 'quiet'}`}>{days} days left</span>;
}
