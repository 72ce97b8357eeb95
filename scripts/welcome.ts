import type { Stack } from './stack/stack.ts';

type Shown = Pick<Stack, 'urls' | 'secrets' | 'logins' | 'grafanaFound'>;

/** What a person reads when everything is up: where it is, how to get in, and what to try first. */
export function welcome({ urls, secrets, logins, grafanaFound }: Shown, took: string): string {
  const rows: [string, string | null][] = [
    [grafanaFound ? 'Grafana' : 'Panels (preview)', urls.dashboard],
    ['Phone page', `${urls.ticketing}/`],
    ['Messages', urls.messages],
    ['Prometheus', urls.prometheus],
    ['Alertmanager', urls.alertmanager],
    ['Exporter', urls.exporter],
    ['Simulator', urls.simulator],
  ];
  const people: [string, string][] = [
    [logins.operator, secrets['operator.password']],
    ...(logins.engineer ? [[logins.engineer, secrets['engineer.password']] satisfies [string, string]] : []),
    [logins.admin, secrets['admin.password']],
  ];
  return [
    '',
    `Roundsman is up (${took}).`,
    '',
    ...rows.flatMap(([name, url]) => (url === null ? [] : [`  ${name.padEnd(18)}${url}`])),
    '',
    '  Log in as         with password',
    ...people.map(([login, password]) => `  ${login.padEnd(18)}${password}`),
    '  Every contact of the inventory can log in by its id, with the second password.',
    '',
    ...(grafanaFound
      ? []
      : ['  No Grafana is installed: its panels are shown in the preview page, with the live data.', '']),
    ...(urls.simulator === null ? [] : ['  Break something:  npm run fault -- list', '']),
    '  Ctrl-C stops everything.',
  ].join('\n');
}
