import { describe, expect, test } from '@jest/globals';
import { varbindsOf } from '../../test/snmpwalkText.ts';
import { exposition, RepeatedSeries } from './exposition.ts';
import { compile } from './plan.ts';
import { render } from './render.ts';
import { parseSnmpYml } from './snmpYml.ts';
import { TextBuffer } from './textBuffer.ts';

const statistics = { walkSeconds: 0.25, seconds: 0.5, packetsSent: 3, packetsRetried: 1, pdusReturned: 2 };

/** Modules of a file, filled with what an agent has. */
function scraped(text: string, walk: string): string {
  const modules = [...parseSnmpYml('snmp.yml', text, undefined).modules.values()].map((module) => {
    const plan = compile(module);
    return { plan, rendered: render(plan, varbindsOf(walk), new TextBuffer()), statistics };
  });
  const answer = new TextBuffer();
  exposition(modules, answer);
  return answer.view().toString('utf8');
}

const a = '{ name: a, oid: 1.3.6.1.9.1, type: counter, help: "of\\na" }';
const b = '{ name: b, oid: 1.3.6.1.9.2, type: DisplayString, help: b }';
const walk = '.1.3.6.1.9.1.0 = Counter32: 5\n.1.3.6.1.9.2.0 = STRING: "x"\n';

describe('the answer to a scrape', () => {
  test('has what was found, and how it was found, under the names of snmp_exporter', () => {
    expect(scraped(`m: { metrics: [${b}, ${a}] }`, walk)).toBe(`# HELP a of\\na
# TYPE a counter
a 5
# HELP b b
# TYPE b gauge
b{b="x"} 1
# HELP snmp_scrape_duration_seconds Total SNMP time scrape took (walk and processing).
# TYPE snmp_scrape_duration_seconds gauge
snmp_scrape_duration_seconds 0.5
# HELP snmp_scrape_packets_retried Packets retried for get, bulkget, and walk.
# TYPE snmp_scrape_packets_retried gauge
snmp_scrape_packets_retried 1
# HELP snmp_scrape_packets_sent Packets sent for get, bulkget, and walk; including retries.
# TYPE snmp_scrape_packets_sent gauge
snmp_scrape_packets_sent 3
# HELP snmp_scrape_pdus_returned PDUs returned from get, bulkget, and walk.
# TYPE snmp_scrape_pdus_returned gauge
snmp_scrape_pdus_returned 2
# HELP snmp_scrape_walk_duration_seconds Time SNMP walk/bulkwalk took.
# TYPE snmp_scrape_walk_duration_seconds gauge
snmp_scrape_walk_duration_seconds 0.25
`);
  });

  test('tells the scrapes of several modules, and of every module since 0.23, apart by the label module', () => {
    const both = scraped(`m: { metrics: [${a}] }\nn: { metrics: [${b}] }`, walk);
    expect(both).toContain('snmp_scrape_packets_sent{module="m"} 3\nsnmp_scrape_packets_sent{module="n"} 3\n');
    expect(both.match(/# TYPE snmp_scrape_packets_sent gauge/g)).toHaveLength(1);
    expect(scraped(`modules: { m: { metrics: [${a}] } }`, walk)).toContain(
      'snmp_scrape_duration_seconds{module="m"} 0.5\n',
    );
  });

  test('keeps the samples of one name together when several modules have it', () => {
    const other = a.replace('1.3.6.1.9.1', '1.3.6.1.9.3').replace('}', ', indexes: [{ labelname: i, type: gauge }] }');
    const text = scraped(
      `m: { metrics: [${a}] }\nn: { metrics: [${other}] }`,
      `${walk}.1.3.6.1.9.3.1 = Counter32: 6\n`,
    );
    expect(text).toContain('# TYPE a counter\na 5\na{i="1"} 6\n');
  });

  test.each([
    ['two modules', `m: { metrics: [${a}] }\nn: { metrics: [${a}] }`],
    ['two metrics of one name', `m: { metrics: [${a}, ${a.replace('1.3.6.1.9.1', '1.3.6.1.9.4')}] }`],
    ['two rows that the labels do not tell apart', 'm: { metrics: [{ name: c, oid: 1.3.6.1.9.5, type: gauge }] }'],
  ])('is refused when one series comes twice, from %s', (_name, text) => {
    const more = '.1.3.6.1.9.4.0 = Counter32: 6\n.1.3.6.1.9.5.1 = INTEGER: 1\n.1.3.6.1.9.5.2 = INTEGER: 1\n';
    expect(() => scraped(text, walk + more)).toThrow(RepeatedSeries);
  });
});
