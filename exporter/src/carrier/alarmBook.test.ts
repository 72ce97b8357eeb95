import { describe, expect, test } from '@jest/globals';
import type { CarrierAlarm } from '@roundsman/contract/carrierAlarms.ts';
import fc from 'fast-check';
import { Emitter } from '../modules/emit.ts';
import { Exposition } from '../probe/exposition.ts';
import { plainTarget } from '../targets.fixture.ts';
import { AlarmBook } from './alarmBook.ts';

const nms = plainTarget({
  ...{ id: 'nms-1', kind: 'server', modules: ['carrier_alarms'] },
  carrierReferences: new Map([['SDH/7/1', 'sdh-7']]),
});
const alarm = (eventTime: number, more: Partial<CarrierAlarm> = {}): CarrierAlarm => ({
  ...{ managedObject: 'SDH/7/1', alarmId: 'a1', perceivedSeverity: 'critical', probableCause: 'loss_of_signal' },
  ...{ eventTime, ...more },
});
const cleared = (eventTime: number): CarrierAlarm => alarm(eventTime, { perceivedSeverity: 'cleared' });

function shown(book: AlarmBook): string[] {
  const exposition = new Exposition();
  book.show(nms, Emitter.of(exposition));
  return exposition
    .text()
    .split('\n')
    .filter((line) => line.startsWith('carrier_alarm{'));
}
const standing = 'carrier_alarm{element_id="sdh-7",probable_cause="loss_of_signal",severity="critical"} 1';
const report = (book: AlarmBook, alarms: CarrierAlarm[], full?: number) =>
  book.report('nms-1', { time: full ?? 0, full: full !== undefined, alarms });

describe('an alarm of a carrier', () => {
  test('that comes after its end, because it was held up, does not stand again', () => {
    const book = new AlarmBook();
    expect(report(book, [cleared(20)])).toEqual({ taken: 1, outdated: 0, standing: 0 });
    expect(report(book, [alarm(10)])).toEqual({ taken: 0, outdated: 1, standing: 0 });
    expect(shown(book)).toEqual([]);
    report(book, [alarm(30)]);
    expect(shown(book)).toEqual([standing]);
  });

  test('that is not in a full list is over; one that is in it stands as of the list', () => {
    const book = new AlarmBook();
    report(book, [alarm(10), alarm(10, { alarmId: 'a2', probableCause: 'power_problem' })]);
    expect(report(book, [alarm(10)], 50)).toEqual({ taken: 1, outdated: 0, standing: 1 });
    expect(shown(book)).toEqual([standing]);
    // What was on its way when the list was written.
    expect(report(book, [cleared(40)]).outdated).toBe(1);
    expect(shown(book)).toEqual([standing]);
    expect(report(book, [], 60).standing).toBe(0);
  });

  test('that was raised after a full list was written is not ended by it', () => {
    const book = new AlarmBook();
    report(book, [alarm(70)]);
    report(book, [], 60);
    expect(shown(book)).toEqual([standing]);
  });

  test('that nobody speaks of for a week is forgotten', () => {
    const clock = { now: 0 };
    const book = new AlarmBook(() => clock.now);
    report(book, [alarm(10)]);
    clock.now = 7 * 24 * 3_600_000;
    expect(shown(book)).toEqual([standing]);
    clock.now += 1;
    expect(shown(book)).toEqual([]);
  });

  test('told by trap is not ended by a full list over HTTP, which does not know it', () => {
    const book = new AlarmBook();
    const state = { managedObject: 'SDH/7/1', probableCause: 'loss_of_signal', severity: 'critical', asOf: 5 } as const;
    book.enter('nms-1', 'trap', '1', state);
    report(book, [], 60);
    expect(shown(book)).toEqual([standing]);
  });
});

test('in whatever order and however often reports come, the newest of each alarm counts', () => {
  const arbitrary = fc.uniqueArray(
    fc.record({ eventTime: fc.nat(1000), over: fc.boolean(), id: fc.constantFrom('a1', 'a2', 'a3') }),
    { selector: ({ eventTime }) => eventTime, minLength: 1, maxLength: 20 },
  );
  const said = arbitrary.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length })),
  );
  fc.assert(
    fc.property(said, ([events, order]) => {
      const book = new AlarmBook();
      const say = (each: (typeof events)[number]) =>
        report(book, [alarm(each.eventTime, { alarmId: each.id, perceivedSeverity: each.over ? 'cleared' : 'major' })]);
      order.forEach(say);
      // Whatever was left out of the order comes at last.
      events.forEach(say);
      const newest = new Map(events.toSorted((a, b) => a.eventTime - b.eventTime).map(({ id, over }) => [id, over]));
      expect(report(book, []).standing).toBe([...newest.values()].filter((over) => !over).length);
    }),
  );
});

test('a manager that tells of ever new objects fills no memory', () => {
  const book = new AlarmBook();
  for (let from = 0; from < 30_000; from += 5000)
    report(
      book,
      Array.from({ length: 5000 }, (_, at) => alarm(1, { managedObject: `X/${from + at}` })),
    );
  expect(report(book, []).standing).toBe(10_000);
});
